/** Edits of a deck's text as an author might make them, by chance. */
import { pick } from './random.ts';

/** What an author writes in one go. */
const WRITTEN = [
  ...[
    'words',
    '# A heading',
    '- an item',
    '---',
    '----',
    '```',
    '```js',
    '<!-- a',
    '-->',
    '$x^2$',
    '$$',
    '====',
  ],
  ...[
    'Note: said',
    '![A](a.png)',
    '[link][home]',
    '[home]: https://example.org',
    '| a | b |',
    '|---|---|',
    '  ',
  ],
  ...[
    '<!-- .slide: id="own" -->',
    '<div>',
    '</div>',
    '&amp; *b*',
    ':::',
    'Text.[^1]',
    '[^1]: Below.',
    '{.red}',
  ],
  ...['<!-- .slide: data-visibility="hidden" -->', '```mermaid\nflowchart LR\na --> b\n```', '==x==', '%%'],
] as const;

/** The text after one edit: lines written, cut, doubled, moved, or a word that is another. */
export function editOnce(text: string, random: () => number): string {
  const lines = text.split('\n');
  const at = () => Math.floor(random() * (lines.length + 1));
  const [from, count] = [at(), 1 + Math.floor(random() * 6)];
  const some = lines.slice(from, from + count);
  const edits = [
    () => lines.toSpliced(from, 0, pick(random, WRITTEN)),
    () => lines.toSpliced(from, count),
    () => lines.toSpliced(at(), 0, ...some),
    () => lines.toSpliced(from, count).toSpliced(at(), 0, ...some),
    () => lines.with(Math.min(from, lines.length - 1), `${lines[from] ?? ''} more`),
  ] as const;
  return pick(random, edits)().join('\n');
}
