/** Runs code that a file carries: a module of the build in CommonJS, in which all that is required is Node's. */
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFunction, constants } from 'node:vm';
import { brotliDecompressSync } from 'node:zlib';

/** Decompresses and runs a module. Returns what it exports. @throws {Error} where it is not as it was compressed */
export function runCompressed(compressed: Uint8Array): unknown {
  return runCode(brotliDecompressSync(compressed));
}

/** Runs a module. Returns what it exports. */
export function runCode(bytes: Buffer): unknown {
  const code = bytes.toString('utf8');
  const module: { exports: unknown } = { exports: {} };
  const run = compileFunction(code, ['module', 'exports', 'require'], {
    filename: 'server.js',
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  // All that it requires is Node's, wherever from.
  run(module, module.exports, createRequire(join(tmpdir(), 'none.js')));
  return module.exports;
}
