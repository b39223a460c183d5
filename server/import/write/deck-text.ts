/** Writes a deck in our Markdown, as a person would: front matter, slides, and their notes. */
import { stringify } from 'yaml';
import type { DeckDraft, SlideDraft } from '../model.ts';
import { guarded, guardedNotes } from './guard.ts';

/** Front matter in the order in which people read it. */
const ORDER = [
  ...['title', 'description', 'speakers', 'date', 'venue', 'lang', 'dir', 'duration', 'audience'],
  ...['theme', 'highlightTheme', 'css', 'transition', 'animateLists', 'header', 'footer', 'macros', 'vars'],
];

/** Writes a deck. */
export function deckText({ settings, slides }: DeckDraft): string {
  const names = Object.keys(settings)
    .filter((name) => settings[name] !== undefined)
    .sort((one, other) => rank(one) - rank(other));
  const front = Object.fromEntries(names.map((name) => [name, settings[name]]));
  const yaml = names.length > 0 ? `---\n${stringify(front, { lineWidth: 0 })}---\n\n` : '';
  const parts = slides.map((slide, i) => {
    const separator = i === 0 ? '' : slide.isBelow ? '\n\n----\n\n' : '\n\n---\n\n';
    return separator + slideText(slide);
  });
  return `${yaml}${parts.join('')}\n`;
}

function rank(name: string): number {
  const at = ORDER.indexOf(name);
  return at === -1 ? ORDER.length : at;
}

/** Writes a slide. */
export function slideText(slide: SlideDraft): string {
  const { classes, body, notes } = slide;
  const isColumned = classes.includes('columns');
  // In columns, a rule would begin another.
  const text = (isColumned ? body : guarded(body)).trim();
  const safe = isColumned ? guarded(text, '<hr>') : text;
  const head = headOf(slide);
  const said = guardedNotes(notes.trim());
  const parts = [head, safe || (head ? '' : '<!-- an empty slide -->'), said && `Note:\n${said}`];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The most that stands in braces on a slide's first line, in characters. */
const LONGEST_BRACES = 80;

/** Writes what holds for the slide: in braces, or where it is long or a background as a comment, as the guide does. */
function headOf({ id, classes, attributes }: SlideDraft): string {
  const entries = Object.entries(attributes).map(
    ([name, value]) => [name, value.replaceAll('\n', ' ')] as const,
  );
  const words = [
    ...classes.map((name) => `.${name}`),
    ...(id === undefined ? [] : [`#${id}`]),
    ...entries.map(([name, value]) =>
      /^[\w#./%-]+$/.test(value) ? `${name}=${value}` : `${name}="${value}"`,
    ),
  ];
  if (words.length === 0) return '';
  const braces = `{${words.join(' ')}}`;
  const isPlain = entries.every(
    ([name, value]) =>
      value !== '' && /^data-/.test(name) && !/^data-background/.test(name) && !/[{}"]/.test(value),
  );
  if (isPlain && braces.length <= LONGEST_BRACES && isName(id) && classes.every(isName)) return braces;
  const pairs = [
    ...(classes.length > 0 ? [`class="${classes.join(' ')}"`] : []),
    ...(id === undefined ? [] : [`id="${id}"`]),
    ...entries.map(([name, value]) => {
      if (value === '' && name.startsWith('data-')) return name;
      return value.includes('"') ? `${name}='${value.replaceAll("'", '’')}'` : `${name}="${value}"`;
    }),
  ];
  const line = `<!-- .slide: ${pairs.join(' ')} -->`;
  return line.length <= LONGEST_BRACES + 30 ? line : `<!-- .slide: ${pairs.join('\n  ')} -->`;
}

/** Returns whether braces can name a class or an id. */
function isName(name: string | undefined): boolean {
  return name === undefined || /^[a-zA-Z_][\w-]*$/.test(name);
}
