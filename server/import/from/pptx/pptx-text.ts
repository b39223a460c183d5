/** Text of PowerPoint as Markdown: paragraphs, lists by level, code, strong and stressed words, links, formulas. */
import type { Element } from '@xmldom/xmldom';
import { backticksAround } from '../../text/backticks.ts';
import { all, childrenOf, isOn, one } from './open-pptx.ts';
import { texOf } from './pptx-math.ts';

/** What text is read with. */
export interface TextContext {
  /** Where its styles are from, the nearest first. */
  readonly styles: readonly Element[];
  /** Whether its paragraphs are items of a list where no style says. */
  readonly isList: boolean;
  /** Returns the address that a click leads to. */
  readonly linkOf: (click: Element | undefined) => string | undefined;
}

/** A paragraph. */
interface Paragraph {
  readonly text: string;
  readonly level: number;
  /** `-`, or what an item's number is or begins with, such as `3.`; nothing for plain words. */
  readonly mark: string;
  /** Its text as it is, where it is code as a whole. */
  readonly code: string | undefined;
}

/** Returns a text body as Markdown. */
export function bodyText(body: Element | undefined, context: TextContext): string {
  const paragraphs = paragraphsIn(body, context);
  const parts: string[] = [];
  // What the list is in that a next item may stand in: each level's mark.
  let open: { level: number; mark: string; begin: number; number: number }[] = [];
  for (let i = 0; i < paragraphs.length; i++) {
    const paragraph = paragraphs[i];
    if (!paragraph) break;
    const lines = codeFrom(paragraphs, i);
    if (lines.length > 1 || (lines.length === 1 && paragraphs.length === 1)) {
      parts.push(`${parts.length === 0 ? '' : '\n\n'}${fenced(lines.join('\n'))}`);
      open = [];
      i += lines.length - 1;
      continue;
    }
    const { text, level, mark } = paragraph;
    if (text === '') continue;
    const isAfterItem = open.length > 0;
    const before = open.find((each) => each.level === level);
    open = mark === '' ? [] : open.filter((each) => each.level < level);
    const indent = open.map((each) => ' '.repeat(each.mark.length + 1)).join('');
    let written = '';
    if (mark !== '') {
      const isNumber = mark !== '-';
      const begin = Number.parseInt(mark, 10);
      const number = isNumber && before?.begin === begin ? before.number + 1 : begin;
      written = isNumber ? `${number}.` : mark;
      open.push({ level, mark: written, begin, number });
      written += ' ';
    }
    const separator = parts.length === 0 ? '' : mark !== '' && isAfterItem ? '\n' : '\n\n';
    const inner = indent + ' '.repeat(written.length);
    parts.push(separator + indent + written + text.replace(/\n(?=[^\n])/g, `\n${inner}`));
  }
  return parts.join('');
}

/** Returns the words of a text body on one line; `end` stands where a line or a paragraph ends. */
export function plainWords(body: Element | undefined, context: TextContext, end = ' '): string {
  return paragraphsIn(body, { ...context, isList: false })
    .map(({ text }) => text.replace(/\\?\n+/g, end).trim())
    .filter((text) => text !== '')
    .join(end);
}

function paragraphsIn(body: Element | undefined, context: TextContext): Paragraph[] {
  const own = childrenOf(body).find(({ tagName }) => tagName === 'a:lstStyle');
  const styles = [...(own ? [own] : []), ...context.styles];
  return childrenOf(body)
    .filter(({ tagName }) => tagName === 'a:p')
    .map((paragraph) => paragraphOf(paragraph, { ...context, styles }));
}

/** Returns the lines of code from a paragraph on; blank ones within are part of it. */
function codeFrom(paragraphs: readonly Paragraph[], from: number): string[] {
  const lines: string[] = [];
  let length = 0;
  for (const { code, text } of paragraphs.slice(from)) {
    if (code === undefined && text !== '') break;
    lines.push(code ?? '');
    if (code !== undefined) length = lines.length;
  }
  return lines.slice(0, length);
}

function fenced(code: string): string {
  const marks = backticksAround(code, 3);
  return `${marks}\n${code}\n${marks}`;
}

function paragraphOf(paragraph: Element, context: TextContext): Paragraph {
  const own = childrenOf(paragraph).find(({ tagName }) => tagName === 'a:pPr');
  const level = Number(own?.getAttribute('lvl') ?? 0);
  const inherited = context.styles.flatMap(
    (style) => childrenOf(style).find(({ tagName }) => tagName === `a:lvl${level + 1}pPr`) ?? [],
  );
  const bullet = [...(own ? [own] : []), ...inherited]
    .map((each) => childrenOf(each).find(({ tagName }) => /^a:bu(?:None|Char|AutoNum|Blip)$/.test(tagName)))
    .find((found) => found !== undefined);
  const mark =
    bullet === undefined
      ? context.isList
        ? '-'
        : ''
      : bullet.tagName === 'a:buNone'
        ? ''
        : bullet.tagName === 'a:buAutoNum'
          ? `${bullet.getAttribute('startAt') ?? 1}.`
          : '-';
  const face = inherited.map((each) => one(each, 'a:latin')).find((found) => found !== undefined);
  const runs = runsOf(paragraph, context, face?.getAttribute('typeface') ?? '');
  const words = runs.filter(({ text, kind }) => kind === 'break' || text.trim() !== '');
  const isCode =
    words.some(({ kind }) => kind === 'code') && words.every(({ kind }) => /code|break/.test(kind));
  return {
    text: textOfRuns(runs),
    level,
    mark,
    code: isCode
      ? runs
          .map(({ text, kind }) => (kind === 'break' ? '\n' : text))
          .join('')
          .trimEnd()
      : undefined,
  };
}

/** A part of a paragraph, in one style. */
interface Run {
  text: string;
  readonly kind: 'words' | 'code' | 'formula' | 'break';
  readonly mark: string;
  readonly link: string | undefined;
  /** `sup` and `sub` for what stands higher or lower. */
  readonly script: string;
}

/** Faces whose letters are equally wide: what is set in them is code. */
const CODE_FACE =
  /\b(?:mono|courier|consolas|menlo|monaco|inconsolata|lucida console|cascadia|fira ?code|source ?code|terminal|fixedsys|typewriter)|\bcode\b|monospace/i;

function runsOf(paragraph: Element, { linkOf }: TextContext, face: string): Run[] {
  const runs: Run[] = [];
  const plain = { mark: '', link: undefined, script: '' } as const;
  for (const child of childrenOf(paragraph)) {
    if (child.tagName === 'a:br') runs.push({ ...plain, text: '\n', kind: 'break' });
    const formula =
      child.tagName === 'a14:m' || child.tagName === 'm:oMath' || child.tagName === 'm:oMathPara';
    if (formula) runs.push({ ...plain, text: texOf(child), kind: 'formula' });
    if (child.tagName !== 'a:r' && child.tagName !== 'a:fld') continue;
    const settings = childrenOf(child).find(({ tagName }) => tagName === 'a:rPr');
    const kind = CODE_FACE.test(one(settings, 'a:latin')?.getAttribute('typeface') ?? face)
      ? 'code'
      : 'words';
    const isStruck = /^(?:sng|dbl)Strike$/.test(settings?.getAttribute('strike') ?? '');
    const raised = Number.parseInt(settings?.getAttribute('baseline') ?? '0', 10);
    const own = {
      kind,
      mark:
        kind === 'code'
          ? ''
          : `${isOn(settings, 'b') ? '**' : ''}${isOn(settings, 'i') ? '*' : ''}${isStruck ? '~~' : ''}`,
      link: linkOf(one(settings, 'a:hlinkClick')),
      script: raised > 0 ? 'sup' : raised < 0 ? 'sub' : '',
    } as const;
    const text = all(child, 'a:t')
      .map((each) => each.textContent ?? '')
      .join('');
    // A soft break within words, as some programs write it.
    for (const [i, part] of text.split(/[\v\n]|_x000B_/).entries()) {
      if (i > 0) runs.push({ ...plain, text: '\n', kind: 'break' });
      const last = runs.at(-1);
      // Words are often parted for no reason that a reader sees.
      if (
        last &&
        last.kind === kind &&
        last.mark === own.mark &&
        last.link === own.link &&
        last.script === own.script
      )
        last.text += part;
      else if (part !== '') runs.push({ ...own, text: part });
    }
  }
  return runs;
}

/** Returns runs as Markdown in which nothing at the beginning of a line means something. */
function textOfRuns(runs: readonly Run[]): string {
  const isAlone = runs.every(({ kind, text }) => kind === 'formula' || text.trim() === '');
  return runs
    .map((run) => runText(run, isAlone))
    .join('')
    .split('\n')
    .map((line) => lineText(line.trim()))
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
    .replace(/\n(\n*)/g, (_all, more: string) => (more === '' ? '\\\n' : '\n\n'));
}

/** Escapes what would begin a list, a heading, a quote, a rule or the like. */
function lineText(line: string): string {
  return line
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\')
    .replace(/^(?=(?:[-+:]|#{1,6})(?:\s|$)|>|-{2,}\s*$|={1,}\s*$|_{3,}\s*$|~{3})/, '\\');
}

function runText({ text, kind, mark, link, script }: Run, isAlone: boolean): string {
  if (kind === 'break') return '\n';
  if (kind === 'formula') return text === '' ? '' : isAlone ? `$$${text}$$` : `$${text}$`;
  const [, before = '', bare = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (bare === '') return text;
  const words =
    kind === 'code'
      ? codeSpan(bare)
      : link === undefined
        ? escaped(bare)
        : escaped(bare).replace(/(?<!\\)[[\]]/g, '\\$&');
  const tagged = script === '' ? words : `<${script}>${words}</${script}>`;
  const end = [...mark.matchAll(/\*\*|\*|~~/g)].map(([each]) => each).reverse();
  const marked = mark + tagged + end.join('');
  return before + linked(marked, link) + after;
}

/** Returns Markdown as a link to an address; as it is without one. */
export function linked(text: string, link: string | undefined): string {
  return link === undefined ? text : `[${text}](${/[()]/.test(link) ? `<${link}>` : link})`;
}

function codeSpan(code: string): string {
  const marks = backticksAround(code, 1);
  return marks === '`' ? `\`${code}\`` : `${marks} ${code} ${marks}`;
}

/** Escapes what is Markdown within a line. */
export function escaped(text: string): string {
  return (
    text
      .replace(/[\\`*<]/g, '\\$&')
      // Brackets are themselves but where they would make a link, a footnote, a definition or a box to tick.
      .replace(/\](?=[([:])/g, '\\]')
      .replace(/\[(?=\^)/g, '[\\')
      .replace(/^(\[[ xX]?)\]/, '$1\\]')
      .replace(/(?<!\w)_|_(?!\w)/g, '\\_')
      .replace(/~(?=[^~]*~)|(?<=~[^~]*)~/g, '\\~')
      .replace(/&(?=#?\w+;)/g, '\\&')
      .replace(/:(?=[a-z][\w+-]*:)/g, '\\:')
      .replace(/\{(?=[.#])/g, '\\{')
      .replace(/(?<!\\)\$(?=\S)/g, '\\$')
  );
}
