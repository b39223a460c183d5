/** Pages of reveal.js, written by hand or by another tool. */

import {
  classes,
  detachNode,
  elements,
  innerHtml,
  isElement,
  outerHtml,
  type ParentNode,
  parseHtml,
  textOf,
} from '../../../deck/html/tree.ts';
import type { Slide } from '../../../deck/model/deck.ts';
import { parseDeck } from '../../../deck/parse.ts';
import type { Converter, ForeignDeck, Remarks, SlideDraft } from '../../model.ts';
import { namesIn } from '../../text/classes.ts';
import { lineEnds } from '../../text/lines.ts';
import { scoped, tellLost } from '../../text/scoped-styles.ts';
import { markdownOf } from './html-markdown.ts';
import { convertRemarkPage } from './remark-page.ts';

/** Attributes that editors and reveal.js itself write, and that say nothing here. */
const IDLE =
  /^(?:class|id|data-markdown|data-separator.*|data-charset|data-index-.*|hidden|aria-hidden|style|role|contenteditable|data-fragment|data-visibility-original)$/;

/** Converts a page of reveal.js. */
export const convertRevealPage: Converter = (deck, remarks) => {
  const remark = convertRemarkPage(deck, remarks);
  if (remark) return remark;
  const { settings, stacks } = parseDeck({
    name: 'import',
    file: deck.file,
    format: 'html',
    text: deck.body,
    read: deck.read,
  });
  const styles = settings.css.flatMap(({ text }) => text ?? []).join('\n');
  const sheet = scoped(styles, '&', /(?!)/);
  tellLost(sheet, settings.css[0]?.line ?? 1, remarks);
  const own = sheet.remote.reduce((rest, rule) => rest.replace(rule, ''), styles).trim();
  const css = sheet.isBroken || own === '' ? '' : `${own}\n`;
  if (css !== '') remarks.became(settings.css[0]?.line ?? 1, '<style>', 'the deck’s style sheet, `deck.css`');
  const script = /<script\b[^>]*>\s*(?!\s*<)[\s\S]*?Reveal\.(?:initialize|addEventListener|on)\b/i.exec(
    deck.body,
  );
  if (script && /addEventListener|Reveal\.on\b/.test(script[0]))
    remarks.lost(
      deck.bodyLine + lineEnds(deck.body.slice(0, script.index)),
      '<script>',
      'scripts are not run; `client` names a deck’s own.',
    );
  tellOutside(deck, remarks);
  const linked = settings.css.flatMap(({ href, text }) => (text === undefined ? [href] : []));
  const isSheet = settings.theme !== undefined && /\.css$/.test(settings.theme);
  const sheets = [...(isSheet && settings.theme ? [settings.theme] : []), ...linked];
  return {
    settings: {
      title: settings.title,
      description: settings.description,
      speakers: settings.speakers.length > 0 ? settings.speakers : undefined,
      lang: settings.lang === 'en' ? undefined : settings.lang,
      dir: settings.dir,
      theme: isSheet ? 'black' : (settings.theme ?? 'black'),
      highlightTheme: settings.highlightTheme,
      css: sheets.length > 0 ? sheets : undefined,
      revealOptions: Object.keys(settings.revealOptions).length > 0 ? settings.revealOptions : undefined,
    },
    slides: stacks.flatMap((stack) =>
      stack.slides.map((slide, v) => draftOf(slide, { v, stack: stack.attributes, remarks })),
    ),
    css,
  };
};

/** Elements of a page that show nothing. */
const SILENT = /^(?:title|base|script|style|link|meta|template|noscript|br)$/;

/** Tells what stands on a page outside of its slides, such as a logo or a footer. */
function tellOutside({ body, bodyLine }: ForeignDeck, remarks: Remarks): void {
  const tree = parseHtml(body);
  const slides = elements(tree).find((element) => classes(element).includes('slides'));
  if (!slides) return;
  const around = new Set<ParentNode>();
  for (let node = slides.parentNode; node; node = isElement(node) ? node.parentNode : null) around.add(node);
  const beside = elements(tree).filter(
    (element) =>
      element !== slides && element.parentNode && around.has(element.parentNode) && !around.has(element),
  );
  for (const element of beside) {
    const shows = [element, ...elements(element)].some(({ tagName }) =>
      /^(?:img|svg|video|iframe)$/.test(tagName),
    );
    if (SILENT.test(element.tagName) || (!shows && textOf(element).trim() === '')) continue;
    const tag = outerHtml({ ...element, childNodes: [] }).replace(/<\/[^>]*>$/, '');
    const at = body.indexOf(tag);
    remarks.lost(
      bodyLine + (at === -1 ? 0 : lineEnds(body.slice(0, at))),
      tag,
      'what is outside of the slides was left out; `header` and `footer` hold for all.',
    );
  }
}

interface Place {
  readonly v: number;
  readonly stack: Readonly<Record<string, string>>;
  readonly remarks: Remarks;
}

function draftOf(slide: Slide, { v, stack, remarks }: Place): SlideDraft {
  const own = { ...stack, ...slide.attributes };
  const attributes = Object.entries(own).filter(([name]) => /^data-/.test(name) && !IDLE.test(name));
  const id = slide.attributes.id;
  const { html, asides } = takeNotes(slide);
  const body = slide.format === 'markdown' ? slide.source : markdownOf(html);
  if (own.style !== undefined)
    remarks.lost(slide.line, `style="${own.style}"`, 'a slide’s own style was left out; `css` can set it.');
  return {
    line: slide.line,
    isBelow: v > 0,
    ...(id !== undefined && { id }),
    classes: namesIn(own.class).filter(
      (name) => !/^(?:slide|level\d|title-slide|present|past|future|stack)$/.test(name),
    ),
    attributes: Object.fromEntries(attributes),
    body: body.trim(),
    notes: [slide.notes, ...asides].filter((text) => text !== '').join('\n\n'),
  };
}

/** Takes the notes out of a slide of HTML. */
function takeNotes({ format, source }: Slide): { readonly html: string; readonly asides: readonly string[] } {
  if (format === 'markdown') return { html: source, asides: [] };
  const tree = parseHtml(source);
  const notes = elements(tree).filter(
    ({ tagName, attrs }) =>
      tagName === 'aside' && attrs.some(({ name, value }) => name === 'class' && /\bnotes\b/.test(value)),
  );
  const asides = notes.map((aside) => markdownOf(innerHtml(aside)));
  for (const aside of notes) detachNode(aside);
  return { html: innerHtml(tree), asides };
}
