/** remark's boxes, `.class[words]`: columns, tabs and classes. */
import { closingOf } from '../../text/brackets.ts';

const COLUMN = /\.(?:pull-|(?=\w+-column))(left|right)(?:-column)?\[/g;

/** Returns whether columns are more than a heading and one pair: then they are boxes, with the rest above and below. */
function isBoxed(text: string): boolean {
  const found = [...text.matchAll(COLUMN)];
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) return false;
  if (found.filter(([, side]) => side === 'left').length > 1) return true;
  const end = closingOf(text, last.index + last[0].length, '[]');
  const around = [text.slice(0, first.index), end === -1 ? '' : text.slice(end + 1)];
  return around.some((part) =>
    part.split('\n').some((line) => /\S/.test(line) && !/^\s*#{1,6}\s/.test(line)),
  );
}

/** Rewrites `.class[words]`, whose brackets may have others in them; two columns become ours. */
export function convertBoxes(text: string, classes: string[]): string {
  const hasBoxes = isBoxed(text);
  let result = '';
  let rest = text;
  for (;;) {
    const match = /(?<![\w`\])])\.((?:[a-zA-Z][\w-]*)(?:\.[a-zA-Z][\w-]*)*)\[/.exec(rest);
    const end = match ? closingOf(rest, match.index + match[0].length, '[]') : -1;
    if (!match || end === -1) return result + rest;
    const names = (match[1] ?? '').split('.');
    const inner = convertBoxes(rest.slice(match.index + match[0].length, end), []).trim();
    const before = rest.slice(0, match.index);
    result += before;
    rest = rest.slice(end + 1);
    const isColumn = names.some(
      (name) => /^(?:pull-|)(?:left|right)(?:-column)?$/.test(name) && name !== 'left' && name !== 'right',
    );
    if (isColumn) {
      const isRight = names.some((name) => name.includes('right'));
      if (hasBoxes) {
        const box = `<div>\n\n${inner}\n\n</div>\n\n`;
        result += isRight ? `${box}</div>\n\n` : `\n\n<div class="columns">\n\n${box}`;
        continue;
      }
      if (!classes.includes('columns')) classes.push('columns');
      result += isRight ? `\n\n***\n\n${inner}\n\n` : `\n\n${inner}\n\n`;
    } else if (inner === '') continue;
    else if (names.includes('panel-name')) result += `\n\n**${inner}**\n\n`;
    // Tabs stand below each other.
    else if (names.some((name) => name === 'panel' || name === 'panelset')) result += `\n\n${inner}\n\n`;
    else if (inner.includes('\n') || /^(?:[-*+]|\d+\.)\s/.test(inner))
      result += `\n<div class="${names.join(' ')}">\n\n${inner}\n\n</div>\n`;
    else if (names.includes('footnote')) result += `${inner} {.small}`;
    else if (/\]\{|<\w/.test(inner)) result += `<span class="${names.join(' ')}">${inner}</span>`;
    else result += `[${inner}]{${names.map((name) => `.${name}`).join(' ')}}`;
  }
}
