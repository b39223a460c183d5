/** Pages of reveal.js, written by hand or by another tool. */

import {
  attribute,
  classes,
  detachNode,
  type Element,
  elements,
  innerHtml,
  isElement,
  type ParentNode,
  parseHtml,
  parsePage,
} from '../../../deck/html/tree.ts';
import type { Slide } from '../../../deck/model/deck.ts';
import { parseDeck } from '../../../deck/parse.ts';
import { isNameOfNotes } from '../../../deck/privacy/element-notes.ts';
import type { Converter, Remarks, SlideDraft } from '../../model.ts';
import { namesIn } from '../../text/attributes/classes.ts';
import { tellIcons } from '../../text/icons.ts';
import { lineEnds, readLines } from '../../text/lines.ts';
import { scoped, tellLost } from '../../text/scoped-styles.ts';
import { asSpeakers } from '../values.ts';
import { markdownOf } from './html-markdown.ts';
import { NOT_RUN, tellOutside, tellSettings } from './page-remarks.ts';
import { convertRemarkPage } from './remark-page.ts';
import { restored } from './saved-page.ts';
import { markFormulas, takeScripts, withoutWrappers } from './slide-tree.ts';

/** Attributes that editors and reveal.js itself write, and that say nothing here. */
const IDLE =
  /^(?:class|id|data-markdown|data-separator.*|data-charset|data-index-.*|data-notes|hidden|aria-hidden|style|role|contenteditable|data-fragment|data-visibility-original)$/;

/** Style sheets of notebooks and exporters for code, which has its colours here. */
const CODE_STYLES =
  /\.jp-[A-Z]|--jp-|\.highlight \.(?:hll|c|k|kn)\b|\bcode\.sourceCode\b|\bpre\.src-|\.hljs-ln\b/;

/** Converts a page of reveal.js. */
export const convertRevealPage: Converter = (found, remarks) => {
  const remark = convertRemarkPage(found, remarks);
  if (remark) return remark;
  const deck = { ...found, body: restored(found.body) };
  const { settings, stacks, warnings } = parseDeck({
    name: 'import',
    file: deck.file,
    format: 'html',
    text: deck.body,
    // One that is not there leaves its slides empty.
    read: (path) => {
      const text = deck.read(path);
      const at = deck.bodyLine + lineEnds(deck.body.slice(0, Math.max(0, deck.body.indexOf(path))));
      if (text === undefined) remarks.lost(at, path, 'there is no such file beside the deck.');
      return text ?? '';
    },
  });
  const own = settings.css.filter(({ text = '' }) => text.trim() !== '' && !CODE_STYLES.test(text));
  const styles = own.map(({ text }) => text).join('\n');
  const sheet = scoped(styles, '&', /(?!)/);
  const line = own[0]?.line ?? 1;
  tellLost(sheet, line, remarks);
  const kept = sheet.remote.reduce((rest, rule) => rest.replace(rule, ''), styles).trim();
  const css = sheet.isBroken || kept === '' ? '' : `${kept}\n`;
  if (css !== '') remarks.became(line, '<style>', 'the deck’s style sheet, `deck.css`');
  tellSettings(deck, warnings, remarks);
  tellOutside(deck, remarks);
  const linked = settings.css.flatMap(({ href, text }) => (text === undefined ? [href] : []));
  const isSheet = settings.theme !== undefined && /\.css$/.test(settings.theme);
  const sheets = [...(isSheet && settings.theme ? [settings.theme] : []), ...linked];
  const hasMath = /mathjax|katex|plugin\/math|RevealMath|class="math (?:inline|display)"/i.test(deck.body);
  return {
    settings: {
      title: settings.title,
      description: settings.description,
      speakers: settings.speakers.length > 0 ? settings.speakers : authorsOf(deck.body),
      lang: settings.lang === 'en' ? undefined : settings.lang,
      dir: settings.dir,
      theme: isSheet ? 'black' : (settings.theme ?? 'black'),
      highlightTheme: settings.highlightTheme,
      css: sheets.length > 0 ? sheets : undefined,
      revealOptions: Object.keys(settings.revealOptions).length > 0 ? settings.revealOptions : undefined,
    },
    slides: stacks.flatMap((stack) =>
      stack.slides.map((slide, v) => draftOf(slide, { v, stack: stack.attributes, remarks, hasMath })),
    ),
    css,
  };
};

/** Returns the authors that a page names, unless they are that of reveal.js's example. */
function authorsOf(page: string): ReturnType<typeof asSpeakers> {
  const metas = elements(parsePage(page)).filter(
    (element) => element.tagName === 'meta' && attribute(element, 'name') === 'author',
  );
  const authors = metas.map((meta) => attribute(meta, 'content')?.trim() ?? '');
  return asSpeakers(authors.filter((author) => author !== 'Hakim El Hattab'));
}

interface Place {
  readonly v: number;
  readonly stack: Readonly<Record<string, string>>;
  readonly remarks: Remarks;
  readonly hasMath: boolean;
}

function draftOf(slide: Slide, { v, stack, remarks, hasMath }: Place): SlideDraft {
  const own = { ...stack, ...slide.attributes };
  const attributes = Object.entries(own).filter(([name]) => /^data-/.test(name) && !IDLE.test(name));
  // A stack's name leads to its first slide.
  const id = slide.attributes.id ?? (v === 0 ? stack.id : undefined);
  const { html, asides, taken } = takeApart(slide, hasMath);
  const body = slide.format === 'markdown' ? slide.source : markdownOf(html);
  // Reveal.js itself writes these on the slides of a page that was saved while it was shown.
  const style = (own.style ?? '').replace(/(?:^|;)\s*(?:display|top|z-index)\s*:[^;]*/g, '');
  if (style.replace(/[;\s]/g, '') !== '')
    remarks.lost(slide.line, `style="${own.style}"`, 'a slide’s own style was left out; `css` can set it.');
  tellIcons(readLines(slide.source, slide.line), remarks);
  for (const what of new Set(taken)) remarks.lost(slide.line, what, NOT_RUN);
  return {
    line: slide.line,
    isBelow: v > 0,
    ...(id !== undefined && { id }),
    classes: [
      // As Pandoc and org-reveal call it.
      ...(/^(?:sec-)?title-slide$/.test(id ?? '') ? ['title'] : []),
      ...namesIn(own.class).filter(
        (name) => !/^(?:slide|level\d|title-slide|present|past|future|stack)$/.test(name),
      ),
    ],
    attributes: Object.fromEntries(
      // As org-reveal calls it.
      attributes.map(([name, value]) => [name.replace(/^(data-background-trans)$/, '$1ition'), value]),
    ),
    body: body.trim(),
    notes: [slide.notes, own['data-notes'] ?? '', ...asides].filter((text) => text !== '').join('\n\n'),
  };
}

interface Parts {
  readonly html: string;
  /** Its notes, in Markdown. */
  readonly asides: readonly string[];
  /** The scripts that were taken out, and what runs one. */
  readonly taken: readonly string[];
}

/** Takes the notes and scripts out of a slide of HTML. */
function takeApart({ format, source }: Slide, hasMath: boolean): Parts {
  if (format === 'markdown') return { html: source, asides: [], taken: [] };
  const tree = parseHtml(source);
  markFormulas(tree, hasMath);
  const taken = takeScripts(tree);
  withoutWrappers(tree);
  const asides: string[] = [];
  for (const element of elements(tree).filter(holdsNotes)) {
    // Within others, they are part of those.
    if (!isBelow(element, tree)) continue;
    asides.push(markdownOf(innerHtml(element)));
    detachWithBox(element);
  }
  return { html: innerHtml(tree), asides, taken };
}

/** Returns whether an element is notes, as reveal.js has them or other tools that write pages. */
function holdsNotes(element: Element): boolean {
  const names = classes(element);
  const isAside = element.tagName === 'aside' && names.includes('note');
  return isAside || (!/^(?:pre|code)$/.test(element.tagName) && names.some(isNameOfNotes));
}

/** Returns whether a node is still part of a tree. */
function isBelow(node: Element, tree: ParentNode): boolean {
  let top: ParentNode | null = node;
  while (top && 'parentNode' in top) top = top.parentNode;
  return top === tree;
}

/** Takes an element away, and the boxes that held nothing else. */
function detachWithBox(element: Element): void {
  const box = element.parentNode;
  detachNode(element);
  if (box && isElement(box) && box.tagName === 'div' && innerHtml(box).trim() === '') detachWithBox(box);
}
