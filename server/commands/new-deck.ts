/** The files of a first deck, which explains itself: its name, its title and its text. Pure. */
import picture from './new/boats.svg?raw';
import template from './new/deck.md?raw';

/** What is known of a deck before a word of it is written. */
export interface FirstDeck {
  readonly title: string;
  /** Absent where nobody could be asked. */
  readonly speaker: string | undefined;
  /** ISO 8601, such as `2026-11-22`. */
  readonly date: string;
  /** BCP 47 tag of the author's language. */
  readonly language: string;
  /** The deck's file, as its author would name it. */
  readonly file: string;
  /** The commands that check and serve it. */
  readonly commands: { readonly check: string; readonly serve: string };
}

/** Longer names do not fit an address that is typed from a screen. */
const LONGEST_NAME = 60;

/** Names that Windows keeps for devices (Naming Files, Paths, and Namespaces). */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** A folder's name from a deck's: `What the tide knows` → `what-the-tide-knows`. Undefined where nothing is left of it. */
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

/** A title from a deck's name: a name with spaces is one already, `what-the-tide-knows` becomes one. */
export function titleOf(name: string): string {
  const words = /\s/.test(name) ? name.trim() : name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The deck's files by name. */
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

/** What Markdown would read in a title stands for itself. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#$~|&:]/g, '\\$&');
}
