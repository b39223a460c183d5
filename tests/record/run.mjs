/** `npm run record`: starts the recorder, which is TypeScript, through Vite. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const recorder = fileURLToPath(new URL('record.ts', import.meta.url));
const { module } = await runnerImport(recorder, { configFile: false, root, logLevel: 'error' });
process.exitCode = await module.record(root);
