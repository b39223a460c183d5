/** The temporary folder of one benchmark run: decks for Lectern, pages for the references. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { barePage, type Page, revealPage } from './pages.ts';
import { drawPicture } from './picture.ts';
import { PICTURES, toDeck, writeSlides } from './talk.ts';

/** Creates the folders that the measurements serve. */
export class Workspace {
  readonly #root = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
  readonly #pictures = PICTURES.map((name, index) => ({ name, bytes: drawPicture(index + 1) }));
  #seed = 100;

  /** Returns a folder with one deck, `talk`, of this many slides; its text is always the same. */
  deck(slides: number): string {
    return this.decks(1, slides);
  }

  /** Returns a folder with this many decks, the first named `talk`, the others `talk-2`, `talk-3`… */
  decks(count: number, slides: number): string {
    const folder = join(this.#root, `decks-${count}-${slides}`);
    for (let n = 1; n <= count; n++) this.#writeDeck(join(folder, n === 1 ? 'talk' : `talk-${n}`), slides, n);
    return folder;
  }

  /** Returns a folder with a `talk` of 40 slides and another deck, `large`, of this many slides. */
  talkBeside(slides: number): string {
    const folder = join(this.#root, `beside-${slides}`);
    this.#writeDeck(join(folder, 'talk'), 40, 1);
    this.#writeDeck(join(folder, 'large'), slides, 2);
    return folder;
  }

  /** Returns a folder with one deck, `talk`, whose text was never compiled before. */
  unseenDeck(slides: number): string {
    const seed = Date.now() + this.#seed++;
    const folder = join(this.#root, `unseen-${seed}`);
    this.#writeDeck(join(folder, 'talk'), slides, seed);
    return folder;
  }

  /** Returns a folder with the bare page of the same slides, compressed. */
  bare(slides: number): string {
    return this.#writePage(`bare-${slides}`, barePage(writeSlides(slides)));
  }

  /** Returns a folder with the hand-made reveal.js page of the same slides, compressed. */
  reveal(slides: number): string {
    return this.#writePage(`reveal-${slides}`, revealPage(writeSlides(slides)));
  }

  /** Returns such a folder to be edited: uncompressed, and not shared. */
  editedReveal(slides: number): string {
    const folder = join(this.#root, `edited-reveal-${slides}`);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of revealPage(writeSlides(slides))) writeFileSync(join(folder, file), text);
    for (const { name, bytes } of this.#pictures) writeFileSync(join(folder, name), bytes);
    return folder;
  }

  /** Writes a file, and returns its path. */
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
