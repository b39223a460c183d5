/** A folder for one run of the benchmark: decks for Lectern, pages for the references; removed at the end. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { barePage, type Page, revealPage } from './pages.ts';
import { drawPicture } from './picture.ts';
import { PICTURES, toDeck, writeSlides } from './talk.ts';

/** Makes and remembers what the measures serve. */
export class Workspace {
  readonly #root = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
  readonly #pictures = PICTURES.map((name, index) => ({ name, bytes: drawPicture(index + 1) }));
  #seed = 100;

  /** A folder with one deck, `talk`, of so many slides; the same words each time. */
  deck(slides: number): string {
    return this.decks(1, slides);
  }

  /** A folder with so many decks, the first named `talk`, the others `talk-2` and on. */
  decks(count: number, slides: number): string {
    const folder = join(this.#root, `decks-${count}-${slides}`);
    for (let n = 1; n <= count; n++) this.#writeDeck(join(folder, n === 1 ? 'talk' : `talk-${n}`), slides, n);
    return folder;
  }

  /** A folder with a `talk` of 40 slides, and beside it a deck `large`. */
  talkBeside(slides: number): string {
    const folder = join(this.#root, `beside-${slides}`);
    this.#writeDeck(join(folder, 'talk'), 40, 1);
    this.#writeDeck(join(folder, 'large'), slides, 2);
    return folder;
  }

  /** A folder with one deck, `talk`, whose words nobody has compiled before. */
  unseenDeck(slides: number): string {
    const seed = Date.now() + this.#seed++;
    const folder = join(this.#root, `unseen-${seed}`);
    this.#writeDeck(join(folder, 'talk'), slides, seed);
    return folder;
  }

  /** A folder with the bare page of the same slides. */
  bare(slides: number): string {
    return this.#writePage(`bare-${slides}`, barePage(writeSlides(slides)));
  }

  /** A folder with the hand-made reveal.js page of the same slides. */
  reveal(slides: number): string {
    return this.#writePage(`reveal-${slides}`, revealPage(writeSlides(slides)));
  }

  /** The same, to be edited: not compressed, and its own. */
  editedReveal(slides: number): string {
    const folder = join(this.#root, `edited-reveal-${slides}`);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of revealPage(writeSlides(slides))) writeFileSync(join(folder, file), text);
    for (const { name, bytes } of this.#pictures) writeFileSync(join(folder, name), bytes);
    return folder;
  }

  /** A file with these bytes. */
  file(name: string, bytes: Uint8Array): string {
    const path = join(this.#root, name);
    writeFileSync(path, bytes);
    return path;
  }

  /** Removes everything. */
  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #writeDeck(folder: string, slides: number, seed: number): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'deck.md'), toDeck(writeSlides(slides, seed), seed));
    for (const { name, bytes } of this.#pictures) writeFileSync(join(folder, name), bytes);
  }

  #writePage(name: string, page: Page): string {
    const folder = join(this.#root, name);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of page) writeFileSync(join(folder, `${file}.br`), brotliCompressSync(text));
    for (const { name, bytes } of this.#pictures) writeFileSync(join(folder, name), bytes);
    return folder;
  }
}
