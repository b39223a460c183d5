/** Lists whose marks say that their items come one after the other, as Marp's stars and Obsidian's plus signs. */
import { blocksOf, isListItem, withBraces } from './block-lines.ts';
import { type Line, written } from './lines.ts';
import { literalLines } from './literal-lines.ts';

/** Rewrites such lists: `mark` matches an item that has a step, and `plain` is a line without such a mark. */
export function withSteppedLists(
  lines: readonly Line[],
  mark: RegExp,
  plain: (text: string) => string = withDash,
  literal: ReadonlySet<Line> = literalLines(lines),
): Line[] {
  const blocks = new Map(blocksOf(lines).map((block) => [block[0], block]));
  const skipped = new Set<Line>();
  return lines.flatMap((line) => {
    if (skipped.has(line)) return [];
    const block = blocks.get(line);
    if (block && block.length > 1 && !line.isCode && /^\s*<\w/.test(line.text)) {
      for (const each of block) skipped.add(each);
      const inner = block.slice(1).flatMap((each, i, all) => {
        const before = all[i - 1];
        // An item ends before a tag, so that what it says of its list stands within the box.
        const isEnd = isListItem(before) && !(before && literal.has(before)) && /^\s*<\//.test(each.text);
        return isEnd ? [...written(each.at, ''), each] : [each];
      });
      return [line, ...withSteppedLists(inner, mark, plain, literal)];
    }
    const isStepped = (each: Line) => !each.isCode && !literal.has(each) && mark.test(each.text);
    if (!block || !isListItem(line) || !block.some(isStepped)) return [line];
    for (const each of block) skipped.add(each);
    const isTop = (each: Line) => /^\S/.test(each.text);
    if (block.filter(isListItem).every((each) => isStepped(each) === isTop(each))) {
      return withBraces(
        block.map((each) => (each.isCode ? each : { ...each, text: plain(each.text) })),
        '{.fragments}',
      );
    }
    return block.map((each) =>
      isStepped(each) ? { ...each, text: `${plain(each.text).trimEnd()} {.fragment}` } : each,
    );
  });
}

/** Returns an item with the mark of a usual list. */
function withDash(text: string): string {
  return text.replace(/^(\s*)[*+](\s)/, '$1-$2').replace(/^(\s*\d+)\)(\s)/, '$1.$2');
}
