/** `npm run sheet`: starts what takes pictures of letters, which is TypeScript, through Vite. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sheet = fileURLToPath(new URL('sheet.ts', import.meta.url));
// It stays until the end: some modules are imported only when they are needed.
const vite = await createServer({
  configFile: false,
  root,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const module = await vite.ssrLoadModule(sheet);
  process.exitCode = await module.sheet(root, process.argv.slice(2));
} finally {
  await vite.close();
}
// Browsers that were lent end with this process, which would wait for them.
process.exit();
