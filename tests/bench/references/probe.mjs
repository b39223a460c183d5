/** Preloaded into a server that is measured (`node --import probe.mjs …`): tells its parent what the process has used. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('message', (asked) => {
  if (asked === 'processor') {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  } else {
    // What waits to be collected is not what a viewer costs.
    collect();
    process.send?.(process.memoryUsage.rss());
  }
});
// Being asked must not keep the server from ending.
process.channel?.unref();
