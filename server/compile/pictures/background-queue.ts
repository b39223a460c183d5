/**
 * Makes smaller versions of pictures in the background of a running server: on one processor, when the server is
 * idle.
 */
import type { SourcePicture } from './store.ts';

/** Milliseconds to wait after a load of the site, since its first viewers arrive then. */
const PAUSE = 3000;

/** How the queue does its work and reports it. */
export interface LaterOptions {
  /** Makes smaller versions of one picture. Resolves to 1 if it did, else 0; calls `report` with the reason. */
  readonly make: (picture: SourcePicture, report: (message: string) => void) => Promise<number>;
  /** Called with each reason why pictures are left as they are, once; `fault` is the error of an internal fault. */
  readonly report: (message: string, fault?: unknown) => void;
  /** Called after versions were made: the site is to be loaded again. */
  readonly done: () => void;
}

/** The queue of pictures to work on. */
export class PicturesLater {
  readonly #options: LaterOptions;
  /** Hashes of the pictures that were tried: a failure is not repeated at every load. */
  readonly #tried = new Set<string>();
  /** Messages already reported: what fails for one picture usually fails for all. */
  readonly #told = new Set<string>();
  #wanted: readonly SourcePicture[] = [];
  #timer: NodeJS.Timeout | undefined;
  #works = false;
  #closed = false;

  constructor(options: LaterOptions) {
    this.#options = options;
  }

  /** Replaces the queue by these pictures. */
  ask(pictures: readonly SourcePicture[]): void {
    this.#wanted = pictures.filter(({ hash }) => !this.#tried.has(hash));
    if (this.#wanted.length === 0 || this.#works || this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#work(), PAUSE);
    // Does not keep the process alive.
    this.#timer.unref();
  }

  /** Stops after the current picture. */
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

  /** Works on a picture and resolves to 1 if versions were made, else 0; an error does not stop the queue. */
  async #finish(picture: SourcePicture): Promise<number> {
    try {
      return await this.#options.make(picture, (message) => this.#tell(message));
    } catch (error) {
      this.#tell(`${picture.file} is served as it is: something went wrong inside Lectern.`, error);
      return 0;
    }
  }
}
