/** Arranges the content of layouts whose parts Markdown does not nest: comparisons, timelines, agendas. */
import {
  append,
  attribute,
  createElement,
  detachNode,
  type Element,
  isElement,
  isText,
  type Node,
  setAttribute,
  textOf,
} from '../../html/tree.ts';
import { kindByClass } from './kind.ts';
import { LAYOUT_ATTRIBUTE } from './layouts.ts';

/** The mark of a list that the deck's sections are put in, once all slides are rendered. */
export const AGENDA_ATTRIBUTE = 'data-agenda';

/** Marks slides with such a layout, with its name; their page carries the styles. */
const PARTS_ATTRIBUTE = 'data-parts';

/** The layouts whose styles a page carries only where they are used. */
const PARTED: ReadonlySet<string> = new Set('agenda compare timeline people image-caption'.split(' '));

/** Arranges a slide; `byClass` says that classes count as braces do, as in Lectern's themes. */
export function arrange(section: Element, byClass: boolean): void {
  const layout = attribute(section, LAYOUT_ATTRIBUTE) ?? (byClass ? kindByClass(section) : undefined);
  if (layout === undefined || !PARTED.has(layout)) return;
  setAttribute(section, PARTS_ATTRIBUTE, layout);
  if (layout === 'compare') arrangeComparison(section);
  if (layout === 'timeline') arrangeTimeline(section);
  if (layout === 'agenda') addAgenda(section);
}

/**
 * Puts each third-level heading with what follows into a column. What stands before stays above; what stands after a
 * rule, and has no heading of its own, is the verdict.
 */
function arrangeComparison(section: Element): void {
  const columns: Element[] = [];
  const verdict: Node[] = [];
  let isAfterRule = false;
  for (const node of [...section.childNodes]) {
    const tag = isElement(node) ? node.tagName : '';
    if (tag === 'hr') {
      isAfterRule = columns.length > 0;
      if (isAfterRule) detachNode(node);
      continue;
    }
    if (tag === 'h3') {
      columns.push(createElement('div'));
      isAfterRule = false;
    }
    const column = columns.at(-1);
    if (!column) continue;
    if (isAfterRule) verdict.push(node);
    else append(column, [node]);
  }
  if (columns.length === 0) return;
  const grid = createElement('div', { class: 'columns' });
  append(grid, columns);
  append(section, [grid]);
  if (verdict.every(isBlank)) return;
  const last = createElement('div', { class: 'verdict' });
  append(last, verdict);
  append(section, [last]);
}

/** A time or a date, such as `03:12:00`, `2026-11-29` or `12 March 2026`: digits, and no more than these have. */
const WHEN = /^(?=.*\p{Nd}).{1,14}$/u;

/**
 * Puts each term of a definition list into one group with its descriptions; says which points are times or dates, which stay on
 * one line, and how many letters the longest has.
 */
function arrangeTimeline(section: Element): void {
  groupTerms(section);
  for (const list of section.childNodes.filter(isElement).filter(({ tagName }) => /^[uod]l$/.test(tagName))) {
    const labels = list.childNodes.filter(isElement).flatMap((point) => {
      const first = point.childNodes.find((node) => !isBlank(node));
      return first && isElement(first) && /^(?:strong|dt)$/.test(first.tagName) ? [first] : [];
    });
    const times = labels.filter((label) => WHEN.test(textOf(label).trim()));
    if (times.length === 0) continue;
    for (const time of times) setAttribute(time, 'data-when', '');
    const letters = Math.max(...times.map((time) => [...textOf(time).trim()].length));
    const own = attribute(list, 'style');
    setAttribute(list, 'style', `--letters:${letters}${own ? `;${own}` : ''}`);
  }
}

function groupTerms(section: Element): void {
  for (const list of section.childNodes.filter(isElement).filter(({ tagName }) => tagName === 'dl')) {
    const groups: Element[] = [];
    for (const node of [...list.childNodes]) {
      if (isElement(node) && node.tagName === 'dt') groups.push(createElement('div'));
      const group = groups.at(-1);
      if (group) append(group, [node]);
    }
    append(list, groups);
  }
}

/** Adds a list for the deck's sections, unless the author wrote one. */
function addAgenda(section: Element): void {
  const hasList = section.childNodes.filter(isElement).some(({ tagName }) => /^[ou]l$/.test(tagName));
  if (!hasList) append(section, [createElement('ol', { [AGENDA_ATTRIBUTE]: '' })]);
}

function isBlank(node: Node): boolean {
  return isText(node) && node.value.trim() === '';
}
