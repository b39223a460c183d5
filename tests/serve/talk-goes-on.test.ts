/** While a talk is live, everyone gets its deck, whatever happens to the files: a real server, real files, real sockets. */
import { mkdirSync, renameSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Client } from '../live/hall.ts';
import { command, type Started, startNode } from '../setup/command.ts';
import { createFolder, type Files, type TestFolder } from '../setup/folder.ts';
import { freePort } from '../setup/port.ts';

const KEY = 'a-key-for-tests-0123456789';

/** Milliseconds in which a save, and the end of a talk, are noticed on a machine that is busy. */
const NOTICED = 60_000;

const halls: Hall[] = [];
afterEach(async () => {
  for (const hall of halls.splice(0)) await hall.close();
});

/** Opens a hall for one test. */
async function open(...of: Parameters<typeof Hall.open>): Promise<Hall> {
  const hall = await Hall.open(...of);
  halls.push(hall);
  return hall;
}

/** A served folder with a presenter. */
class Hall {
  readonly folder: TestFolder;
  readonly #args: readonly string[];
  readonly #port: number;
  #server: Started;
  #cookie = '';
  /** Who presents, by deck. */
  readonly #presenters = new Map<string, Client>();

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
    const look = async () => {
      const [now, body] = await this.get(path);
      expect([now, body.includes(text)]).toEqual([status, true]);
    };
    await vi.waitFor(look, { timeout: NOTICED });
  }

  /** Begins a talk. */
  async present(deck = 'talk'): Promise<void> {
    const home = `http://127.0.0.1:${this.#port}`;
    const entry = await fetch(`${home}/${deck}/speaker?key=${KEY}`, { redirect: 'manual' });
    this.#cookie = entry.headers.get('set-cookie')?.split(';')[0] ?? '';
    const presenter = this.join(deck, 'presenter', { cookie: this.#cookie, origin: home });
    this.#presenters.set(deck, presenter);
    const { seq } = await presenter.next('state');
    presenter.say({ type: 'go', position: { slide: 'two', h: 1, v: 0, f: -1 }, seen: seq });
    await presenter.until('state', ({ live }) => live);
  }

  /** One who comes to a talk. */
  join(deck: string, page: string, headers?: Readonly<Record<string, string>>): Client {
    return new Client(`ws://127.0.0.1:${this.#port}/${deck}/live?page=${page}`, headers);
  }

  async end(): Promise<void> {
    const presenter = this.#presenters.get('talk');
    presenter?.say({ type: 'end' });
    await presenter?.until('state', ({ live }) => !live);
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
    for (const { ws } of this.#presenters.values()) ws.terminate();
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
    const hall = await open(files);
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
    const hall = await open(files);
    await hall.present();
    await hall.restart(() => hall.folder.write({ 'decks/talk.md': BROKEN }));
    expect(await hall.get('/talk/')).toEqual([200, expect.stringContaining('Two')]);
    expect((await hall.get('/talk/speaker', true))[0]).toBe(200);
  });

  test('is as it was after a restart in the middle of a talk from which it was removed', async () => {
    const hall = await open(files);
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
    const hall = await open(files);
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
    const hall = await open(files);
    hall.folder.write({ 'decks/talk.md': BROKEN });
    await hall.becomes('/talk/', 500);
    await hall.present();
    await hall.becomes('/talk/', 200, 'Two');
  });
});

/** A deck in a folder, with a part and a picture. */
const deckOf = (name: string): Files => ({
  [`decks/${name}/deck.md`]: `${TALK}\n\n---\n\n<!-- include: part.md -->\n\n![Pic](pic.svg)`,
  [`decks/${name}/part.md`]: '## Three',
  [`decks/${name}/pic.svg`]: '<svg xmlns="http://www.w3.org/2000/svg"/>',
});

/** A deck is as it was for the audience, for presenters, and for who comes late. */
async function expectAsItWas(hall: Hall, deck: string): Promise<void> {
  expect(await hall.get(`/${deck}/`)).toEqual([200, expect.stringContaining('Two')]);
  expect(await hall.get(`/${deck}/speaker`, true)).toEqual([200, expect.stringContaining('private')]);
  expect((await hall.get(`/${deck}/pic.svg`))[0]).toBe(200);
  const late = hall.join(deck, 'late');
  expect((await late.next('state')).live).toBe(true);
  late.ws.terminate();
}

describe('of decks in talks, one of them', () => {
  const happenings: readonly (readonly [
    what: string,
    happens: (folder: TestFolder, deck: string) => void,
  ])[] = [
    ['is removed', ({ remove }, deck) => remove(deck)],
    ['has another name', ({ at }, deck) => renameSync(at(deck), at(`${deck}-new`))],
    ['has lost its main file', ({ remove }, deck) => remove(`${deck}/deck.md`)],
    ['has an empty main file', ({ write }, deck) => write({ [`${deck}/deck.md`]: '' })],
    [
      'has a folder in the place of its main file',
      ({ at, remove }, deck) => {
        remove(`${deck}/deck.md`);
        mkdirSync(at(`${deck}/deck.md`));
      },
    ],
    ['includes a file that is gone', ({ remove }, deck) => remove(`${deck}/part.md`)],
  ];
  const decks = happenings.map(([what, happens], i) => ({ what, happens, deck: `talk-${i}` }));
  let hall: Hall;
  beforeAll(async () => {
    hall = await Hall.open(
      Object.assign({ 'decks/other.md': '# Other' }, ...decks.map(({ deck }) => deckOf(deck))),
    );
    for (const { deck } of decks) await hall.present(deck);
    for (const { happens, deck } of decks) happens(hall.folder, `decks/${deck}`);
    await noticed(hall);
  });
  afterAll(() => hall.close());

  test.each(decks)('that $what is as it was for everyone', ({ deck }) => expectAsItWas(hall, deck));
});

describe('a deck in a talk', () => {
  test.each<readonly [what: string, mistake: Files]>([
    ['the site’s settings', { 'decks/site.yml': 'defaults: { client: nope.js }' }],
    ['reveal-md’s settings', { 'decks/reveal-md.json': '{' }],
  ])('that has a mistake in %s is as it was for everyone', async (_, mistake) => {
    const hall = await open({ ...deckOf('talk'), 'decks/other.md': '# Other' });
    await hall.present();
    hall.folder.write(mistake);
    // It is one of all decks.
    await hall.becomes('/other/', 500);
    await expectAsItWas(hall, 'talk');
  });

  test('that is removed is gone when its talk is over', async () => {
    const hall = await open(files);
    await hall.present();
    hall.folder.remove('decks/talk.md');
    await noticed(hall);
    expect((await hall.get('/talk/'))[0]).toBe(200);
    await hall.end();
    await hall.becomes('/talk/', 404);
  });

  test('is as it was when the whole folder goes away', async () => {
    const hall = await open(files);
    await hall.present();
    hall.folder.remove('decks');
    await hall.says(/There is no /);
    expect((await hall.get('/talk/'))[0]).toBe(200);
  });

  test('that holds back goes on holding back', async () => {
    const text = `---\naudience: shown-only\n---\n\n${TALK}\n\n---\n\n## Three`;
    const hall = await open({ ...files, 'decks/talk.md': text });
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
