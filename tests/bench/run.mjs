/** Runs `npm run bench`: starts the benchmark, which is TypeScript, through Vite. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bench = fileURLToPath(new URL('bench.ts', import.meta.url));
// Kept open until the end, since some modules are imported late.
const vite = await createServer({
  configFile: false,
  root,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const module = await vite.ssrLoadModule(bench);
  process.exitCode = await module.bench(process.argv.slice(2));
} finally {
  await vite.close();
}
