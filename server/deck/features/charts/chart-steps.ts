/** Numbers the steps of a slide with a chart that is told in steps: a step shows its marks, its names and its cells at once. */

import { NEVER, orderFragments } from '../../html/fragment-order.ts';
import { fragmentsOf } from '../../html/fragments.ts';
import {
  attribute,
  classes,
  type Element,
  elements,
  removeAttribute,
  setAttribute,
} from '../../html/tree.ts';

/** The attribute of what a step of a chart shows, until the steps of its slide are numbered. */
export const STEP = 'data-chart-step';

/**
 * Gives all fragments of a slide the index at which they appear, if parts of a chart have to appear together. Must be
 * called after all fragments are set.
 */
export function stepCharts(section: Element): void {
  const charts = elements(section).filter((element) => classes(element).includes('chart'));
  const keys = new Map<Element, string>();
  for (const [i, chart] of charts.entries()) {
    for (const element of elements(chart)) {
      const step = removeAttribute(element, STEP);
      if (step !== undefined) keys.set(element, `${i} ${step.padStart(6, '0')}`);
    }
  }
  if (keys.size === 0) return;
  // The first part of each step is counted, and the others come with it; of one chart, the steps ascend.
  const fragments = fragmentsOf(section);
  const firsts = new Map<string, Element>();
  for (const [element, key] of [...keys].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0)))
    if (!firsts.has(key)) firsts.set(key, element);
  const counted: (Element | string)[] = [];
  const done = new Set<string>();
  for (const fragment of fragments) {
    const key = keys.get(fragment);
    if (key === undefined) counted.push(fragment);
    else {
      const [chart = ''] = key.split(' ');
      if (done.has(chart)) continue;
      done.add(chart);
      counted.push(...[...firsts.keys()].filter((each) => each.startsWith(`${chart} `)));
    }
  }
  const order = orderFragments(
    counted.map((each) => (typeof each === 'string' ? undefined : attribute(each, 'data-fragment-index'))),
  );
  for (const [i, each] of counted.entries()) {
    const step = order[i] ?? NEVER;
    if (step === NEVER) continue;
    if (typeof each !== 'string') setAttribute(each, 'data-fragment-index', `${step}`);
    else
      for (const [element, key] of keys)
        if (key === each) setAttribute(element, 'data-fragment-index', `${step}`);
  }
}
