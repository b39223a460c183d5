/** The figures for Prometheus, of what the test tells them. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createMetrics, type Looks } from '../../server/metrics/metrics.ts';
import { type MetricsServer, serveMetrics } from '../../server/metrics/metrics-server.ts';

const room = { deck: 'tide', viewers: 37, presenters: 2, slow: 1, isLive: true, isKept: false };
const looks: Looks = {
  version: '1.2.3',
  revision: () => '9f2c',
  rooms: () => [room],
  decks: () =>
    new Map([
      ['tide', true],
      ['ebb', false],
    ]),
  isDraining: () => false,
};

const servers: MetricsServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The lines of Lectern's own figures. */
async function linesOf({ registry }: ReturnType<typeof createMetrics>): Promise<string[]> {
  const text = await registry.metrics();
  return text.split('\n').filter((line) => line.startsWith('lectern_'));
}

describe('figures', () => {
  test('of rooms and decks are looked up when they are asked for', async () => {
    let rooms = [room];
    const metrics = createMetrics({ ...looks, rooms: () => rooms });
    expect(await linesOf(metrics)).toEqual(
      expect.arrayContaining([
        'lectern_viewers{deck="tide"} 37',
        'lectern_presenters{deck="tide"} 2',
        'lectern_slow_sockets{deck="tide"} 1',
        'lectern_talk_live{deck="tide"} 1',
        'lectern_log_kept{deck="tide"} 0',
        'lectern_deck_compiles{deck="tide"} 1',
        'lectern_deck_compiles{deck="ebb"} 0',
        'lectern_draining 0',
        'lectern_info{version="1.2.3",revision="9f2c"} 1',
      ]),
    );
    rooms = [];
    expect((await linesOf(metrics)).join('\n')).not.toContain('lectern_viewers{');
  });

  test('of events are counted', async () => {
    const metrics = createMetrics(looks);
    metrics.observe({ type: 'command', deck: 'tide', command: 'go' });
    metrics.observe({ type: 'command', deck: 'tide', command: 'go' });
    metrics.observe({ type: 'refusal', reason: 'full' });
    metrics.observe({ type: 'sign-in', deck: 'tide', by: 'key' });
    metrics.observe({ type: 'told', seconds: 0.004 });
    metrics.observe({ type: 'stored', store: 'log', seconds: 0.002 });
    metrics.observe({ type: 'stored', store: 'redis', seconds: 0.3 });
    metrics.compiled(1.5, 'full');
    expect(await linesOf(metrics)).toEqual(
      expect.arrayContaining([
        'lectern_commands_total{deck="tide",command="go"} 2',
        'lectern_refusals_total{reason="full"} 1',
        'lectern_sign_ins_total{by="key"} 1',
        'lectern_step_seconds_bucket{le="0.0025"} 0',
        'lectern_step_seconds_bucket{le="0.005"} 1',
        'lectern_store_seconds_count{store="log"} 1',
        'lectern_store_seconds_count{store="redis"} 1',
        'lectern_compile_seconds_sum{pass="full"} 1.5',
      ]),
    );
  });

  test('of the process are there: memory, time, handles, and the delay of the event loop', async () => {
    const text = await createMetrics(looks).registry.metrics();
    for (const name of [
      'process_resident_memory_bytes',
      'nodejs_heap_size_used_bytes',
      'lectern_event_loop_busy_seconds_total',
      'nodejs_active_resources_total',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(text).toMatch(new RegExp(`^${name} `, 'm'));
    }
  });
});

describe('the server of figures', () => {
  const open = async (port = 0) => {
    const server = await serveMetrics(createMetrics(looks).registry, { host: '127.0.0.1', port });
    servers.push(server);
    return server;
  };

  test('answers at /metrics, as Prometheus reads it, and nothing else', async () => {
    const { address } = await open();
    const response = await fetch(address);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toContain('lectern_viewers{deck="tide"} 37\n');
    expect((await fetch(new URL('/', address))).status).toBe(404);
    expect((await fetch(address, { method: 'POST' })).status).toBe(405);
  });

  test('says which flag to change where its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(open(port)).rejects.toThrow(
      `Port ${port} of --metrics is in use at 127.0.0.1. Give another one.`,
    );
    other.close();
  });
});
