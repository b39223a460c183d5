/** Makes what can be made of pictures beside a running server: on one processor, after everybody has been answered. */
import type { SourcePicture } from './store.ts';

/** Milliseconds after a load of the site, in which its first viewers come. */
const PAUSE = 3000;

/** What it is done with. */
export interface LaterOptions {
  /** Makes the smaller files of one picture; answers 1 where it did. `report` is told why it stays as it is. */
  readonly make: (picture: SourcePicture, report: (message: string) => void) => Promise<number>;
  /** Told why pictures stay as they are, each reason once; and what was thrown, where that is a fault of ours. */
  readonly report: (message: string, fault?: unknown) => void;
  /** Something was made: the site is to be loaded again. */
  readonly done: () => void;
}

/** Pictures that wait. */
export class PicturesLater {
  readonly #options: LaterOptions;
  /** Hashes of those that were tried: what fails once is not tried again at every load. */
  readonly #tried = new Set<string>();
  /** What was told already: what keeps one picture from being made keeps all. */
  readonly #told = new Set<string>();
  #wanted: readonly SourcePicture[] = [];
  #timer: NodeJS.Timeout | undefined;
  #works = false;
  #closed = false;

  constructor(options: LaterOptions) {
    this.#options = options;
  }

  /** These are wanted now, and no others. */
  ask(pictures: readonly SourcePicture[]): void {
    this.#wanted = pictures.filter(({ hash }) => !this.#tried.has(hash));
    if (this.#wanted.length === 0 || this.#works || this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#work(), PAUSE);
    // Nobody waits for them.
    this.#timer.unref();
  }

  /** The picture at work is finished, no other is begun. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #tell(message: string, fault?: unknown): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#options.report(message, fault);
  }

  async #work(): Promise<void> {
    this.#works = true;
    let count = 0;
    for (let [next] = this.#wanted; next && !this.#closed; [next] = this.#wanted) {
      this.#tried.add(next.hash);
      count += await this.#finish(next);
      this.#wanted = this.#wanted.filter(({ hash }) => !this.#tried.has(hash));
    }
    this.#works = false;
    if (count > 0 && !this.#closed) this.#options.done();
  }

  /** Of how many something was made, 0 or 1; what fails with one picture may do with the next. */
  async #finish(picture: SourcePicture): Promise<number> {
    try {
      return await this.#options.make(picture, (message) => this.#tell(message));
    } catch (error) {
      this.#tell(`${picture.file} is served as it is: something went wrong inside Lectern.`, error);
      return 0;
    }
  }
}
