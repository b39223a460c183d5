/** What the attributes of a tag in Slidev become: steps, classes, and those of HTML. */
import type { Remarks } from '../../model.ts';
import { isUtility, namesIn, ourClasses } from '../../text/attributes/classes.ts';
import type { Tag } from '../../text/attributes/tags.ts';

/** What a report says of something that appears with the step before it. */
export const AFTER_IS_LOST =
  'it appears with a step of its own; `data-fragment-index` puts several into one.';

/** Returns whether a tag is an icon, which is named by its collection: `<carbon-arrow-right />`, `<div i-mdi:home />`. */
export function isIcon({ name, isSelfClosing, attributes }: Tag): boolean {
  if (!isSelfClosing) return false;
  if (/^(?:div|span|i)$/.test(name))
    return [...attributes.keys(), ...namesIn(attributes.get('class'))].some((word) => /^i-[a-z]/.test(word));
  return /^[a-z][a-z\d]*[-:][a-z\d-]+$/.test(name);
}

/** Returns whether an element is never shown. */
export function isNever({ attributes }: Tag): boolean {
  return attributes.get('v-if') === 'false' || attributes.get('v-show') === 'false';
}

/** Comparisons of the number of clicks, with which something comes or goes. */
const CLICKS = /^\s*(?:\$slidev\.nav\.|\$nav\.|\$)clicks\s*(===?|>=?|<=?)\s*(\d+)\s*$/;

/** What is true wherever a slide is shown: the slide that is. */
const ALWAYS = /^\s*(?:true|(?:\$slidev\.nav\.currentPage|\$page)\s*===?\s*\d+)\s*$/;

/** A step of an element. */
interface Step {
  readonly classes: readonly string[];
  readonly place: number;
}

/** Returns the step for a condition; undefined where none says the same. */
function stepOf(condition: string): Step | undefined {
  const [, sign = '', number] = CLICKS.exec(condition) ?? [];
  if (number === undefined) return undefined;
  const at = Number(number);
  if (/^==/.test(sign) && at > 0) return { classes: ['fragment', 'current-visible'], place: at };
  const place = /^(?:>|<=|===?)$/.test(sign) ? at + 1 : at;
  return { classes: sign.startsWith('>') ? ['fragment'] : ['fragment', 'fade-out'], place };
}

/** Attributes of HTML that stay. */
const PLAIN =
  /^(?:id|style|src|srcset|href|alt|title|width|height|controls|autoplay|loop|muted|poster|target|rel|lang|dir|type|colspan|rowspan|start|open|loading|allow|allowfullscreen|frameborder|viewBox|xmlns|d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|points|fill|stroke|stroke-.*|transform|data-.*|aria-.*|role|preserveAspectRatio)$/;

/** Returns the classes of a tag. Utilities may be attributes as well: `text-sm`, `grid="~ cols-2"`. */
function classesOf({ attributes }: Tag): string[] {
  const names = namesIn(attributes.get('class'));
  for (const [key, value] of attributes) {
    if (key === 'class' || PLAIN.test(key) || /^(?:v-|[:@#])/.test(key)) continue;
    const words =
      value === '' ? [key] : namesIn(value).map((word) => (word === '~' ? key : `${key}-${word}`));
    names.push(...words.filter(isUtility));
  }
  return names;
}

/** Returns the attributes of a tag as we write them. */
export function plainAttributes(
  tag: Tag,
  at: number,
  { remarks, css }: { readonly remarks: Remarks; readonly css: string },
): Map<string, string> {
  const kept = new Map<string, string>();
  const classes = ourClasses(classesOf(tag), css);
  const lost: string[] = [];
  for (const [key, value] of tag.attributes) {
    const isCondition = /^v-(?:if|show)$/.test(key);
    const step = isCondition ? stepOf(value) : undefined;
    if (step) {
      if (step.place === 0) continue;
      classes.push(...step.classes);
      kept.set('data-fragment-index', String(step.place));
    } else if (/^v-(?:click|after)(?:\.|-hide$|$)/.test(key)) {
      classes.push('fragment', ...(key.includes('hide') ? ['fade-out'] : []));
      if (/^\d+$/.test(value)) kept.set('data-fragment-index', value);
      if (key.startsWith('v-after')) remarks.lost(at, tag.whole, AFTER_IS_LOST);
    } else if (/^v-mark/.test(key)) {
      const colour = /(red|green|blue)/.exec(key + value)?.[1];
      classes.push('fragment', colour === undefined ? 'highlight-blue' : `highlight-${colour}`);
      if (/^\d+$/.test(value)) kept.set('data-fragment-index', value);
      remarks.became(at, tag.whole, 'a fragment that takes a colour');
    } else if (/^(?:v-|[:@#])/.test(key)) {
      if (!isCondition || !ALWAYS.test(value)) lost.push(key);
    } else if (PLAIN.test(key)) kept.set(key, value);
  }
  if (lost.length > 0)
    remarks.lost(
      at,
      tag.whole,
      `Lectern runs no Vue; ${lost.map((key) => `\`${key}\``).join(', ')} was left out.`,
    );
  return classes.length > 0 ? new Map([['class', [...new Set(classes)].join(' ')], ...kept]) : kept;
}
