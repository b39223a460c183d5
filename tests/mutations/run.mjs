/** `npm run mutations`: starts the mutations, which are TypeScript, through Vite. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = fileURLToPath(new URL('mutate.ts', import.meta.url));
const { module } = await runnerImport(file, { configFile: false, root, logLevel: 'error' });
process.exitCode = await module.mutate(process.argv.slice(2));
