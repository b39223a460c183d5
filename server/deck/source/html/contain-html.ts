/**
 * Closes what a section of an HTML deck leaves open, at the end of that section: otherwise it would contain the
 * following sections.
 */
import {
  childrenOf,
  type Element,
  isComment,
  isElement,
  type Node,
  type ParentNode,
  parsePage,
} from '../../html/tree.ts';

/** The most unclosed things that are closed, since each costs parsing the deck again; no author overlooks as many. */
const MOST = 100;

/** Elements that need not be closed: their end tag is optional, or they contain the whole deck. */
const AROUND: ReadonlySet<string> = new Set(['html', 'head', 'body', 'section']);

const END = /<\/section\b/i;

/** Text to insert at an offset. */
interface Mend {
  readonly at: number;
  readonly text: string;
}

/** Returns the text with everything closed that sections leave open. Line numbers are unchanged. */
export function containHtml(written: string): string {
  // Nothing closes `<plaintext>`.
  let html = written.replace(/(<\/?)plaintext\b/gi, '$1pre');
  for (let i = 0; i < MOST; i++) {
    const mend = firstMend(html);
    if (!mend) return html;
    html = html.slice(0, mend.at) + mend.text + html.slice(mend.at);
  }
  return html;
}

/**
 * Returns the offsets of a page's unclosed comments, and of a tag that is not closed and contains the rest of the text.
 */
export function leftOpen(html: string): readonly number[] {
  const nodes = [...nodesOf(parsePage(html))].map(([node]) => node);
  const comments = nodes.filter((node) => isComment(node) && !isWhole(node, html));
  const tag = lastTag(nodes, html);
  return [
    ...comments.flatMap(({ sourceCodeLocation: place }) => (place ? [place.startOffset] : [])),
    ...(tag === -1 ? [] : [tag]),
  ];
}

/** Returns the insertion that closes the first unclosed thing; undefined if there is none. */
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

/**
 * Returns the offset of a tag in which the text ends, since one of its attribute values is not closed; it is in no
 * tree. −1 if there is none.
 */
function lastTag(nodes: readonly Node[], html: string): number {
  const last = nodes.flatMap(tagEnds).reduce((one, other) => Math.max(one, other), 0);
  const way = html.slice(last).search(/<[a-z/]/i);
  return way === -1 ? -1 : last + way;
}

/** Yields every node in document order, and whether it is in a section. */
function* nodesOf(parent: ParentNode, inSection = false): Iterable<readonly [Node, boolean]> {
  for (const node of childrenOf(parent)) {
    yield [node, inSection];
    if (isElement(node)) yield* nodesOf(node, inSection || node.tagName === 'section');
  }
}

/** Returns the insertion that closes a node which contains the end tag of its section; undefined for other nodes. */
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

/** Returns whether a comment ends where its author closed it, and not at the end of the text or inside another tag. */
function isWhole({ sourceCodeLocation: place }: Node, html: string): boolean {
  const written = html.slice(place?.startOffset, place?.endOffset);
  // Browsers accept `<!-->` and `<!--->` as complete comments (HTML Standard, 13.2.5.43).
  return written.startsWith('<!--') ? /--!?>$/.test(written) : written.endsWith('>') && !END.test(written);
}

/** Returns the insertion of a text before the next end tag of a section. */
function beforeEnd(html: string, from: number, text = ''): Mend | undefined {
  const way = html.slice(from).search(END);
  return way === -1 ? undefined : { at: from + way, text };
}

/** Returns the last descendant of an element; the element itself if it is empty. */
function lastIn(element: Element): Node {
  let last: Node = element;
  while (isElement(last)) {
    const inner: Node | undefined = childrenOf(last).at(-1);
    if (!inner) break;
    last = inner;
  }
  return last;
}

/** Returns the end offsets of an element's tags, or of a node without tags. */
function tagEnds(node: Node): readonly number[] {
  if (!isElement(node)) return [endOf(node)];
  const { startTag, endTag } = node.sourceCodeLocation ?? {};
  return [startTag?.endOffset ?? 0, endTag?.endOffset ?? 0];
}

function endOf({ sourceCodeLocation: place }: Node): number {
  return place?.endOffset ?? 0;
}
