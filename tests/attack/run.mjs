/** Runs `npm run attack`: starts the attacks, which are TypeScript, through Vite. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { bringUpToDate } from '../../server/launch.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const attack = fileURLToPath(new URL('attack.ts', import.meta.url));
await bringUpToDate();
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
  const module = await vite.ssrLoadModule(attack);
  process.exitCode = await module.attack(process.argv.slice(2));
} finally {
  await vite.close();
}
