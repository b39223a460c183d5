/** Pictures, films and sounds that a page holds as `data:` become files, so that its Markdown can be read. */
import type { DeckDraft, SlideDraft } from '../model.ts';

/** File names' endings by content type. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
  ['image/avif', 'avif'],
  ['image/svg+xml', 'svg'],
  ['video/mp4', 'mp4'],
  ['video/webm', 'webm'],
  ['audio/mpeg', 'mp3'],
  ['audio/wav', 'wav'],
  ['audio/ogg', 'ogg'],
]);

/** How an address with its content begins. */
const EMBEDDED = /(?:=\s*(["'])|\]\()\s*data:((?:image|video|audio)\/[\w+.-]+);base64,/g;

/** What is shorter is no picture that needs a file. */
const SHORTEST = 100;

const NAME = /\bmedia\/embedded-\d+\.\w+/g;

/** Files that were taken out of a page. */
export class EmbeddedFiles {
  /** Addresses of `data:` by the names of their files. */
  readonly #written = new Map<string, string>();
  readonly #names = new Map<string, string>();

  /** Returns the page with the names of the files; lines stay where they are. */
  takeFrom(page: string): string {
    const parts: string[] = [];
    let from = 0;
    for (const { 0: begin, 1: quote = ')', 2: type = '', index } of page.matchAll(EMBEDDED)) {
      const at = index + begin.length;
      const end = page.indexOf(quote, at);
      const content = page.slice(at, end);
      const ending = ENDINGS.get(type);
      // A pattern for as many signs would be more than an engine can match.
      if (ending === undefined || end - at < SHORTEST || /[^\w+/=\s]/.test(content)) continue;
      const bare = content.replace(/\s+/g, '');
      const name = this.#names.get(bare) ?? `media/embedded-${this.#names.size + 1}.${ending}`;
      this.#names.set(bare, name);
      this.#written.set(name, `data:${type};base64,${bare}`);
      const breaks = '\n'.repeat(content.split('\n').length - 1);
      parts.push(page.slice(from, page.lastIndexOf('data:', at)), name, breaks);
      from = end;
    }
    return parts.join('') + page.slice(from);
  }

  /** Returns whether an address is that of such a file. */
  has(address: string): boolean {
    return this.#written.has(address);
  }

  /** Puts back what the audience does not see: a file of the deck would be public. */
  putBack(deck: DeckDraft): DeckDraft {
    return { ...deck, slides: deck.slides.map((slide) => this.#inSlide(slide)) };
  }

  #inSlide(slide: SlideDraft): SlideDraft {
    const written = (text: string) => text.replace(NAME, (name) => this.#written.get(name) ?? name);
    const isHidden = /data-visibility/.test(slide.body) || slide.attributes['data-visibility'] === 'hidden';
    return {
      ...slide,
      notes: written(slide.notes),
      ...(isHidden && {
        body: written(slide.body),
        attributes: Object.fromEntries(
          Object.entries(slide.attributes).map(([name, value]) => [name, written(value)]),
        ),
      }),
    };
  }

  /** Returns the files that texts name, with their bytes. */
  filesIn(texts: readonly string[]): Map<string, Uint8Array> {
    const named = new Set(texts.flatMap((text) => text.match(NAME) ?? []));
    return new Map(
      [...this.#written]
        .filter(([name]) => named.has(name))
        .map(([name, address]) => [name, Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')]),
    );
  }
}
