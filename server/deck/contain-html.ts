/** Ends what a section of an HTML deck leaves open with the section, in the deck's text: else it takes in those that follow. */
import {
  childrenOf,
  type Element,
  isComment,
  isElement,
  type Node,
  type ParentNode,
  parsePage,
} from './tree.ts';

/** Things left open that are ended one by one, each at the cost of reading the deck anew: more than anyone overlooks. */
const MOST = 100;

/** Elements whose end is nobody's business: they have none, or hold the whole deck. */
const AROUND: ReadonlySet<string> = new Set(['html', 'head', 'body', 'section']);

const END = /<\/section\b/i;

/** Text that is to be put in at an offset. */
interface Mend {
  readonly at: number;
  readonly text: string;
}

/** The text with an end for all that sections leave open. Lines keep their numbers. */
export function containHtml(written: string): string {
  // Nothing ends this one.
  let html = written.replace(/(<\/?)plaintext\b/gi, '$1pre');
  for (let i = 0; i < MOST; i++) {
    const mend = firstMend(html);
    if (!mend) return html;
    html = html.slice(0, mend.at) + mend.text + html.slice(mend.at);
  }
  return html;
}

/** An end for the first thing that lacks one; undefined where nothing does. */
function firstMend(html: string): Mend | undefined {
  let last = 0;
  for (const [node, inSection] of nodesOf(parsePage(html))) {
    const mend = inSection ? mendOf(node, html) : undefined;
    if (mend) return mend;
    last = Math.max(last, ...tagEnds(node));
  }
  // A tag that the text ends in is in no tree: one of its values has taken in the rest.
  const tag = html.indexOf('<', last);
  const quote = tag === -1 ? undefined : beforeEnd(html, tag);
  return quote && { ...quote, text: `${/(["'])[^"']*$/.exec(html.slice(tag, quote.at))?.[1] ?? ''}>` };
}

/** Every node in the order of the page, and whether it is in a section. */
function* nodesOf(parent: ParentNode, inSection = false): Iterable<readonly [Node, boolean]> {
  for (const node of childrenOf(parent)) {
    yield [node, inSection];
    if (isElement(node)) yield* nodesOf(node, inSection || node.tagName === 'section');
  }
}

/** What ends something that has taken in the end of its section. */
function mendOf(node: Node, html: string): Mend | undefined {
  const { sourceCodeLocation: place } = node;
  if (!place) return undefined;
  if (isComment(node)) {
    const written = html.slice(place.startOffset, place.endOffset);
    const isWhole = written.startsWith('<!--') ? /--!?>$/.test(written) : !END.test(written);
    return isWhole ? undefined : beforeEnd(html, place.startOffset, written.startsWith('<!--') ? '-->' : '>');
  }
  if (!isElement(node) || AROUND.has(node.tagName)) return undefined;
  const { startTag, endTag, attrs = {} } = node.sourceCodeLocation ?? {};
  for (const { startOffset, endOffset } of Object.values(attrs)) {
    const value = html.slice(startOffset, endOffset);
    if (END.test(value)) return beforeEnd(html, startOffset, `${/=\s*(["']?)/.exec(value)?.[1] ?? ''}>`);
  }
  if (!startTag || endTag) return undefined;
  const end = beforeEnd(html, startTag.endOffset, `</${node.tagName}>`);
  if (!end || end.at >= endOf(lastIn(node))) return undefined;
  const inside = html.slice(startTag.endOffset, end.at);
  const isLiteral = inside.lastIndexOf('<![CDATA[') > inside.lastIndexOf(']]>');
  return isLiteral ? { ...end, text: `]]>${end.text}` } : end;
}

/** A text before the next end of a section. */
function beforeEnd(html: string, from: number, text = ''): Mend | undefined {
  const way = html.slice(from).search(END);
  return way === -1 ? undefined : { at: from + way, text };
}

/** What stands last in an element; itself where nothing does. */
function lastIn(element: Element): Node {
  let last: Node = element;
  while (isElement(last)) {
    const inner: Node | undefined = childrenOf(last).at(-1);
    if (!inner) break;
    last = inner;
  }
  return last;
}

/** Where what was written of a node ends: an element's tags, else all of it. */
function tagEnds(node: Node): readonly number[] {
  if (!isElement(node)) return [endOf(node)];
  const { startTag, endTag } = node.sourceCodeLocation ?? {};
  return [startTag?.endOffset ?? 0, endTag?.endOffset ?? 0];
}

function endOf({ sourceCodeLocation: place }: Node): number {
  return place?.endOffset ?? 0;
}
