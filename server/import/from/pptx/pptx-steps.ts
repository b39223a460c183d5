/**
 * What comes with a click on a slide of PowerPoint, as fragments. While a slide is read, only the number of a click is known,
 * and stands in a mark; whether fragments in the order of the slide say the same is known at its end.
 */
import type { Element } from '@xmldom/xmldom';
import { asFragment } from '../../text/block-lines.ts';
import { readLines, textOf } from '../../text/lines.ts';
import { withSteppedLists } from '../../text/stepped-lists.ts';
import { all, numberIn, one } from './open-pptx.ts';

/** The clicks with which a shape comes, counted from 0. */
export interface ShapeSteps {
  /** That of the shape as a whole. */
  whole?: number;
  /** Those of its paragraphs, by their index. */
  readonly paragraphs: Map<number, number>;
}

/** The animations of a slide. */
export interface Steps {
  /** By the number of a shape. */
  readonly shapes: ReadonlyMap<string, ShapeSteps>;
  /** How many others there are: what goes, moves, or is stressed. */
  readonly others: number;
}

/** The most paragraphs of a shape that come with clicks. */
const MOST_PARAGRAPHS = 1000;

/** Stands behind a class's name, and is followed by the number of a click. */
export const MARK = '\u{F0000}';
const MARKED = new RegExp(`${MARK}(\\d+)`, 'gu');

/** Reads the animations of a slide. What comes by itself, before a first click, is there from the start. */
export function stepsOf(timing: Element | undefined): Steps {
  const shapes = new Map<string, ShapeSteps>();
  let step = -1;
  let others = 0;
  for (const effect of all(timing, 'p:cTn')) {
    const kind = effect.getAttribute('presetClass');
    if (!kind) continue;
    if (effect.getAttribute('nodeType') === 'clickEffect') step++;
    const target = one(effect, 'p:spTgt');
    const id = target?.getAttribute('spid');
    // What plays a film or a sound is no animation to a viewer.
    if (kind === 'mediacall') continue;
    if (kind !== 'entr' || !id) {
      others++;
      continue;
    }
    if (step === -1) continue;
    const steps: ShapeSteps = shapes.get(id) ?? { paragraphs: new Map() };
    shapes.set(id, steps);
    const range = one(target, 'p:pRg');
    if (!range) {
      steps.whole ??= step;
      continue;
    }
    const first = Math.max(0, numberIn(range, 'st'));
    const last = Math.min(MOST_PARAGRAPHS, numberIn(range, 'end'));
    for (let i = first; i <= last; i++) if (!steps.paragraphs.has(i)) steps.paragraphs.set(i, step);
  }
  return { shapes, others };
}

/** Returns the text of a paragraph that comes with a click. */
export function withStep(text: string, step: number | undefined): string {
  return step === undefined || text === '' ? text : `${text} {.fragment${MARK}${step}}`;
}

const FRAGMENT = /(?<=\{\.)fragment(?=\})|(?<=^<div class=")fragment(?=">)/g;

/** Returns the text of a shape that comes with a click as a whole. */
export function asStep(text: string, step: number | undefined): string {
  if (step === undefined || text.trim() === '') return text;
  const lines = asFragment(readLines(text, 1), '{.fragment}');
  const marked = lines.map((line) => {
    const isWithinCode = line.isCode && !/^\s*(?:`{3}|~{3})/.test(line.text);
    return isWithinCode ? line : { ...line, text: line.text.replace(FRAGMENT, `$&${MARK}${step}`) };
  });
  return textOf(marked);
}

/** Returns the text of a slide with its clicks as fragments, numbered only where their order is not that of the text. */
export function withFragments(text: string): string {
  const steps = [...text.matchAll(MARKED)].map(([, step]) => Number(step));
  const isInOrder = steps.every((step, i) => i === 0 || step > (steps[i - 1] ?? 0));
  if (isInOrder) {
    const lines = readLines(text.replace(MARKED, ''), 1);
    const listed = withSteppedLists(lines, STEPPED, (line) => line.replace(STEPPED, ''));
    return listed.map((line) => line.text).join('\n');
  }
  return text
    .replace(new RegExp(`(class="fragment)${MARK}(\\d+)"`, 'gu'), '$1" data-fragment-index="$2"')
    .replace(MARKED, ' data-fragment-index=$1');
}

const STEPPED = / \{\.fragment\}$/;
