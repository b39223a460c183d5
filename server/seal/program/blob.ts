/** Makes the blob that turns a copy of Node into a program: code with its code cache, payload and bodies. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Payload, programAssets } from '../../sealed/format.ts';
import { endsOf } from '../bodies.ts';
import type { Sealed } from '../payload.ts';
import { runTool } from '../run-tool.ts';

/** Makes V8's code cache reproducible. */
const SAME_CACHE = '--random-seed=1';

/** A Node to make a program of. */
export interface NodeExecutable {
  /** Its path. */
  readonly path: string;
  readonly platform: NodeJS.Platform;
}

/** The parts of a program. */
export interface ProgramParts {
  /** The server as one CommonJS script. */
  readonly code: string;
  readonly sealed: Sealed;
  readonly node: NodeExecutable;
}

/**
 * Makes the blob in an empty folder, and returns its path; the same parts make the same blob. @throws
 * {SealError} where Node cannot
 */
export async function makeBlob(folder: string, { code, sealed, node }: ProgramParts): Promise<string> {
  const { site, bodies } = sealed;
  const payload: Payload = { site, ends: endsOf(bodies) };
  // Relative names, because Node writes the script's path into the program.
  const configuration = {
    main: 'lectern.cjs',
    output: 'blob',
    assets: { [programAssets.payload]: 'payload', [programAssets.bodies]: 'bodies' },
    useCodeCache: true,
    disableExperimentalSEAWarning: true,
  };
  const write = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
  await write('lectern.cjs', code);
  await write('payload', JSON.stringify(payload));
  await write('bodies', Buffer.concat(bodies));
  await write('configuration', JSON.stringify(configuration));
  await runTool(node.path, [SAME_CACHE, '--experimental-sea-config', 'configuration'], { folder });
  return join(folder, 'blob');
}
