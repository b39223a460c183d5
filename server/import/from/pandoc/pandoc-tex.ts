/** TeX of beamer among Markdown: columns, lists and words, as Pandoc's Markdown has them. */
import { type Line, outsideCode, rewriteBetween, written } from '../../text/lines.ts';

/** A list that is open. */
interface List {
  readonly isNumbered: boolean;
  readonly isStepped: boolean;
  /** How far its items are indented. */
  readonly indent: string;
}

const LIST = /^\s*\\(begin|end)\{(itemize|enumerate|description)\}\s*(\[[^\]]*\])?\s*$/;

const ITEM = /^\s*\\item\b\s*(<[^>]*>)?\s*(?:\[([^\]]*)\])?\s*(.*)$/;

/** A further line of an item: neither a command nor what begins a block, such as notes. */
const MORE = /^\s*(?![\\#<|]|:{3}|-{3}|[-*+]\s)\S/;

/** Boxes that are divs here. */
const BOX = /^\s*\\(begin|end)\{(columns|column|center)\}\s*(?:\[[^\]]*\])?\s*(?:\{[^{}]*\})?\s*$/;

/** Columns without an end of their own. */
const COLUMN = /^\s*\\column\s*(?:\[[^\]]*\])?\s*(?:\{[^{}]*\})?\s*$/;

/** How deep lists and commands stand within each other; TeX has four levels of lists. */
const DEEPEST = 5;

/** Rewrites TeX outside of code and formulas. */
export function withoutTexMarks(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  const lists: List[] = [];
  const open: string[] = [];
  const begin = (name: string, at: number) => {
    open.push(name);
    result.push(...written(at, '', `${marksOf(name)} {.${name}}`, ''));
  };
  /** Ends a box, and those that are open in it. */
  const end = (name: string, at: number) => {
    for (let last = open.pop(); last !== undefined; last = last === name ? undefined : open.pop())
      result.push(...written(at, '', marksOf(last), ''));
  };
  const closed = endsBelow(lines);
  let isFormula = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    const { at, isCode } = line;
    if (isCode) {
      result.push(line);
      continue;
    }
    const text = inBrackets(line.text);
    const wasFormula = isFormula;
    if ((text.match(/\$\$/g)?.length ?? 0) % 2 === 1) isFormula = !isFormula;
    if (wasFormula) {
      result.push({ ...line, text });
      continue;
    }
    const [, side, kind, option = ''] = LIST.exec(text) ?? [];
    if (side === 'begin') {
      const [outer] = lists.slice(-1);
      const isDeeper = outer !== undefined && lists.length < DEEPEST;
      const deeper = outer?.isNumbered ? '   ' : '  ';
      const indent = (outer?.indent ?? '') + (isDeeper ? deeper : '');
      lists.push({ isNumbered: kind === 'enumerate', isStepped: /<\+/.test(option), indent });
      if (!outer) result.push(...written(at, ''));
      continue;
    }
    if (side === 'end') {
      lists.pop();
      if (lists.length === 0) result.push(...written(at, ''));
      continue;
    }
    const list = lists.at(-1);
    const item = list && ITEM.exec(text);
    if (list && item) {
      const [, step, term, first = ''] = item;
      const words = [...(term ? [`**${term}**`] : []), first];
      // Its further lines stand on the same one, so that braces stand behind the last.
      while (MORE.test(lines[i + 1]?.text ?? '') && !lines[i + 1]?.isCode) {
        words.push(lines[i + 1]?.text.trim() ?? '');
        i++;
      }
      const braces = step || list.isStepped ? ' {.fragment}' : '';
      const mark = list.isNumbered ? '1.' : '-';
      result.push(...written(at, `${list.indent}${mark} ${wordsOf(words.join(' ').trim())}${braces}`));
      continue;
    }
    const [, command = '', box = ''] = boxOf(text);
    const isColumn = COLUMN.test(text) && open.includes('columns');
    if (command === 'begin' && (closed.get(line)?.has(box) ?? false)) begin(box, at);
    else if (command === 'end' && open.includes(box)) end(box, at);
    else if (isColumn) {
      if (open.includes('column')) end('column', at);
      begin('column', at);
    } else result.push({ ...line, text: wordsOf(text) });
  }
  return result;
}

function marksOf(name: string): string {
  return name === 'columns' ? '::::::' : ':::';
}

/** Returns the boxes that end below each line, before its slide does. */
function endsBelow(lines: readonly Line[]): ReadonlyMap<Line, ReadonlySet<string>> {
  const below = new Map<Line, ReadonlySet<string>>();
  let names: ReadonlySet<string> = new Set();
  for (const line of lines.toReversed()) {
    below.set(line, names);
    if (line.isCode) continue;
    const [, command, box] = boxOf(line.text);
    if (/^#{1,2}\s|^ {0,3}-{3,}\s*$/.test(line.text)) names = new Set();
    else if (command === 'end' && box !== undefined && !names.has(box)) names = new Set([...names, box]);
  }
  return below;
}

function boxOf(text: string): readonly (string | undefined)[] {
  return BOX.exec(text.replace(/\\columns(begin|end)\b/, '\\$1{columns}')) ?? [];
}

/** Rewrites formulas in brackets, `\(x\)` and `\[x\]`. */
function inBrackets(text: string): string {
  if (!/\\[()[\]]/.test(text)) return text;
  return outsideCode(text, (part) =>
    part
      .replace(/(?<!\\)\\\((.+?)(?<!\\)\\\)/g, (_all, formula: string) => `$${formula.trim()}$`)
      .replace(/^(\s*)\\\[|\\\](\s*)$/g, (_all, before = '', after = '') => `${before}$$${after}`),
  );
}

/** What words stay in other marks; what is not here says nothing. */
const MARKS: Readonly<Record<string, readonly [string, string]>> = {
  textbf: ['**', '**'],
  alert: ['**', '**'],
  structure: ['**', '**'],
  textit: ['*', '*'],
  emph: ['*', '*'],
  textsl: ['*', '*'],
  texttt: ['`', '`'],
  url: ['<', '>'],
  footnote: ['^[', ']'],
  uncover: ['[', ']{.fragment}'],
  visible: ['[', ']{.fragment}'],
  only: ['[', ']{.fragment}'],
  onslide: ['[', ']{.fragment}'],
};

const COMMAND =
  /\\(textbf|alert|structure|textit|emph|textsl|texttt|url|footnote|uncover|visible|only|onslide|underline|textsc|textnormal|textrm|textsf|mbox)\s*(?:<[^>]*>)?\{([^{}]*)\}/g;

/** The size and the place of words. */
const LOOKS =
  'tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|centering|bfseries|itshape|bf|it|em';

/** Space, which on a line of its own is told. */
const SPACE = /\\(?:vspace|hspace)\*?\{[^{}]*\}|\\(?:hfill|vfill)\b/g;

/** Rewrites commands among words. */
function wordsOf(text: string): string {
  if (!/\\[a-zA-Z]/.test(text)) return text;
  return rewriteBetween(text, /`+[^`]*`+|\$\$?[^$]+\$\$?/g, (part) => {
    let words = part
      .replace(new RegExp(`^(\\s*)\\\\(?:${LOOKS})\\s+(?=\\S)`), '$1')
      .replace(new RegExp(`\\{\\\\(?:${LOOKS})\\s+([^{}]*)\\}`, 'g'), '$1')
      .replace(SPACE, (whole, at: number, all: string) => (/\S/.test(all.slice(0, at)) ? '' : whole))
      .replace(/\\l?dots\b(?:\{\})?/g, '…')
      .replace(/\\href\{([^{}]*)\}\{([^{}]*)\}/g, '[$2]($1)')
      .replace(/\\textcolor\{([a-z]+)\}\{([^{}]*)\}/g, '[$2]{style="color: $1"}');
    for (let i = 0; i < DEEPEST && words.search(COMMAND) !== -1; i++)
      words = words.replace(COMMAND, (_all, name: string, inner: string) => {
        const [begin, end] = MARKS[name] ?? ['', ''];
        return begin + inner + end;
      });
    return words;
  });
}
