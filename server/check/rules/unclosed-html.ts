/** Reports HTML elements, comments and tags that are not closed. */

import { type Element, elements, parsePage } from '../../deck/html/tree.ts';
import { renderMarkdown } from '../../deck/markdown/markdown.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { leftOpen } from '../../deck/source/html/contain-html.ts';
import { lineAt } from '../../deck/text/fences.ts';
import { type CheckedDeck, onSlide } from '../deck/checked-deck.ts';

/** Elements without an end tag, or whose end tag is optional (HTML Standard, 13.1.2). */
const MAY_STAY_OPEN: ReadonlySet<string> = new Set(
  (
    'html head body p li dt dd option optgroup tr td th thead tbody tfoot colgroup caption rt rp ' +
    'area base br col embed hr img input link meta param source track wbr'
  ).split(' '),
);

/** Checks an HTML deck as a whole, and Markdown slide by slide, since each is parsed separately. */
export function* unclosedHtml({ format, file, text, settings, slides }: CheckedDeck): Iterable<Diagnostic> {
  if (format === 'html') {
    for (const { tagName, sourceCodeLocation } of unclosed(text)) {
      const place = { line: sourceCodeLocation?.startLine ?? 1, column: sourceCodeLocation?.startCol ?? 1 };
      yield { file, ...place, ...findingOf(tagName) };
    }
    for (const offset of leftOpen(text)) {
      const column = offset - text.lastIndexOf('\n', offset - 1);
      yield { file, line: lineAt(text, offset, 1), column, ...findingAt(text, offset) };
    }
    return;
  }
  for (const slide of slides) {
    const { source } = slide.slide;
    if (slide.slide.format !== 'markdown' || !/<[a-z!?/]/i.test(source)) continue;
    const html = renderMarkdown(source, settings.markdown);
    for (const offset of leftOpen(html))
      yield onSlide(slide, findingAt(html, offset), /^.*/.exec(html.slice(offset))?.[0] ?? '');
    const all = inOrder(html);
    const open = new Set(all.filter(({ isOpen }) => isOpen).map(({ tag }) => tag));
    for (const { tag, isOpen } of all.filter((one) => open.has(one.tag))) {
      // Searched for every element, so that the next one of its name finds its own place.
      const diagnostic = onSlide(slide, findingOf(tag), `<${tag}`);
      if (isOpen) yield diagnostic;
    }
  }
}

/** Returns the elements of a slide in the order of their start tags. */
function inOrder(html: string): readonly { readonly tag: string; readonly isOpen: boolean }[] {
  const open = new Set(unclosed(html));
  const all = elements(parsePage(html)).filter(({ sourceCodeLocation }) => sourceCodeLocation?.startTag);
  return [...new Map(all.map((element) => [startOf(element), element])).values()]
    .sort((a, b) => startOf(a) - startOf(b))
    .map((element) => ({ tag: element.tagName, isOpen: isSame(open, element) }));
}

function startOf({ sourceCodeLocation }: Element): number {
  return sourceCodeLocation?.startOffset ?? 0;
}

function isSame(open: ReadonlySet<Element>, element: Element): boolean {
  return [...open].some((one) => startOf(one) === startOf(element));
}

/** Returns the elements of a page that are not closed. */
function unclosed(html: string): Element[] {
  const seen = new Set<number>();
  return elements(parsePage(html)).filter(({ tagName, sourceCodeLocation, namespaceURI }) => {
    if (!sourceCodeLocation?.startTag || sourceCodeLocation.endTag || MAY_STAY_OPEN.has(tagName))
      return false;
    // In SVG and MathML, `<path/>` is complete.
    const { startOffset, endOffset } = sourceCodeLocation.startTag;
    if (!namespaceURI.endsWith('xhtml') && html.slice(startOffset, endOffset).endsWith('/>')) return false;
    // The parser reopens formatting elements in each following block.
    if (seen.has(startOffset)) return false;
    seen.add(startOffset);
    return true;
  });
}

/** Returns the finding for a comment or tag that starts at an offset. */
function findingAt(html: string, offset: number) {
  const isTag = /^<\/?[a-z]/i.test(html.slice(offset, offset + 3));
  return {
    rule: 'unclosed-html',
    reason: isTag ? 'this tag is not closed' : 'this comment is not closed',
    hint: isTag
      ? 'Close its quotes, and write `>` where it ends; else it takes in the rest of the slide.'
      : 'Write `-->` where it ends; else it takes in the rest of the slide.',
  } as const;
}

function findingOf(tag: string) {
  return {
    rule: 'unclosed-html',
    reason: `<${tag}> is not closed`,
    hint: `Write \`</${tag}>\` where it ends; else it takes in the rest of the slide.`,
  } as const;
}
