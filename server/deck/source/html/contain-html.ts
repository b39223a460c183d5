/** Ends what a section of an HTML deck leaves open with the section, in the deck's text: else it takes in those that follow. */
import {
  childrenOf,
  type Element,
  isComment,
  isElement,
  type Node,
  type ParentNode,
  parsePage,
} from '../../html/tree.ts';

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

/** What a page leaves open besides elements: the offsets of comments without an end, and of a tag that takes in all the rest. */
export function leftOpen(html: string): readonly number[] {
  const nodes = [...nodesOf(parsePage(html))].map(([node]) => node);
  const comments = nodes.filter((node) => isComment(node) && !isWhole(node, html));
  const tag = lastTag(nodes, html);
  return [
    ...comments.flatMap(({ sourceCodeLocation: place }) => (place ? [place.startOffset] : [])),
    ...(tag === -1 ? [] : [tag]),
  ];
}

/** An end for the first thing that lacks one; undefined where nothing does. */
function firstMend(html: string): Mend | undefined {
  const nodes = [...nodesOf(parsePage(html))];
  for (const [node, inSection] of nodes) {
    const mend = inSection ? mendOf(node, html) : undefined;
    if (mend) return mend;
  }
  const tag = lastTag(
    nodes.map(([node]) => node),
    html,
  );
  const quote = tag === -1 ? undefined : beforeEnd(html, tag);
  return quote && { ...quote, text: `${/(["'])[^"']*$/.exec(html.slice(tag, quote.at))?.[1] ?? ''}>` };
}

/** Where a tag begins that the text ends in, which is in no tree: one of its values has taken in the rest. −1 for none. */
function lastTag(nodes: readonly Node[], html: string): number {
  const last = nodes.flatMap(tagEnds).reduce((one, other) => Math.max(one, other), 0);
  const way = html.slice(last).search(/<[a-z/]/i);
  return way === -1 ? -1 : last + way;
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
    const isOpen = html.startsWith('<!--', place.startOffset);
    return isWhole(node, html) ? undefined : beforeEnd(html, place.startOffset, isOpen ? '-->' : '>');
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

/** Whether a comment ends where its author ended it, and not with the text or in another's tag. */
function isWhole({ sourceCodeLocation: place }: Node, html: string): boolean {
  const written = html.slice(place?.startOffset, place?.endOffset);
  // `<!-->` and `<!--->` are whole, for a browser (HTML Standard, 13.2.5.43).
  return written.startsWith('<!--') ? /--!?>$/.test(written) : written.endsWith('>') && !END.test(written);
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
