/** Text of PowerPoint as Markdown: paragraphs, lists by level, blocks of code. */
import type { Element } from '@xmldom/xmldom';
import { fenced } from '../../text/backticks.ts';
import { childrenOf, numberIn, one } from './open-pptx.ts';
import { type LinkOf, lineText, runsOf, textOfRuns } from './pptx-runs.ts';
import { asStep, withStep } from './pptx-steps.ts';

/** What text is read with. */
export interface TextContext {
  /** Where its styles are from, the nearest first. */
  readonly styles: readonly Element[];
  /** Whether its paragraphs are items of a list where no style says. */
  readonly isList: boolean;
  readonly linkOf: LinkOf;
  /** The clicks with which its paragraphs come, by their index. */
  readonly steps?: ReadonlyMap<number, number>;
}

/** The number of the last level that a list has, from 0. */
const LAST_LEVEL = 8;

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
  const paragraphs = paragraphsIn(body, context).map(asItem);
  const parts: string[] = [];
  // What the list is in that a next item may stand in: each level's mark, and the click it comes with.
  let open: { level: number; mark: string; begin: number; number: number; step: number | undefined }[] = [];
  for (let i = 0; i < paragraphs.length; i++) {
    const paragraph = paragraphs[i];
    if (!paragraph) break;
    const lines = codeFrom(paragraphs, i);
    const code = lines.join('\n');
    if (code.includes('\n') || (lines.length > 0 && paragraphs.length === 1)) {
      // Its lines come together.
      parts.push(`${parts.length === 0 ? '' : '\n\n'}${asStep(fenced(code), context.steps?.get(i))}`);
      open = [];
      i += lines.length - 1;
      continue;
    }
    const { text, level, mark } = paragraph;
    if (text === '') continue;
    const isAfterItem = open.length > 0;
    const before = open.find((each) => each.level === level);
    // Words below an item, further in than it, are its own.
    open = mark === '' && level === 0 ? [] : open.filter((each) => each.level < level);
    const indent = open.map((each) => ' '.repeat(each.mark.length + 1)).join('');
    const step = context.steps?.get(i);
    const comesAlong = open.some((each) => each.step === step);
    let written = '';
    if (mark !== '') {
      const isNumber = mark !== '-';
      const begin = Number.parseInt(mark, 10);
      const number = isNumber && before?.begin === begin ? before.number + 1 : begin;
      written = isNumber ? `${number}.` : mark;
      open.push({ level, mark: written, begin, number, step });
      written += ' ';
    }
    const separator = parts.length === 0 ? '' : mark !== '' && isAfterItem ? '\n' : '\n\n';
    const inner = indent + ' '.repeat(written.length);
    const stepped = comesAlong ? text : withStep(text, step);
    parts.push(separator + indent + written + stepped.replace(/\n(?=[^\n])/g, `\n${inner}`));
  }
  return parts.join('');
}

/** A bullet that an author typed. */
const TYPED = /^[•▪▫◦‣●○■□]\s+(?=\S)/;

function asItem(paragraph: Paragraph): Paragraph {
  const { text, mark, code } = paragraph;
  const isTyped = mark === '' && code === undefined && TYPED.test(text);
  return isTyped ? { ...paragraph, text: lineText(text.replace(TYPED, '')), mark: '-' } : paragraph;
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

/** Returns the code of each paragraph from one on; blank ones within are part of it. Numbered commands are a list. */
function codeFrom(paragraphs: readonly Paragraph[], from: number): string[] {
  const lines: string[] = [];
  let [length, isList] = [0, true];
  for (const { code, text, mark } of paragraphs.slice(from)) {
    if (code === undefined && text !== '') break;
    lines.push(code ?? '');
    if (code === undefined) continue;
    length = lines.length;
    isList &&= /^\d/.test(mark) && !/^\s|\n/.test(code);
  }
  return isList ? [] : lines.slice(0, length);
}

function paragraphOf(paragraph: Element, context: TextContext): Paragraph {
  const own = childrenOf(paragraph).find(({ tagName }) => tagName === 'a:pPr');
  const level = Math.min(LAST_LEVEL, Math.max(0, numberIn(own, 'lvl')));
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
          ? `${Math.max(1, numberIn(bullet, 'startAt'))}.`
          : '-';
  const face = inherited.map((each) => one(each, 'a:latin')).find((found) => found !== undefined);
  const runs = runsOf(paragraph, context.linkOf, face?.getAttribute('typeface') ?? '');
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
