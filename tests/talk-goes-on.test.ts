/** While a talk is live, everyone gets its deck, whatever happens to the files: a real server, real files, real sockets. */
import { mkdirSync, renameSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { Client } from './live/hall.ts';
import { command, type Started, startNode } from './setup/command.ts';
import { createFolder, type Files, type TestFolder } from './setup/folder.ts';
import { freePort } from './setup/port.ts';

const KEY = 'a-key-for-tests-0123456789';

/** Milliseconds in which a save, and the end of a talk, are noticed on a machine that is busy. */
const NOTICED = 60_000;

const open: Hall[] = [];
afterEach(async () => {
  for (const hall of open.splice(0)) await hall.close();
});

/** A served folder with a presenter. */
class Hall {
  readonly folder: TestFolder;
  readonly #args: readonly string[];
  readonly #port: number;
  #server: Started;
  #cookie = '';
  presenter: Client | undefined;

  private constructor(folder: TestFolder, args: readonly string[], port: number) {
    this.folder = folder;
    this.#args = args;
    this.#port = port;
    this.#server = startNode(args);
  }

  static async open(files: Files, path = 'decks'): Promise<Hall> {
    const folder = createFolder(files);
    const port = await freePort();
    const address = ['--host', '127.0.0.1', '--port', String(port)];
    const args = [command, 'serve', folder.at(path), ...address, '--key', KEY, '--data', folder.at('data')];
    const hall = new Hall(folder, args, port);
    open.push(hall);
    await hall.#server.says(/http:\/\/127\.0\.0\.1/);
    return hall;
  }

  /** What is at an address for one of the audience, or for the presenter. */
  async get(path: string, isPresenter = false): Promise<readonly [status: number, text: string]> {
    const headers = isPresenter ? { cookie: this.#cookie } : {};
    const answer = await fetch(`http://127.0.0.1:${this.#port}${path}`, { headers, redirect: 'manual' });
    return [answer.status, await answer.text()];
  }

  /** Waits until an address has this status, and the text where one is named. */
  async becomes(path: string, status: number, text = ''): Promise<void> {
    const is = async () => {
      const [now, body] = await this.get(path);
      return [now, body.includes(text)];
    };
    await expect.poll(is, { timeout: NOTICED }).toEqual([status, true]);
  }

  /** Begins a talk. */
  async present(): Promise<void> {
    const home = `http://127.0.0.1:${this.#port}`;
    const entry = await fetch(`${home}/talk/speaker?key=${KEY}`, { redirect: 'manual' });
    this.#cookie = entry.headers.get('set-cookie')?.split(';')[0] ?? '';
    this.presenter = new Client(`${home.replace('http', 'ws')}/talk/live?page=presenter`, {
      cookie: this.#cookie,
      origin: home,
    });
    const { seq } = await this.presenter.next('state');
    this.presenter.say({ type: 'go', position: { slide: 'two', h: 1, v: 0, f: -1 }, seen: seq });
    await this.presenter.until('state', ({ live }) => live);
  }

  async end(): Promise<void> {
    this.presenter?.say({ type: 'end' });
    await this.presenter?.until('state', ({ live }) => !live);
  }

  says(pattern: RegExp): Promise<unknown> {
    return this.#server.says(pattern);
  }

  /** Kills the server as a power cut does, does something, and starts it again. */
  async restart(meanwhile: () => void): Promise<void> {
    this.#server.child.kill('SIGKILL');
    await this.#server.ended;
    meanwhile();
    this.#server = startNode(this.#args);
    await this.#server.says(/http:\/\/127\.0\.0\.1/);
  }

  async close(): Promise<void> {
    this.presenter?.ws.terminate();
    this.#server.child.kill('SIGKILL');
    await this.#server.ended;
    this.folder.remove('.');
  }
}

const TALK = '# One\n\n---\n\n## Two\n\nNote: private\n';
const BROKEN = `---\ntitle: [A\n---\n\n${TALK}`;
const files = { 'decks/talk.md': TALK, 'decks/other.md': '# Other' };

/** A save that shows that all before it was noticed. */
let saves = 0;
async function noticed(hall: Hall): Promise<void> {
  const text = `Seen ${++saves}`;
  hall.folder.write({ 'decks/other.md': `# ${text}` });
  await hall.becomes('/other/', 200, text);
}

describe('a deck that does not compile', () => {
  test('is as it was for everyone in a talk, at the first mistake after a start, and becomes what the disk says at its end', async () => {
    const hall = await Hall.open(files);
    // What the second start knows is only what the first has remembered.
    await hall.restart(() => {});
    await hall.present();
    hall.folder.write({ 'decks/talk.md': BROKEN });
    await noticed(hall);
    expect(await hall.get('/talk/')).toEqual([200, expect.stringContaining('Two')]);
    expect(await hall.get('/talk/', true)).toEqual([200, expect.stringContaining('Two')]);
    const [status, speaker] = await hall.get('/talk/speaker', true);
    expect([status, speaker.includes('private'), /talk\.md:\d+:\d+/.test(speaker)]).toEqual([
      200,
      true,
      true,
    ]);
    expect((await hall.get('/talk/'))[1]).not.toMatch(/private|talk\.md:\d/);
    await hall.end();
    await hall.becomes('/talk/', 500);
    expect((await hall.get('/talk/', true))[0]).toBe(200);
    hall.folder.write({ 'decks/talk.md': TALK.replace('Two', 'Three') });
    await hall.becomes('/talk/', 200, 'Three');
  });

  test('is as it was after a restart in the middle of a talk', async () => {
    const hall = await Hall.open(files);
    await hall.present();
    await hall.restart(() => hall.folder.write({ 'decks/talk.md': BROKEN }));
    expect(await hall.get('/talk/')).toEqual([200, expect.stringContaining('Two')]);
    expect((await hall.get('/talk/speaker', true))[0]).toBe(200);
  });

  test('is as it was after a restart in the middle of a talk from which it was removed', async () => {
    const hall = await Hall.open(files);
    await hall.present();
    // The first look at the disk remembers which decks there are.
    await noticed(hall);
    await hall.restart(() => hall.folder.remove('decks/talk.md'));
    expect(await hall.get('/talk/')).toEqual([200, expect.stringContaining('Two')]);
    await noticed(hall);
    expect(await hall.get('/talk/')).toEqual([200, expect.stringContaining('Two')]);
    const [status, speaker] = await hall.get('/talk/speaker', true);
    expect([status, speaker.includes('private'), speaker.includes('talk.md is gone')]).toEqual([
      200,
      true,
      true,
    ]);
  });

  test('is not there after a restart, for nobody, when it was removed and nobody presents it', async () => {
    const hall = await Hall.open(files);
    await hall.present();
    await noticed(hall);
    await hall.end();
    await hall.restart(() => hall.folder.remove('decks/talk.md'));
    const answers = [
      await hall.get('/talk/'),
      await hall.get('/talk/', true),
      await hall.get('/talk/speaker', true),
    ];
    expect(answers.map(([status]) => status)).toEqual([404, 404, 404]);
  });

  test('is 500 for the audience when nobody presents it', async () => {
    const hall = await Hall.open(files);
    hall.folder.write({ 'decks/talk.md': BROKEN });
    await hall.becomes('/talk/', 500);
    await hall.present();
    await hall.becomes('/talk/', 200, 'Two');
  });
});

describe('a deck in a talk', () => {
  test.each<readonly [what: string, happens: (folder: TestFolder) => void]>([
    ['is removed', ({ remove }) => remove('decks/talk')],
    ['has another name', ({ at }) => renameSync(at('decks/talk'), at('decks/new'))],
    ['has lost its main file', ({ remove }) => remove('decks/talk/deck.md')],
    ['has an empty main file', ({ write }) => write({ 'decks/talk/deck.md': '' })],
    [
      'has a folder in the place of its main file',
      ({ at, remove }) => {
        remove('decks/talk/deck.md');
        mkdirSync(at('decks/talk/deck.md'));
      },
    ],
    ['includes a file that is gone', ({ remove }) => remove('decks/talk/part.md')],
    [
      'has a mistake in the site’s settings',
      ({ write }) => write({ 'decks/site.yml': 'defaults: { client: nope.js }' }),
    ],
    ['has a mistake in reveal-md’s settings', ({ write }) => write({ 'decks/reveal-md.json': '{' })],
  ])('that %s is as it was for everyone', async (what, happens) => {
    const hall = await Hall.open({
      'decks/talk/deck.md': `${TALK}\n\n---\n\n<!-- include: part.md -->\n\n![Pic](pic.svg)`,
      'decks/talk/part.md': '## Three',
      'decks/talk/pic.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'decks/other.md': '# Other',
    });
    await hall.present();
    happens(hall.folder);
    // A mistake in settings is one of all decks.
    await (what.endsWith('settings') ? hall.becomes('/other/', 500) : noticed(hall));
    expect(await hall.get('/talk/')).toEqual([200, expect.stringContaining('Two')]);
    expect(await hall.get('/talk/speaker', true)).toEqual([200, expect.stringContaining('private')]);
    expect((await hall.get('/talk/pic.svg'))[0]).toBe(200);
    const late = new Client(
      `ws://127.0.0.1:${new URL(hall.presenter?.ws.url ?? '').port}/talk/live?page=late`,
    );
    expect((await late.next('state')).live).toBe(true);
    late.ws.terminate();
  });

  test('that is removed is gone when its talk is over', async () => {
    const hall = await Hall.open(files);
    await hall.present();
    hall.folder.remove('decks/talk.md');
    await noticed(hall);
    expect((await hall.get('/talk/'))[0]).toBe(200);
    await hall.end();
    await hall.becomes('/talk/', 404);
  });

  test('is as it was when the whole folder goes away', async () => {
    const hall = await Hall.open(files);
    await hall.present();
    hall.folder.remove('decks');
    await hall.says(/There is no /);
    expect((await hall.get('/talk/'))[0]).toBe(200);
  });

  test('that holds back goes on holding back', async () => {
    const text = `---\naudience: shown-only\n---\n\n${TALK}\n\n---\n\n## Three`;
    const hall = await Hall.open({ ...files, 'decks/talk.md': text });
    await hall.restart(() => {});
    await hall.present();
    hall.folder.write({ 'decks/talk.md': text.replace('---\n', '---\ntitle: [A\n') });
    await noticed(hall);
    const [status, page] = await hall.get('/talk/');
    expect([status, page.includes('Two'), page.includes('Three')]).toEqual([200, true, false]);
    hall.folder.remove('decks/talk.md');
    await noticed(hall);
    const [still, rest] = await hall.get('/talk/');
    expect([still, rest.includes('Two'), rest.includes('Three')]).toEqual([200, true, false]);
  });
});
