/**
 * Preloaded into a measured server (`node --import probe.mjs …`): reports the process's resource usage to its parent.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** Milliseconds between the timers by whose delay tasks are measured. */
const RESOLUTION = 2;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
delay.enable();

process.on('message', (asked) => {
  if (asked === 'processor') {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  } else if (asked === 'longest task') {
    // Since it was last asked for.
    process.send?.(delay.max / 1e6 - RESOLUTION);
    delay.reset();
  } else {
    // Garbage does not count as memory of a viewer.
    collect();
    process.send?.(process.memoryUsage.rss());
  }
});
// The IPC channel must not keep the server running.
process.channel?.unref();
