/** Pandoc's tables of blanks and dashes, and of a grid, as tables of bars; and its lists of definitions. */
import { isBlank, type Line, written } from '../../text/lines.ts';
import { tableLines } from '../../text/table-lines.ts';

/** Rewrites tables, and puts their captions below them. */
export function withPipes(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    const grid = line.isCode ? undefined : gridAt(lines, i);
    const simple = line.isCode || grid ? undefined : simpleAt(lines, i);
    const table = grid ?? simple;
    if (table) {
      result.push(...table.rows.map((text) => ({ text, at: line.at, isCode: false })));
      i = table.end;
      continue;
    }
    const caption = line.isCode
      ? undefined
      : /^(?:Table)?:\s+(.+?)\s*(?:\{#[^}]*\})?\s*$/.exec(line.text)?.[1];
    const isBeside = [lines[i - 2], lines[i + 2], lines[i - 1]].some(
      (each) => each !== undefined && !each.isCode && /^\s*\|/.test(each.text),
    );
    if (
      caption !== undefined &&
      (isBeside || result.findLast((each) => !isBlank(each))?.text.startsWith('|'))
    ) {
      result.push(...written(line.at, `*${caption}*{.small}`));
    } else result.push(line);
  }
  return result;
}

interface Table {
  readonly rows: readonly string[];
  readonly end: number;
}

/** Reads a table such as `+---+---+`. */
function gridAt(lines: readonly Line[], from: number): Table | undefined {
  if (!/^\+(?:[-=:]+\+)+\s*$/.test(lines[from]?.text ?? '')) return undefined;
  const rows: string[][] = [];
  let open: string[] | undefined;
  let i = from + 1;
  for (; i < lines.length; i++) {
    const text = lines[i]?.text ?? '';
    if (/^\+[-=:+]+\+\s*$/.test(text)) {
      if (open) rows.push(open);
      open = undefined;
    } else if (/^\|.*\|\s*$/.test(text)) {
      const cells = text
        .trim()
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim());
      open = open
        ? open.map((cell, k) => [cell, cells[k] ?? ''].filter((part) => part !== '').join(' '))
        : cells;
    } else break;
  }
  return rows.length === 0 ? undefined : { rows: tableLines(rows), end: i - 1 };
}

/** Reads a table whose columns dashes mark. */
function simpleAt(lines: readonly Line[], from: number): Table | undefined {
  const [head, rule] = [lines[from], lines[from + 1]];
  if (!head || !rule || rule.isCode || isBlank(head) || !/^\s*-{2,}(?:\s+-{2,})+\s*$/.test(rule.text))
    return undefined;
  const columns = [...rule.text.matchAll(/-+/g)].map(
    ({ index, 0: dashes }) => [index, index + dashes.length] as const,
  );
  const cut = (text: string) => columns.map(([start], k) => text.slice(start, columns[k + 1]?.[0]).trim());
  const rows = [cut(head.text)];
  let i = from + 2;
  for (; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.isCode || isBlank(line)) break;
    if (/^\s*-{2,}(?:\s+-{2,})*\s*$/.test(line.text)) {
      i++;
      break;
    }
    rows.push(cut(line.text));
  }
  return rows.length < 2 ? undefined : { rows: tableLines(rows), end: i - 1 };
}

const DEFINITION = /^ {0,2}[:~]\s+(\S.*)$/;

/** Rewrites definitions, which may stand apart from their terms in Pandoc. */
export function withDefinitions(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (const line of lines) {
    const words = line.isCode ? undefined : DEFINITION.exec(line.text)?.[1];
    const term = result.findLastIndex((each) => !isBlank(each));
    const above = result[term];
    const isTerm =
      above !== undefined &&
      result.length - term <= 2 &&
      !above.isCode &&
      (/^\s/.test(above.text) || /^(?!#{1,6}\s|[|<>]|:{3})/.test(above.text));
    if (words === undefined || !isTerm) result.push(line);
    else {
      result.length = term + 1;
      result.push({ ...line, text: `: ${words}` });
    }
  }
  return result;
}
