/** Slidev's components and directives of Vue on a slide. */
import type { Remarks } from '../../model.ts';
import { ourClasses } from '../../text/attributes/classes.ts';
import { endOfElement, joinTags, mapTags, onlyTag, type Tag, tagText } from '../../text/attributes/tags.ts';
import { asFragment, asFragments } from '../../text/block-lines.ts';
import { type Line, outsideCode, written } from '../../text/lines.ts';
import { outsideFormulas } from '../../text/literal-lines.ts';
import { AFTER_IS_LOST, isIcon, isNever, plainAttributes } from './slidev-attributes.ts';

/** What is around the tags of a slide. */
export interface TagContext {
  readonly remarks: Remarks;
  /** The deck's style sheet. */
  readonly css: string;
}

/** Rewrites a slide's components and directives. */
export function convertTags(lines: readonly Line[], context: TagContext): Line[] {
  return convertInline(convertSteps(joinTags(lines), context), context);
}

/** Words in braces, `{.wide v-click="2" width=30}`: without one that sets something, braces are text. */
const BRACES =
  /\{\s*((?:[.#][A-Za-z_][^\s{}"=]*|[\w:.-]+=(?:"[^"{}]*"|[^\s"{}]+)|v-[\w.-]+)(?:\s+(?:[^\s{}"]|"[^"{}]*")+)*)\s*\}/g;

/** Rewrites classes and directives of Vue in braces, as Slidev has them with `mdc` or `comark`. */
export function convertBraces(text: string, css: string): string {
  const rewrite = (_all: string, words: string) => {
    const own = words.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
    const steps = own.filter((word) => word.startsWith('v-')).flatMap(stepWords);
    const names = own.flatMap((word) => (word.startsWith('.') ? word.slice(1).split('.') : []));
    const classes = ourClasses(names, css).map((name) => `.${name}`);
    const rest = own.filter((word) => !/^(?:\.|v-)/.test(word));
    const kept = [...steps, ...classes, ...rest];
    return kept.length === 0 ? '' : `{${kept.join(' ')}}`;
  };
  return outsideCode(text, (part) => outsideFormulas(part, (words) => words.replace(BRACES, rewrite)));
}

function stepWords(directive: string): string[] {
  const place = /=["']?(\d+)["']?$/.exec(directive)?.[1];
  const colour = /^v-mark/.test(directive)
    ? [`.highlight-${/red|green|blue/.exec(directive)?.[0] ?? 'blue'}`]
    : [];
  const hiding = /^v-click[.-]hide/.test(directive) ? ['.fade-out'] : [];
  return [
    '.fragment',
    ...colour,
    ...hiding,
    ...(place === undefined ? [] : [`data-fragment-index=${place}`]),
  ];
}

/** An element that is never shown, of which something follows on its line, and one that begins a line. */
const NEVER = /<([a-z][\w-]*)\s[^<>]*\bv-(?:if|show)="false"[^<>]*(?<!\/)>.*?<\/\1>/gi;
const NEVER_LINE = /^\s*<([a-z][\w-]*)\s[^<>]*\bv-(?:if|show)="false"[^<>]*(?<!\/)>/i;

const STEP = /^v-?clicks?(?:-gap)?$|^v-?after$/i;

/** Rewrites `<v-click>` and `<v-clicks>` around blocks, and leaves out elements that are never shown. */
function convertSteps(lines: readonly Line[], context: TagContext): Line[] {
  const result: Line[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    const never = line.isCode ? undefined : NEVER_LINE.exec(line.text)?.[1];
    const last = never === undefined ? -1 : endOfElement(lines, i, never);
    if (last > i) {
      context.remarks.became(line.at, line.text, 'nothing, since it is never shown');
      result.push(...written(line.at, lines[last]?.text.replace(/^.*<\/[\w-]+>/, '') ?? ''));
      i = last;
      continue;
    }
    const tag = line.isCode ? undefined : (onlyTag(line.text) ?? openingOf(line.text));
    const end = tag && !tag.isClosing && STEP.test(tag.name) ? endOfElement(lines, i, tag.name) : -1;
    if (!tag || end === -1) {
      result.push(line);
      continue;
    }
    const inner = convertSteps(insideOf(lines.slice(i, end + 1), tag), context);
    const isMany = /clicks$/i.test(tag.name);
    const every = attributeOf(tag, 'every');
    if (isMany && every !== undefined && every !== '1')
      context.remarks.lost(line.at, tag.whole, EVERY_IS_LOST);
    const steps = isMany
      ? asFragments(inner, Number(attributeOf(tag, 'depth') ?? 1))
      : asFragment(inner, bracesOf(tag, { at: line.at, remarks: context.remarks }));
    result.push(...written(line.at, ''), ...steps, ...written(line.at, ''));
    i = end;
  }
  return result;
}

/** Returns the tag with which a line begins, where its element ends with the line. */
function openingOf(text: string): Tag | undefined {
  const [, open, name = ''] = /^\s*(<(v-?clicks?|v-?after)\b[^>]*>)/i.exec(text) ?? [];
  const isWhole =
    open !== undefined && text.trim().endsWith(`</${name}>`) && text.split(`<${name}`).length === 2;
  return isWhole ? onlyTag(open) : undefined;
}

/** Returns what is between an element's tags. */
function insideOf(lines: readonly Line[], { whole, name }: Tag): Line[] {
  return lines
    .map((line, i) => ({
      ...line,
      text: (i === 0 ? line.text.replace(whole, '') : line.text).replace(
        i === lines.length - 1 ? new RegExp(`</${name}>\\s*$`) : /$^/,
        '',
      ),
    }))
    .filter((line, i) => line.text.trim() !== '' || (i > 0 && i < lines.length - 1));
}

/** Returns an attribute, which Vue may have computed. */
function attributeOf({ attributes }: Tag, name: string): string | undefined {
  return attributes.get(name) ?? attributes.get(`:${name}`);
}

const EVERY_IS_LOST = 'every item comes with a step of its own; `data-fragment-index` puts several into one.';

function bracesOf(tag: Tag, { at, remarks }: { readonly at: number; readonly remarks: Remarks }): string {
  const place = attributeOf(tag, 'at') ?? '';
  const isHiding = tag.attributes.has('hide');
  if (/^v-?after$/i.test(tag.name)) remarks.lost(at, tag.whole, AFTER_IS_LOST);
  return `{.fragment${isHiding ? ' .fade-out' : ''}${/^\d+$/.test(place) ? ` data-fragment-index=${place}` : ''}}`;
}

/** Elements of HTML that slides may have; all other tags are components. */
const HTML =
  /^(?:a|abbr|article|aside|audio|b|blockquote|br|caption|center|circle|cite|code|col|colgroup|dd|defs|del|details|dfn|div|dl|dt|ellipse|em|figcaption|figure|footer|g|h[1-6]|header|hr|i|iframe|img|ins|kbd|li|line|main|mark|marker|nav|ol|p|path|polygon|polyline|pre|q|rect|rp|rt|ruby|s|samp|section|small|source|span|strong|style|sub|summary|sup|svg|table|tbody|td|text|tfoot|th|thead|tr|track|tspan|u|ul|use|var|video|wbr)$/;

/** Components whose content stays, without them. */
const UNWRAPPED = /^(?:Transform|RenderWhen|LightOrDark|VSwitch|SlidevTransform|Template|ClientOnly)$/;

function convertInline(lines: readonly Line[], context: TagContext): Line[] {
  return lines.map((line) => {
    if (line.isCode) return line;
    const paired = line.text
      .replace(NEVER, (whole: string, _name: string, at: number, all: string) =>
        all.slice(0, at).split('`').length % 2 === 1 ? '' : whole,
      )
      .replace(/<v-?click(?:\s[^>]*)?>((?:(?!<v-?click).)*?)<\/v-?click>/gi, '[$1]{.fragment}')
      .replace(/<Link\s+to="([^"]*)"(?:\s+title="([^"]*)")?\s*\/>/g, (_all, to: string, title?: string) =>
        linkText(to, title ?? to),
      )
      .replace(/<Link\s+to="([^"]*)"[^>]*>(.*?)<\/Link>/g, (_all, to: string, title: string) =>
        linkText(to, title),
      );
    const linked = paired.replace(/\]\(\/(\d+)\)/g, (_all, to: string) => `](#/${Number(to) - 1})`);
    return { ...line, text: mapTags(linked, (tag) => convertTag(tag, line.at, context)) };
  });
}

/** Slidev counts slides from 1. */
function linkText(to: string, title: string): string {
  const bare = to.replace(/^\//, '');
  return `[${title}](#/${/^\d+$/.test(bare) ? Number(bare) - 1 : bare})`;
}

function convertTag(tag: Tag, at: number, { remarks, css }: TagContext): string {
  const { attributes, isClosing } = tag;
  if (HTML.test(tag.name)) return convertElement(tag, at, { remarks, css });
  const name = componentOf(tag.name);
  if (STEP.test(tag.name)) return isClosing ? '</div>' : '<div class="fragment">';
  if (isClosing) return name === 'AutoFitText' ? '</div>' : name === 'SlidevVideo' ? '</video>' : '';
  const id = attributes.get('id') ?? '';
  switch (name) {
    case 'Youtube':
      remarks.became(at, tag.whole, 'a page of YouTube, which needs the network');
      return `<iframe src="https://www.youtube-nocookie.com/embed/${id.replace(/\?.*$/, '')}" title="YouTube" width="800" height="450"></iframe>`;
    case 'Tweet':
      remarks.became(at, tag.whole, 'a link');
      return `[x.com/i/status/${id}](https://x.com/i/status/${id})`;
    case 'AutoFitText':
      return '<div class="r-fit-text">';
    case 'SlidevVideo':
      return tagText(
        'video',
        new Map(
          [...attributes].filter(([key]) =>
            /^(?:controls|autoplay|loop|muted|poster|width|height)$/.test(key),
          ),
        ),
      );
    case 'Toc':
      remarks.lost(at, tag.whole, 'there is no table of contents; write links such as `[Start](#/start)`.');
      return '';
    default:
  }
  if (name === 'VSwitch')
    remarks.lost(at, tag.whole, 'its parts stand below each other; `{.fragment}` makes steps of them.');
  if (UNWRAPPED.test(name)) return '';
  if (isIcon(tag)) return lostIcon(tag, at, { remarks, css });
  remarks.lost(at, tag.whole, 'it is a component of Vue, which Lectern does not run; what is in it stays.');
  return '';
}

/** Rewrites an element of HTML; one that holds nothing and says nothing here was an icon, or space. */
function convertElement(tag: Tag, at: number, context: TagContext): string {
  if (tag.isClosing) return tag.whole;
  if (isNever(tag) && (tag.isSelfClosing || tag.name === 'img')) return '';
  if (isIcon(tag)) return lostIcon(tag, at, context);
  const attributes = plainAttributes(tag, at, context);
  const isNothing = tag.isSelfClosing && attributes.size === 0 && /^(?:div|span|i)$/.test(tag.name);
  return isNothing ? '' : tagText(tag.name, attributes, tag.isSelfClosing);
}

function lostIcon({ whole }: Tag, at: number, { remarks }: TagContext): string {
  remarks.lost(at, whole, 'icons are not carried over; use an emoji or a picture.');
  return '';
}

/** Returns a component's name as its file has it: Vue knows `<auto-fit-text>`, too. */
function componentOf(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
