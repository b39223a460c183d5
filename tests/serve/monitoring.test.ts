/** What a server tells whoever runs it, as the command writes it: its journal, and its figures. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMonitoring } from '../../server/serve/monitoring.ts';
import { Client, go } from '../live/hall.ts';
import { command, startNode } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';

const KEY = 'a key that nobody guesses';
const NOTE = 'the secret of the tide';
const VISITOR = '203.0.113.9';

let folder: TestFolder;
beforeAll(() => {
  folder = createFolder({
    'decks/tide.md': `# The tide\n\nNote: ${NOTE}\n\n---\n\n# And the ebb\n`,
    'decks/broken.md': `---\ntitle: "x\n---\n# A\n\nNote: ${NOTE}\n`,
  });
});
afterAll(() => folder.remove(''));

/** Runs a talk: a presenter signs in, steps, ends, and signs out, a viewer watches; then the server is ended. */
async function runTalk(...flags: string[]) {
  const coverage = folder.at(`coverage-${flags.length}`);
  const server = startNode(
    [command, 'serve', folder.at('decks'), '--port', '0', '--host', '127.0.0.1', '--trust-proxy', ...flags],
    { env: { NODE_V8_COVERAGE: coverage, LECTERN_KEY: KEY } },
  );
  const [, port = ''] = await server.says(/http:\/\/127\.0\.0\.1:(\d+)\//);
  const home = `http://127.0.0.1:${port}`;
  const headers = { origin: home, 'x-forwarded-for': VISITOR };
  const body = new URLSearchParams({ key: KEY });
  const signIn = { method: 'POST', headers, redirect: 'manual' as const };
  await fetch(`${home}/tide/speaker`, {
    ...signIn,
    body: new URLSearchParams({ key: 'a wrong key, a wrong key' }),
  });
  const signedIn = await fetch(`${home}/tide/speaker`, { ...signIn, body });
  const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  await fetch(`${home}/tide/speaker?key=${encodeURIComponent(KEY)}`, { headers, redirect: 'manual' });
  await fetch(`${home}/tide/speaker`, { headers: { ...headers, cookie } });
  const presenter = new Client(`${home.replace('http', 'ws')}/tide/live?page=stage`, { cookie });
  await presenter.next('state');
  const viewer = new Client(`${home.replace('http', 'ws')}/tide/live`);
  await viewer.next('state');
  presenter.say(go(1, 0));
  await viewer.until('state', ({ seq }) => seq === 1);
  const figures = await figuresOf(server);
  presenter.say({ type: 'end' });
  await viewer.until('state', ({ live }) => !live);
  await fetch(`${home}/tide/speaker/sign-out`, { ...signIn, headers: { ...headers, cookie } });
  // A save that brings a mistake; quoted notes are in its code frame.
  writeFileSync(folder.at('decks/tide.md'), `---\ntitle: "x\n---\n# B\n\nNote: ${NOTE}\n`);
  await server.says(/tide\.md/);
  server.child.kill('SIGTERM');
  const { code, stdout, stderr } = await server.ended;
  writeFileSync(folder.at('decks/tide.md'), `# The tide\n\nNote: ${NOTE}\n\n---\n\n# And the ebb\n`);
  const loaded = readdirSync(coverage)
    .map((name) => readFileSync(`${coverage}/${name}`, 'utf8'))
    .join('');
  return { code, stdout, stderr, cookie, figures, loaded };
}

/** The figures of a server that says where they are. */
async function figuresOf({ says }: ReturnType<typeof startNode>): Promise<string> {
  const place = await Promise.race([says(/"metrics":"(http:[^"]+)"/), says(/ready/).then(() => undefined)]);
  return place?.[1] === undefined ? '' : (await fetch(place[1])).text();
}

describe('with --log json and --metrics', () => {
  let talk: Awaited<ReturnType<typeof runTalk>>;
  let events: { event: string; level: string; time: string }[];
  beforeAll(async () => {
    talk = await runTalk('--log', 'json', '--metrics', '0');
    events = talk.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  });

  test('each event is a line, from the start to the end', () => {
    expect([talk.code, talk.stderr]).toEqual([0, '']);
    const names = events.map(({ event }) => event).filter((name) => name !== 'compiled');
    expect(names.filter((name) => name !== 'mistake')).toEqual([
      ...['start', 'ready', 'sign-in', 'sign-in', 'talk-begins', 'talk-ends', 'sign-out', 'drain', 'end'],
    ]);
    expect(names.filter((name) => name === 'mistake')).toHaveLength(2);
    for (const { time, level } of events) {
      expect([new Date(time).toISOString(), level]).toEqual([
        time,
        expect.stringMatching(/^(info|warn|error)$/),
      ]);
    }
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'sign-in', deck: 'tide', by: 'key', level: 'info' }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'mistake', level: 'error', file: 'tide.md', line: 3 }),
    );
  });

  test('no byte is of a key, a cookie, a note or a visitor', () => {
    for (const secret of [KEY, encodeURIComponent(KEY), talk.cookie.split('=')[1] ?? '', NOTE, VISITOR]) {
      expect(secret.length).toBeGreaterThan(8);
      expect(talk.stdout + talk.figures).not.toContain(secret);
    }
  });

  test('the figures tell the talk', () => {
    for (const line of [
      'lectern_viewers{deck="tide"} 1',
      'lectern_presenters{deck="tide"} 1',
      'lectern_talk_live{deck="tide"} 1',
      'lectern_commands_total{deck="tide",command="go"} 1',
      'lectern_sign_ins_total{by="key"} 2',
      'lectern_refusals_total{reason="wrong-key"} 1',
      'lectern_step_seconds_count 1',
      'lectern_store_seconds_count{store="log"} 1',
      'lectern_deck_compiles{deck="broken"} 0',
    ]) {
      expect(talk.figures.split('\n')).toContain(line);
    }
    expect(talk.figures).toMatch(/^lectern_compile_seconds_count\{pass="quick"\} [1-9]/m);
    expect(talk.loaded).toContain('prom-client');
  });
});

test('requests are told where that is asked for, without their queries; their senders only where that is, too', async () => {
  const { stdout, cookie } = await runTalk('--log', 'json,addresses');
  const requests = stdout.split('\n').filter((line) => line.includes('"event":"request"'));
  expect(requests.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ method: 'GET', path: '/tide/speaker', status: 303, address: VISITOR }),
  );
  for (const secret of [KEY, encodeURIComponent(KEY), cookie.split('=')[1] ?? '', NOTE]) {
    expect(stdout).not.toContain(secret);
  }
  expect(stdout).toContain('"event":"refusal","reason":"wrong-key"');
});

test('without them, the output is for people, and nothing of either is loaded', async () => {
  const { stdout, loaded } = await runTalk();
  expect(stdout).toMatch(/^\n {2}Lectern /);
  expect(stdout).not.toContain('{');
  expect(loaded).toContain('server/main.js');
  expect(loaded).not.toContain('prom-client');
  expect(loaded).not.toMatch(/monitoring\.\w+\.js|metrics\.\w+\.js|journal-reports/);
});

test('the journal has no load that brought nothing new: it may be a file beside the decks', async () => {
  const told: unknown[] = [];
  const { compiled } = await openMonitoring(
    { log: { requests: false, addresses: false }, base: '', trustProxy: false },
    { journal: (...event) => told.push(event) },
    { site: () => undefined, rooms: () => [], isDraining: () => false },
  );
  const siteOf = (revision: string) => ({ decks: [{ name: 'tide', revision }] });
  compiled(0.5, 'quick', siteOf('a'));
  compiled(0.5, 'full', siteOf('a'));
  compiled(0.5, 'quick', siteOf('a'));
  compiled(0.5, 'quick', siteOf('b'));
  const event = { milliseconds: 500 };
  expect(told).toEqual(['quick', 'full', 'quick'].map((pass) => ['info', 'compiled', { pass, ...event }]));
});
