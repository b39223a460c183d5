/** Reports classes without effect whose names are close to a known one, and slides' classes on other elements. */

import { PLAYER_SWITCHES } from '../../deck/features/pictures/players.ts';
import { classes, type Element, elements } from '../../deck/html/tree.ts';
import type { Diagnostic, Finding } from '../../deck/model/diagnostic.ts';
import { classUses, isInBraces, stylesIn, writtenClass } from '../deck/author-classes.ts';
import { type CheckedDeck, type CheckedSlide, onSlide } from '../deck/checked-deck.ts';
import { knownIn, suggestClass, suggestForBraces } from '../deck/known-classes.ts';

/** Classes for slides only. */
const OF_SLIDES: ReadonlySet<string> = new Set(
  'title section statement quote stat agenda compare timeline people end image-caption columns beside plain'.split(
    ' ',
  ),
);

/** Elements that may have such a class in the author's HTML, or are the slide. */
const BOXES: ReadonlySet<string> = new Set(['section', 'div']);

const PLAYERS: ReadonlySet<string> = new Set(['video', 'audio']);

export function* classNames(deck: CheckedDeck): Iterable<Diagnostic> {
  const { settings, slides } = deck;
  const known = knownIn(settings);
  const layouts = new Set(settings.themeFolder?.layouts);
  let styles: string | undefined;
  for (const slide of slides) {
    const { source } = slide.slide;
    const told = new Set<string>();
    for (const { element, name } of classUses(slide)) {
      const finding = faultOf(name, element, { source, known, layouts });
      if (!finding || told.has(finding.reason)) continue;
      styles ??= stylesIn(deck);
      if (styles.includes(`.${name}`) && !layouts.has(name)) continue;
      told.add(finding.reason);
      passRight(slide, name, element);
      yield onSlide(slide, finding, `.${name}`, name);
    }
  }
}

/** Has the search pass the places where elements before have a class, if each of them has it from the source. */
function passRight({ slide, section, find }: CheckedSlide, name: string, element: Element): void {
  const having = [section, ...elements(section)].filter((each) => classes(each).includes(name));
  const written = slide.source.match(new RegExp(writtenClass(name), 'g')) ?? [];
  if (written.length !== having.length) return;
  for (const _ of having.slice(0, having.indexOf(element))) find([`.${name}`]);
}

/** What a class is compared with. */
interface Around {
  /** The slide's source. */
  readonly source: string;
  readonly known: ReadonlySet<string>;
  /** The layouts of the theme's folder. */
  readonly layouts: ReadonlySet<string>;
}

/** Returns what is wrong with a class of an element. */
function faultOf(
  name: string,
  { tagName }: Element,
  { source, known, layouts }: Around,
): Finding | undefined {
  const rule = 'class-name';
  const reason = `the class \`${name}\` does nothing`;
  const close = suggestClass(name, known);
  if (close !== undefined) return { rule, reason, hint: `Did you mean \`${close}\`?` };
  const other = suggestForBraces(name);
  const isOfSlide = (OF_SLIDES.has(name) || layouts.has(name)) && !BOXES.has(tagName);
  const isSwitch = PLAYERS.has(tagName) && PLAYER_SWITCHES.has(name);
  if ((other === undefined && !isOfSlide && !isSwitch) || !isInBraces(name, source)) return undefined;
  if (other !== undefined) return { rule, reason, hint: `Did you mean \`${other}\`?` };
  if (isSwitch) return { rule, reason, hint: `Did you mean \`${name}\`, without its point?` };
  return {
    rule,
    reason: `${reason} here: it is for a slide`,
    hint: `Write \`{.${name}}\` on the slide’s first line, with a blank line behind it.`,
  };
}
