/**
 * Preloaded into a measured server (`node --import probe.mjs …`): reports the process's resource usage to its parent.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('message', (asked) => {
  if (asked === 'processor') {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  } else {
    // Garbage does not count as memory of a viewer.
    collect();
    process.send?.(process.memoryUsage.rss());
  }
});
// The IPC channel must not keep the server running.
process.channel?.unref();
