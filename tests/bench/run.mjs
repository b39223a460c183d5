/** `npm run bench`: starts the benchmark, which is TypeScript, through Vite. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bench = fileURLToPath(new URL('bench.ts', import.meta.url));
const { module } = await runnerImport(bench, { configFile: false, root, logLevel: 'error' });
process.exitCode = await module.bench(process.argv.slice(2));
