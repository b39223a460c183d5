/** Lists of the 2013 dialect. */
import type { Lexer, Tokens } from 'marked';
import { nested } from './nested.ts';

const BULLET = String.raw`(?:[*+-]|\d+\.)`;
const LIST_START = new RegExp(`^( *)(${BULLET}) `);

/**
 * Matches a list. It ends at two blank lines, at a blank line before a line that is neither indented nor an item, or at
 * a thematic break. Any bullet continues it. Numbers always count from 1, whatever the first one is.
 */
export function list(src: string, lexer: Lexer): Tokens.List | undefined {
  const start = LIST_START.exec(src);
  if (!start) return undefined;
  const [marker, indent = '', bullet = ''] = start;
  const nextItem = `${indent}${BULLET} `;
  const end = new RegExp(`\\n+(?=(?: *[-*_]){3,} *(?:\\n|$))|\\n{2,}(?! )(?!${nextItem})\\n*|\\s*$`, 'g');
  end.lastIndex = marker.length + 1;
  if (!end.exec(src)) return undefined;
  const raw = src.slice(0, end.lastIndex);
  const ordered = bullet.length > 1;
  const items = listItems(splitItems(raw, new RegExp(`^${nextItem}`)), lexer);
  return { type: 'list', raw, ordered, start: ordered ? 1 : '', loose: false, items };
}

/** Splits a list before each line that starts an item of the same indentation. */
function splitItems(source: string, itemStart: RegExp): string[] {
  const items: string[] = [];
  for (const line of source.split('\n')) {
    const last = items.at(-1);
    if (last === undefined || itemStart.test(line)) items.push(line);
    else items[items.length - 1] = `${last}\n${line}`;
  }
  return items;
}

/** Creates the items. An item is loose if a blank line is inside or before it; adjacent items may still be tight. */
function listItems(sources: readonly string[], lexer: Lexer): Tokens.ListItem[] {
  let blankBefore = false;
  return sources.map((raw, index) => {
    const isLast = index === sources.length - 1;
    const text = outdent(raw);
    const blankAfter = !isLast && text.endsWith('\n');
    const loose = blankBefore || blankAfter || /\n\n(?!\s*$)/.test(text);
    blankBefore = blankAfter;
    const tokens = nested(text, lexer, { top: false, lines: loose ? 'paragraph' : 'text' });
    return { type: 'list_item', raw, task: false, loose, text, tokens };
  });
}

/** Removes an item's bullet, and from its other lines up to as many spaces as the bullet took. */
function outdent(item: string): string {
  const text = item.replace(new RegExp(`^ *${BULLET} +`), '');
  return text.replace(new RegExp(`^ {1,${Math.max(1, item.length - text.length)}}`, 'gm'), '');
}
