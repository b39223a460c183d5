/** Runs `npm run bench` and `npm run soak`: starts what measures, which is TypeScript, through Vite. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [name, ...options] = process.argv.slice(2);
const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
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
  const module = await vite.ssrLoadModule(file);
  process.exitCode = await module[name](options);
} finally {
  await vite.close();
}
