/**
 * The environment of an attack: servers with a key on free loopback ports, folders, a browser; all removed at its
 * end.
 */
import type { Browser } from 'playwright-core';
import { findChromium, launchChromium, missingChromium } from '../setup/chromium.ts';
import { command, type Started, startNode } from '../setup/command.ts';
import { createFolder, type Files, type TestFolder } from '../setup/folder.ts';
import { freePort } from '../setup/port.ts';
import { ask } from './ask.ts';

/** The presenter's key of every attacked server. */
export const KEY = 'a-key-for-attacks-0123456789';

/** An attack on a server. */
export interface Attack {
  /** One word, used on the command line. */
  readonly name: string;
  /** What is tried, with numbers. */
  readonly about: string;
  /** Whether it takes only a second or two, so that `npm test` runs it, too. */
  readonly quick?: boolean;
  /** Seconds after which it counts as broken, since a server that does not respond is broken, too; default: 90. */
  readonly longest?: number;
  /** Runs the attack. Resolves to sentences about what broke; none if everything held. */
  run(context: Context): Promise<readonly string[]>;
}

/** Thrown where this machine lacks what an attack needs; the message says what. */
export class NotPossible extends Error {}

/** The private word in `TALK`: in a comment, a note, and a hidden slide. */
export const SECRET = 'Rumpelstilzchen';

/** A site with one deck that has a note, a hidden slide, a comment and several steps. */
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

/** Options for starting a server. */
export interface ServeOptions {
  /** The command; default: `serve`. */
  readonly command?: 'serve' | 'dev';
  /** Further command line arguments. */
  readonly words?: readonly string[];
  /** Options for Node. */
  readonly node?: readonly string[];
  /** Further environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds after which a start counts as failed; default: 30. */
  readonly patience?: number;
}

/** A running server, which can be killed and restarted at the same port. */
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

  /**
   * Starts Lectern on a folder.
   * @throws where it does not respond in time.
   */
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

  /** The server's address, without a trailing slash. */
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

  /** Its complete output, once it has ended. */
  get ended(): Started['ended'] {
    return this.#started.ended;
  }

  /** Waits until its output matches a pattern. */
  says(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#started.says(pattern);
  }

  /** Sends a signal to its process. */
  signal(name: NodeJS.Signals): void {
    this.#started.child.kill(name);
  }

  /** Ends its process with SIGKILL, as a power failure would. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    this.signal('SIGKILL');
    await this.#started.ended;
  }

  /** Restarts it at the same port. */
  async restart(): Promise<void> {
    await this.kill();
    this.#started = startNode(this.#words, { env: this.#env });
    await this.#answers();
  }

  /** Signs in with the key, and returns the presenter's cookie. */
  async signIn(deck = 'talk'): Promise<string> {
    const { headers } = await ask(this.port, `/${deck}/speaker?key=${KEY}`);
    const [cookie = ''] = headers['set-cookie'] ?? [];
    return cookie.split(';', 1)[0] ?? '';
  }

  /** Returns whether it responds to a health check within ten seconds. */
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

/** All that an attack starts and creates. */
export class Context {
  /** Number of tries. */
  tried = 0;
  readonly #targets: Target[] = [];
  readonly #folders: TestFolder[] = [];
  readonly #endings: (() => void | Promise<void>)[] = [];
  #browser: Promise<Browser> | undefined;

  /** Counts tries. */
  count(more = 1): void {
    this.tried += more;
  }

  /** Creates a temporary folder with these files. */
  folder(files: Files = {}): TestFolder {
    const folder = createFolder(files);
    this.#folders.push(folder);
    return folder;
  }

  /** Serves the folder `decks` of a test folder, or of a new one with these files. */
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

  /**
   * Returns a Chromium, started once.
   * @throws {NotPossible} where there is none
   */
  async browser(): Promise<Browser> {
    if ((await findChromium()) === undefined) throw new NotPossible(missingChromium());
    this.#browser ??= launchChromium();
    return await this.#browser;
  }

  /** Registers a function to call at the end. */
  atEnd(ending: () => void | Promise<void>): void {
    this.#endings.push(ending);
  }

  /** Ends what was started, and removes what was created. */
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
