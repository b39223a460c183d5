/** What a reader sees of HTML: its text, white space ignored. */
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

/** Elements whose text nobody sees. */
const UNSEEN = new Set(['script', 'style', 'template']);

/** The text below a node or of an HTML text, without white space. */
export function visibleWords(from: Node | string): string {
  const node = typeof from === 'string' ? parseFragment(from) : from;
  if (UNSEEN.has(node.nodeName)) return '';
  if ('value' in node) return node.value.replace(/\s+/g, '');
  return 'childNodes' in node ? node.childNodes.map((child) => visibleWords(child)).join('') : '';
}
