/** Pictures, films and sounds that a page holds as `data:` become files, so that its Markdown can be read. */
import type { DeckDraft, Remarks, SlideDraft } from '../model.ts';

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

const NAME = /(?:(?<![\w.])\.)?\bmedia\/embedded-\d+\.\w+/g;

/** The longest address that may stand in notes, in characters: no parser reads lines of millions. */
const LONGEST_IN_NOTES = 300_000;

/** Returns whether the audience does not see a slide, or not all of it. */
function isHidden({ attributes, body }: SlideDraft): boolean {
  return attributes['data-visibility'] === 'hidden' || /data-visibility/.test(body);
}

function textsOf({ attributes, body }: SlideDraft): string[] {
  return [body, ...Object.values(attributes)];
}

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

  /**
   * Keeps from the audience what it does not see: files of a deck are public. What is only on hidden slides goes into a
   * folder that is never served; in notes, where it is shown, it stands as it did.
   */
  keepPrivate(deck: DeckDraft, remarks: Remarks): DeckDraft {
    const shown = deck.slides.filter((slide) => !isHidden(slide)).flatMap(textsOf);
    const isPublic = new Set([...shown, deck.css].flatMap((text) => text.match(NAME) ?? []));
    return { ...deck, slides: deck.slides.map((slide) => this.#inSlide(slide, isPublic, remarks)) };
  }

  #inSlide(slide: SlideDraft, isPublic: ReadonlySet<string>, remarks: Remarks): SlideDraft {
    const aside = (text: string) =>
      text.replace(NAME, (name) => {
        if (isPublic.has(name) || !this.has(name)) return name;
        const why = 'which is never served, since the audience does not see it';
        remarks.became(slide.line, name, `\`.${name}\`, ${why}; move it to \`media\` to show it`);
        return `.${name}`;
      });
    const inNotes = (text: string) =>
      text.replace(NAME, (name) => {
        const address = this.#written.get(name) ?? name;
        return address.length > LONGEST_IN_NOTES ? aside(name) : address;
      });
    return {
      ...slide,
      notes: inNotes(slide.notes),
      body: aside(slide.body),
      attributes: Object.fromEntries(
        Object.entries(slide.attributes).map(([name, value]) => [name, aside(value)]),
      ),
    };
  }

  /** Returns the files that texts name, with their bytes. */
  filesIn(texts: readonly string[]): Map<string, Uint8Array> {
    const named = new Set(texts.flatMap((text) => text.match(NAME) ?? []));
    return new Map(
      [...named]
        .flatMap((path) => {
          const address = this.#written.get(path.replace(/^\./, ''));
          return address === undefined ? [] : [[path, address] as const];
        })
        .map(([path, address]) => [path, Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')]),
    );
  }
}
