/** Picks slides of an included file, by number or by id. */

import type { Slide } from '../model/deck.ts';
import type { Finding } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import type { DeckSettings } from '../model/settings.ts';
import { draftSlide } from '../slide/draft.ts';
import { assignIds } from '../slide/ids.ts';
import type { Pick } from '../source/include-syntax.ts';

/** The picked slides in columns, or what is wrong with one of the picks. */
export type Picked =
  | { readonly columns: readonly (readonly Slide[])[] }
  | { readonly finding: Finding; readonly column: number };

/** Returns slides in the order of the picks; adjacent ones from the same column stay in one column. */
export function pickSlides(
  columns: readonly (readonly Slide[])[],
  picks: readonly Pick[],
  settings: DeckSettings,
): Picked {
  const all = columns.flatMap((slides, column) => slides.map((slide) => ({ slide, column })));
  let known: ReadonlyMap<string, number> | undefined;
  const found: { slide: Slide; column: number }[] = [];
  for (const pick of picks) {
    if ('id' in pick)
      known ??= idsOf(
        all.map(({ slide }) => slide),
        settings,
      );
    const [from, to] = rangeOf(pick, known ?? new Map(), all.length);
    const slides = all.slice(from, to);
    if (from === -1 || slides.length === 0 || to > all.length) {
      return { finding: absent(pick, [...(known ?? new Map()).keys()], all.length), column: pick.column };
    }
    found.push(...slides);
  }
  const picked: Slide[][] = [];
  let last = -1;
  for (const { slide, column } of found) {
    if (column === last) picked.at(-1)?.push(slide);
    else picked.push([slide]);
    last = column;
  }
  return { columns: picked };
}

/** Returns the indices of the first picked slide and of the one after the last, from 0. */
function rangeOf(pick: Pick, known: ReadonlyMap<string, number>, count: number): [from: number, to: number] {
  if ('id' in pick) {
    const at = known.get(pick.id) ?? -1;
    return [at, at + 1];
  }
  return [pick.from - 1, pick.to === Number.POSITIVE_INFINITY ? count : pick.to];
}

function absent(pick: Pick, ids: readonly string[], count: number): Finding {
  if (!('id' in pick)) {
    return {
      rule: 'include',
      reason: `there is no slide ${pick.text} in this file`,
      hint: `It has ${count === 1 ? 'one slide' : `${count} slides`}, counted from 1.`,
    };
  }
  const close = nearest(pick.id, ids);
  return {
    rule: 'include',
    reason: `there is no slide \`${pick.id}\` in this file`,
    hint: close === undefined ? `It has: ${ids.join(', ')}.` : `Did you mean \`${close}\`?`,
  };
}

/** Returns each slide's index, by the id that it would have if the file were a deck. */
function idsOf(slides: readonly Slide[], settings: DeckSettings): ReadonlyMap<string, number> {
  const deck = { name: '', file: '', settings, stacks: [], warnings: [], included: new Map() };
  const drafts = slides.map((slide) => draftSlide(slide, { deck, links: {}, warnings: [], switches: [] }));
  const shown = drafts.flatMap((draft, at) => (draft.hidden ? [] : [{ draft, at }]));
  const ids = assignIds(shown.map(({ draft }) => draft));
  const hidden = drafts.flatMap(({ hidden: is, ownId }, at) => (is && ownId ? [[ownId, at] as const] : []));
  return new Map([...hidden, ...shown.map(({ at }, i) => [ids[i] ?? '', at] as const)]);
}
