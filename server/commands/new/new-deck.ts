/** Writes the files of a first deck, which explains itself. Pure. */
import picture from './boats.svg?raw';
import template from './deck.md?raw';

/** The facts for a new deck. */
export interface FirstDeck {
  readonly title: string;
  /** The speaker; undefined where git has no name. */
  readonly speaker: string | undefined;
  /** ISO 8601, such as `2026-11-22`. */
  readonly date: string;
  /** BCP 47 tag of the author's language. */
  readonly language: string;
  /** Path of the deck's file, as its author types it. */
  readonly file: string;
  /** The commands that check and serve it. */
  readonly commands: { readonly check: string; readonly serve: string };
}

/** Longer names make addresses that nobody types from a screen. */
const LONGEST_NAME = 60;

/** Names that Windows reserves for devices (Naming Files, Paths, and Namespaces). */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Returns a folder name for a deck: `What the tide knows` → `what-the-tide-knows`. Undefined where no letter is
 * left.
 */
export function slugOf(name: string): string | undefined {
  const slug = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-+|-+$/g, '');
  return slug === '' || DEVICE.test(slug) ? undefined : slug;
}

/** Returns a title for a deck: a name with spaces is one already, `what-the-tide-knows` is converted. */
export function titleOf(name: string): string {
  const words = /\s/.test(name) ? name.trim() : name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Returns the deck's files by name. */
export function firstDeck(deck: FirstDeck): ReadonlyMap<string, string> {
  const { title, speaker, date, language, file, commands } = deck;
  const isEnglish = /^en\b/i.test(language);
  const text = template
    .replace('title: TITLE', () => `title: ${JSON.stringify(title)}`)
    .replace('# TITLE', () => `# ${escapeMarkdown(title)}`)
    .replace('speakers: SPEAKER\n', () =>
      speaker === undefined ? '' : `speakers: [${JSON.stringify(speaker)}]\n`,
    )
    .replace('SPEAKER\n', () => (speaker === undefined ? 'Your name\n' : `${escapeMarkdown(speaker)}\n`))
    .replace('DATE', date)
    .replace(' # LANGUAGE', isEnglish ? '' : ` # of these words; yours may be ${language}`)
    .replace('FILE', () => file)
    .replace('CHECK', commands.check)
    .replace('SERVE', commands.serve);
  return new Map([
    ['deck.md', text],
    ['boats.svg', picture],
  ]);
}

/** Escapes Markdown in a title. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#$~|&:]/g, '\\$&');
}
