/** Groups lines into blocks, and writes braces behind them: a block that appears with a step. */

import { endOfElement } from './attributes/tags.ts';
import { isBlank, type Line, written } from './lines.ts';

/** Elements that are a block of their own, whatever follows them. */
const BOX = /^(?:div|section|article|figure|blockquote|table|ul|ol)$/i;

/**
 * Splits lines into blocks at blank lines, at headings, and where a list follows words; those of a list, and of an
 * element of HTML, belong together.
 */
export function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [];
  let open: Line[] | undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    if (isBlank(line)) {
      const next = lines.slice(i).find((each) => !isBlank(each));
      const goesOn = open && next && isListItem(open[0]) && (isListItem(next) || /^\s{2,}\S/.test(next.text));
      if (goesOn) open?.push(line);
      else open = undefined;
      continue;
    }
    const isHeading = !line.isCode && /^#{1,6}\s/.test(line.text);
    if (isHeading || (open && beginsList(line, open))) open = undefined;
    if (!open) {
      const element = line.isCode ? undefined : /^\s*<([a-z][\w-]*)[\s>]/i.exec(line.text)?.[1];
      const end = element === undefined ? i : Math.max(i, endOfElement(lines, i, element));
      open = lines.slice(i, end + 1);
      blocks.push(open);
      i = end;
      if (isHeading || BOX.test(element ?? '')) open = undefined;
    } else open.push(line);
  }
  return blocks;
}

/** Returns whether a line begins a list that interrupts a paragraph. */
function beginsList(line: Line, [first]: readonly Line[]): boolean {
  return (
    first !== undefined &&
    !line.isCode &&
    !first.isCode &&
    /^(?:[-*+]|1[.)])\s/.test(line.text) &&
    !/^\s*(?:[-*+]\s|\d+[.)]\s|[>|<])/.test(first.text)
  );
}

/** Returns whether a line begins an item of a list. */
export function isListItem(line: Line | undefined): boolean {
  return line !== undefined && !line.isCode && /^\s*(?:[-*+]|\d+[.)])\s/.test(line.text);
}

/** Writes braces for one block: behind a paragraph, a picture or a code's language, below a list, a table or a quote. */
export function withBraces(block: readonly Line[], braces: string): Line[] {
  const [first] = block;
  const last = block.at(-1);
  if (!first || !last) return [...block];
  if (first.isCode && /^\s*(?:`{3,}|~{3,})/.test(first.text)) {
    return [{ ...first, text: `${first.text.trimEnd()} ${braces}` }, ...block.slice(1)];
  }
  if (/^\s*<[a-z]/i.test(first.text)) {
    return [...written(first.at, divOf(braces), ''), ...block, ...written(last.at, '', '</div>')];
  }
  if (isListItem(first) || /^\s*[>|]/.test(first.text)) {
    return [...block, ...written(last.at, '', braces)];
  }
  const isPicture = /^\s*!\[[^\]]*\]\([^)]*\)$/.test(last.text);
  return [...block.slice(0, -1), { ...last, text: `${last.text.trimEnd()}${isPicture ? '' : ' '}${braces}` }];
}

/** Writes the tag of a `<div>` with what braces say. */
function divOf(braces: string): string {
  const classes = [...braces.matchAll(/(?<=[{\s])\.([\w-]+)/g)].map(([, name]) => name).join(' ');
  const values = [...braces.matchAll(/(?<=\s)([\w-]+)=(?:"([^"]*)"|([^\s{}"]+))/g)].map(
    ([, key, quoted, bare]) => ` ${key}="${quoted ?? bare}"`,
  );
  return `<div class="${classes}"${values.join('')}>`;
}

/** Makes blocks appear together with a step: one by braces, several in a `<div>`. */
export function asFragment(lines: readonly Line[], braces = '{.fragment}'): Line[] {
  const blocks = blocksOf(lines);
  const [only] = blocks;
  if (!only) return [];
  if (blocks.length === 1) return withBraces(only, braces);
  const at = only[0]?.at ?? 1;
  return [...written(at, divOf(braces), ''), ...lines, ...written(lines.at(-1)?.at ?? at, '', '</div>')];
}

/** Makes every block appear with a step of its own; of a list, every item, those within items down to a level. */
export function asFragments(lines: readonly Line[], depth = 1): Line[] {
  return blocksOf(lines).flatMap((block) => {
    const at = block.at(-1)?.at ?? 1;
    const isList = isListItem(block[0]);
    const stepped =
      isList && depth > 1
        ? itemsAsFragments(block, depth)
        : withBraces(block, isList ? '{.fragments}' : '{.fragment}');
    return [...stepped, ...written(at, '')];
  });
}

function itemsAsFragments(list: readonly Line[], depth: number): Line[] {
  const indents: number[] = [];
  return list.map((line) => {
    if (!isListItem(line)) return line;
    const indent = line.text.search(/\S/);
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    const level = indents.push(indent);
    return level > depth ? line : { ...line, text: `${line.text.trimEnd()} {.fragment}` };
  });
}
