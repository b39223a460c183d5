/** Classes that nothing has, and whose names are close to one that does something; and braces whose points were forgotten. */

import { LAYOUTS } from '../../deck/features/layouts/layouts.ts';
import { classes, descendants, elements, isInside, isText, textOf } from '../../deck/html/tree.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { nearest } from '../../deck/model/nearest.ts';
import { type CheckedDeck, type DeckFolder, onSlide } from '../deck/model.ts';

/** Those of layouts, helpers and pictures, of reveal.js's helpers, and of its fragments. */
const KNOWN: readonly string[] = (
  'title section statement quote full left right columns beside three narrow plain center middle large small soft accent ' +
  'callout contain cover plate vars fragment fragments stretch notes r-stretch r-fit-text r-stack r-hstack r-vstack r-frame ' +
  'fade-in fade-out fade-up fade-down fade-left fade-right fade-in-then-out fade-in-then-semi-out semi-fade-out grow shrink ' +
  'strike current-visible zoom-in highlight-red highlight-green highlight-blue highlight-current-red ' +
  'highlight-current-green highlight-current-blue'
).split(' ');

/** Shorter names are close to too many. */
const SHORTEST = 4;

/** Slips are short: what differs more is a name of the author's own. */
const SLIP = 2;

/** Names that are close to known ones, and certainly others: singulars, CSS and what is made when a deck is compiled. */
const OTHERS: ReadonlySet<string> = new Set(
  'column note task table file fill tile card code grid sub math'.split(' '),
);

const LITERAL: ReadonlySet<string> = new Set('pre code script style textarea svg math template'.split(' '));

export function* classNames({ text, settings, slides, folder }: CheckedDeck): Iterable<Diagnostic> {
  const styles = [
    ...stylesOf(settings.css, folder),
    text.match(/<style[\s\S]*?<\/style>/gi)?.join('\n') ?? '',
  ].join('\n');
  const isOwn = (name: string) => styles.includes(`.${name}`);
  for (const slide of slides) {
    const all = [slide.section, ...elements(slide.section)].filter((element) => !isInside(element, LITERAL));
    const names = new Set(all.filter(({ tagName }) => !LITERAL.has(tagName)).flatMap(classes));
    for (const name of names) {
      const close = meantBy(name);
      if (close === undefined || isOwn(name)) continue;
      const reason = `the class \`${name}\` does nothing`;
      yield onSlide(
        slide,
        { rule: 'class-name', reason, hint: `Did you mean \`${close}\`?` },
        `.${name}`,
        name,
      );
    }
    for (const node of descendants(slide.section)) {
      if (!isText(node) || isInside(node, LITERAL)) continue;
      for (const [braces, words = ''] of node.value.matchAll(BRACES)) {
        const right = pointed(words);
        // Those of a slide's layout are told when it is compiled.
        const isTold =
          node.parentNode !== null && textOf(node.parentNode) === braces && !/\s|[.#=]/.test(words.trim());
        if (right === undefined || (isTold && LAYOUTS.has(words.trim()))) continue;
        const reason = `\`${braces}\` is text`;
        yield onSlide(slide, { rule: 'class-name', reason, hint: `Did you mean \`{${right}}\`?` }, braces);
      }
    }
  }
}

/** Braces at the end of a text or a line, where they would be read if they were right. */
const BRACES = /(?<![\w\\{}$])\{[ \t]*([\w.#"'= \t-]+?)[ \t]*\}(?=[ \t]*(?:\n|$))/g;

/** The known name that a class was meant to be. */
function meantBy(name: string): string | undefined {
  if (name.length < SHORTEST || KNOWN.includes(name) || OTHERS.has(name)) return undefined;
  const close = nearest(name, KNOWN);
  const isNear = close !== undefined && close[0] === name[0] && Math.abs(close.length - name.length) <= SLIP;
  return isNear && close.length >= SHORTEST ? close : undefined;
}

/** The words in braces as they should be; undefined where none of them is a class that does something. */
function pointed(words: string): string | undefined {
  const all = words.split(/\s+(?=(?:[^"']|"[^"]*"|'[^']*')*$)/);
  const right = all.map((word) => {
    if (/^[#]|=/.test(word)) return word;
    const name = word.replace(/^\./, '');
    return KNOWN.includes(name) ? `.${name}` : `.${meantBy(name) ?? name}`;
  });
  const knows = right.some((word) => KNOWN.includes(word.slice(1)));
  return knows && right.join(' ') !== all.join(' ') ? right.join(' ') : undefined;
}

/** The deck's own style sheets, as far as they are in its folder or where it names them. */
function stylesOf(css: CheckedDeck['settings']['css'], folder: DeckFolder): string[] {
  const paths = new Set([
    ...folder.paths.filter((path) => path.endsWith('.css')),
    ...css.map(({ href }) => href),
  ]);
  return [...paths].map((path) => {
    const bytes = folder.bytes(path, 0, folder.size(path) ?? 0);
    return bytes ? new TextDecoder().decode(bytes) : '';
  });
}
