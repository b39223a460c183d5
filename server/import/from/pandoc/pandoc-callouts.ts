/** Advice in Pandoc's words: callouts of Quarto, and what Pandoc makes of reStructuredText's. */
import { isBlank, type Line, written } from '../../text/lines.ts';
import type { Node } from './pandoc-nodes.ts';

const CALLOUTS: Readonly<Record<string, string>> = {
  'callout-note': 'NOTE',
  'callout-tip': 'TIP',
  'callout-important': 'IMPORTANT',
  'callout-warning': 'WARNING',
  'callout-caution': 'CAUTION',
};

/** Returns the kind of callout that a div is; undefined for none. */
export function calloutIn(names: readonly string[], nodes: readonly Node[]): string | undefined {
  const prefix = nodes.some(isTitle) ? 'callout-' : '';
  return names.map((name) => CALLOUTS[prefix + name] ?? CALLOUTS[name]).find((name) => name !== undefined);
}

/** Returns what stands below the title that Pandoc writes into advice of reStructuredText: its kind once more. */
export function untitled(nodes: readonly Node[]): Node[] {
  return nodes.filter((node) => !isTitle(node));
}

function isTitle(node: Node): boolean {
  return 'braces' in node && node.braces.classes.includes('title');
}

/** Writes a callout. */
export function calloutLines(
  kind: string,
  inner: readonly Line[],
  { title, at }: { readonly title: string | undefined; readonly at: number },
): Line[] {
  const first = inner.find((line) => !isBlank(line));
  const heading = first && /^#{1,6}\s+(.*)$/.exec(first.text)?.[1];
  const name = title ?? heading;
  const rest = heading === undefined ? inner : inner.filter((line) => line !== first);
  const begin = rest.findIndex((line) => !isBlank(line));
  const end = rest.findLastIndex((line) => !isBlank(line));
  const quoted = rest
    .slice(Math.max(begin, 0), end + 1)
    .map((line) => ({ ...line, text: isBlank(line) ? '>' : `> ${line.text}` }));
  return [
    ...written(at, '', `> [!${kind}]${name === undefined ? '' : ` ${name}`}`),
    ...quoted,
    ...written(at, ''),
  ];
}
