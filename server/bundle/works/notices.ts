/** Writes licence notices: the list of works, then each licence text once. */
import { distinctWorks, type Work, workKey } from './works.ts';

/** Separator before each licence. */
const RULE = '-'.repeat(80);

/** Returns the notices. `of` is the subject, as in `This file holds …`. */
export function noticesText(of: string, works: readonly Work[]): string {
  const all = distinctWorks(works);
  const carrying = all.some(({ carries }) => carries !== undefined);
  const lines = all.map((work) => {
    const carried = work.carries === undefined ? '' : `; it carries ${work.carries.join(', ')}`;
    return `${[workKey(work), work.license].filter((word) => word !== '').join(': ')}${carried}`;
  });
  return [
    `${of} holds Lectern and works of others, under these licences. Decks, and what their authors put into them, are their own.`,
    '',
    ...lines,
    ...(carrying
      ? [
          '',
          'What a package carries was put into it by its makers: https://www.npmjs.com/package/ has each by its name.',
        ]
      : []),
    ...distinctTexts(all).flatMap(([text, keys]) => ['', RULE, keys.join(', '), '', text]),
    '',
  ].join('\n');
}

/** Returns all licences of works as an SPDX expression. */
export function licenseExpression(works: readonly Work[]): string {
  const all = [...new Set(works.map(({ license }) => license))].filter((license) => license !== '').sort();
  return all.map((license) => (license.includes(' OR ') ? `(${license})` : license)).join(' AND ');
}

/** Returns each text once, with the works that it is for; texts that differ only in white space are the same. */
function distinctTexts(
  works: readonly Work[],
): readonly (readonly [text: string, keys: readonly string[]])[] {
  const found = new Map<string, { readonly text: string; readonly keys: string[] }>();
  for (const work of works) {
    for (const text of work.texts) {
      const tidy = text
        .replace(/\r\n?/g, '\n')
        .replace(/[ \t]+$/gm, '')
        .trim();
      const words = tidy.replace(/\s+/g, ' ');
      const same = found.get(words) ?? { text: tidy, keys: [] };
      same.keys.push(workKey(work));
      found.set(words, same);
    }
  }
  return [...found.values()].map(({ text, keys }) => [text, keys]);
}
