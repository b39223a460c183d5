/** What every attack gets: servers with a presenter's key on free loopback ports, folders, a browser; all gone at its end. */
import type { Browser } from 'playwright-core';
import { findChromium, launchChromium, missingChromium } from '../setup/chromium.ts';
import { command, type Started, startNode } from '../setup/command.ts';
import { createFolder, type Files, type TestFolder } from '../setup/folder.ts';
import { freePort } from '../setup/port.ts';
import { ask } from './ask.ts';

/** The presenter's key of every server that is attacked. */
export const KEY = 'a-key-for-attacks-0123456789';

/** Something that a server is tried with. */
export interface Attack {
  /** One word, as the command line takes it. */
  readonly name: string;
  /** What is tried, with numbers. */
  readonly about: string;
  /** It takes a second or two, so `npm test` runs it, too. */
  readonly quick?: boolean;
  /** Seconds after which it is told as broken; 90 by default: a server that does not answer is broken, too. */
  readonly longest?: number;
  /** Tries it; answers what broke, in sentences: none when all held. */
  run(context: Context): Promise<readonly string[]>;
}

/** Thrown where this machine lacks what an attack needs: the message says what. */
export class NotPossible extends Error {}

/** A served deck on two slides, the first thing that most attacks are about; its note is `SECRET`. */
export const SECRET = 'Rumpelstilzchen';

/** A site with one deck that has a note, a hidden slide, a comment and a picture's worth of steps. */
export const TALK: Files = {
  'decks/talk/deck.md': `# One

<!-- ${SECRET} -->

Note: ${SECRET}

---

## Two

- first <!-- .element: class="fragment" -->
- second <!-- .element: class="fragment" -->

---

<!-- .slide: data-visibility="hidden" -->

## ${SECRET}

---

## Three

----

## Below three

---

## Four
`,
};

/** How a server is started, where not as usual. */
export interface ServeOptions {
  /** The command; `serve` by default. */
  readonly command?: 'serve' | 'dev';
  /** More words of the command line. */
  readonly words?: readonly string[];
  /** Options of its Node. */
  readonly node?: readonly string[];
  /** More variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds; a start that takes longer is an error. */
  readonly patience?: number;
}

/** A server that runs, and can be killed and started again at the same port. */
export class Target {
  readonly port: number;
  readonly #words: readonly string[];
  readonly #env: Readonly<Record<string, string>>;
  readonly #patience: number;
  #started: Started;

  private constructor(port: number, words: readonly string[], { env = {}, patience = 30 }: ServeOptions) {
    this.port = port;
    this.#words = words;
    this.#env = env;
    this.#patience = patience;
    this.#started = startNode(words, { env: this.#env });
  }

  /** Starts Lectern on a folder. */
  static async start(folder: string, options: ServeOptions = {}): Promise<Target> {
    const { command: verb = 'serve', words = [], node = [] } = options;
    const port = await freePort();
    const start = [...node, command, verb, folder, '--key', KEY, '--host', '127.0.0.1'];
    const target = new Target(port, [...start, '--port', String(port), ...words], options);
    await target.#answers();
    return target;
  }

  /** Starts a script, such as a sealed file, which takes the same options. */
  static async startFile(file: string, options: ServeOptions = {}): Promise<Target> {
    const port = await freePort();
    const words = [
      ...(options.node ?? []),
      file,
      '--key',
      KEY,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
    ];
    const target = new Target(port, [...words, ...(options.words ?? [])], options);
    await target.#answers();
    return target;
  }

  /** Without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    const { pid } = this.#started.child;
    if (pid === undefined) throw new Error('The server was not started.');
    return pid;
  }

  /** Whether its process still runs. */
  get isRunning(): boolean {
    const { exitCode, signalCode } = this.#started.child;
    return exitCode === null && signalCode === null;
  }

  /** All that it said, when it has ended. */
  get ended(): Started['ended'] {
    return this.#started.ended;
  }

  /** Waits until it says something. */
  says(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#started.says(pattern);
  }

  /** Sends its process a signal. */
  signal(name: NodeJS.Signals): void {
    this.#started.child.kill(name);
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    this.signal('SIGKILL');
    await this.#started.ended;
  }

  /** Starts it again, at the same port. */
  async restart(): Promise<void> {
    await this.kill();
    this.#started = startNode(this.#words, { env: this.#env });
    await this.#answers();
  }

  /** A presenter's cookie, for the key. */
  async signIn(deck = 'talk'): Promise<string> {
    const { headers } = await ask(this.port, `/${deck}/speaker?key=${KEY}`);
    const [cookie = ''] = headers['set-cookie'] ?? [];
    return cookie.split(';', 1)[0] ?? '';
  }

  /** Whether it answers in time, and with its own page. */
  async isWell(): Promise<boolean> {
    const answer = await ask(this.port, '/healthz', { patience: 10 }).catch(() => undefined);
    return answer?.status === 200;
  }

  async #answers(): Promise<void> {
    const deadline = performance.now() + this.#patience * 1000;
    while (performance.now() < deadline && this.isRunning) {
      const answer = await ask(this.port, '/healthz', { patience: 1 }).catch(() => undefined);
      if (answer?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { stderr } = await this.kill().then(() => this.#started.ended);
    throw new Error(`The server did not start within ${this.#patience} seconds. ${stderr.slice(-500)}`);
  }
}

/** What an attack starts and makes. */
export class Context {
  /** How many things were tried. */
  tried = 0;
  readonly #targets: Target[] = [];
  readonly #folders: TestFolder[] = [];
  readonly #endings: (() => void | Promise<void>)[] = [];
  #browser: Promise<Browser> | undefined;

  /** Counts tries. */
  count(more = 1): void {
    this.tried += more;
  }

  /** A temporary folder with these files. */
  folder(files: Files = {}): TestFolder {
    const folder = createFolder(files);
    this.#folders.push(folder);
    return folder;
  }

  /** Serves the folder `decks` of a folder, or that of these files. */
  async serve(where: TestFolder | Files = TALK, options: ServeOptions = {}): Promise<Target> {
    const folder = isFolder(where) ? where : this.folder(where);
    const target = await Target.start(folder.at('decks'), options);
    this.#targets.push(target);
    return target;
  }

  /** Starts a sealed file. */
  async serveFile(file: string, options: ServeOptions = {}): Promise<Target> {
    const target = await Target.startFile(file, options);
    this.#targets.push(target);
    return target;
  }

  /** A Chromium. @throws {NotPossible} where there is none */
  async browser(): Promise<Browser> {
    if ((await findChromium()) === undefined) throw new NotPossible(missingChromium());
    this.#browser ??= launchChromium();
    return await this.#browser;
  }

  /** Has something done at the end. */
  atEnd(ending: () => void | Promise<void>): void {
    this.#endings.push(ending);
  }

  /** Ends what was started, and removes what was made. */
  async end(): Promise<void> {
    await (await this.#browser)?.close();
    for (const target of this.#targets) await target.kill();
    for (const ending of this.#endings.reverse()) await ending();
    for (const folder of this.#folders) folder.remove('');
  }
}

function isFolder(where: TestFolder | Files): where is TestFolder {
  return typeof where.at === 'function';
}
