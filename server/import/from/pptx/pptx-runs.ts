/** Words of PowerPoint within a paragraph as Markdown: strong, stressed, raised or set as code, links and formulas. */
import type { Element } from '@xmldom/xmldom';
import { withLiteralBraces } from '../../text/attributes/braces.ts';
import { codeSpan } from '../../text/backticks.ts';
import { literalLine } from '../../write/guard.ts';
import { all, childrenOf, isOn, one } from './open-pptx.ts';
import { texOf } from './pptx-math.ts';
import { MARK } from './pptx-steps.ts';

/** Returns the address that a click leads to. */
export type LinkOf = (click: Element | undefined) => string | undefined;

/** A part of a paragraph, in one style. */
export interface Run {
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

/** Reads the runs of a paragraph; `face` is that of runs that name none. */
export function runsOf(paragraph: Element, linkOf: LinkOf, face: string): Run[] {
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
      .join('')
      .replaceAll(MARK, '');
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
export function textOfRuns(runs: readonly Run[]): string {
  const isAlone = runs.every(({ kind, text }) => kind === 'formula' || text.trim() === '');
  const lines = runs
    .map((run, i) => runText(run, { isAlone, before: runs[i - 1], after: runs[i + 1] }))
    .join('')
    .split('\n')
    .map((line) => lineText(line.trim()));
  const begin = lines.findIndex((line) => line !== '');
  return lines
    .slice(Math.max(0, begin), lines.findLastIndex((line) => line !== '') + 1)
    .join('\n')
    .replace(/\n(\n*)/g, (_all, more: string) => (more === '' ? '\\\n' : '\n\n'));
}

/** Escapes what would begin a list, a heading, a quote, a rule, a table or the like. */
export function lineText(line: string): string {
  return literalLine(line)
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\')
    .replace(/^(?=(?:[-+:]|#{1,6})(?:\s|$)|[|: -]*[|:][|: -]*$|>|-{2,}\s*$|={1,}\s*$|_{3,}\s*$|~{3})/, '\\');
}

/** What is around a run. */
interface Around {
  /** Whether its paragraph has nothing but formulas. */
  readonly isAlone: boolean;
  readonly before: Run | undefined;
  readonly after: Run | undefined;
}

function runText(run: Run, around: Around): string {
  const { text, kind, mark, link, script } = run;
  const { isAlone } = around;
  if (kind === 'break') return '\n';
  if (kind === 'formula') return text === '' ? '' : isAlone ? `$$${text}$$` : `$${text}$`;
  const bare = text.trim();
  if (bare === '') return text;
  const [before = '', after = ''] = text.split(bare, 2);
  const words =
    kind === 'code'
      ? codeSpan(bare)
      : link === undefined
        ? escaped(bare)
        : escaped(bare).replace(/(?<!\\)[[\]]/g, '\\$&');
  const tagged = script === '' ? words : `<${script}>${words}</${script}>`;
  const marks = [...mark.matchAll(/\*\*|\*|~~/g)].map(([each]) => each);
  const areTags = link === undefined && !standsApart(run, around);
  const begin = marks.map((each) => (areTags ? `<${TAGS[each]}>` : each));
  const end = marks.map((each) => (areTags ? `</${TAGS[each]}>` : each)).reverse();
  return before + linked(begin.join('') + tagged + end.join(''), link) + after;
}

/** What marks stand for where Markdown would not read them. */
const TAGS: Readonly<Record<string, string>> = { '**': 'strong', '*': 'em', '~~': 'del' };

const PUNCTUATION = /^[\p{P}\p{S}]$/u;

/** Returns whether Markdown reads marks around a run: not within words beside signs, nor beside other marks. */
function standsApart({ text, script }: Run, { before, after }: Around): boolean {
  const reads = (outer: string, inner: string, beside: Run | undefined) => {
    if (/^\s?$/.test(outer) || /\s/.test(inner) || beside?.kind !== 'words') return true;
    if (beside.mark !== '') return false;
    return (script === '' && !PUNCTUATION.test(inner)) || PUNCTUATION.test(outer);
  };
  const [first = '', last = ''] = [[...text][0], [...text].at(-1)];
  return (
    reads([...(before?.text ?? '')].at(-1) ?? '', first, before) &&
    reads([...(after?.text ?? '')][0] ?? '', last, after)
  );
}

/** Returns Markdown as a link to an address; as it is without one. */
export function linked(text: string, link: string | undefined): string {
  return link === undefined ? text : `[${text}](${/[()]/.test(link) ? `<${link}>` : link})`;
}

/** Escapes what is Markdown within a line. */
function escaped(text: string): string {
  return (
    withLiteralBraces(text.replace(/[\\`*<]/g, '\\$&'))
      // Brackets are themselves but where they would make a link, a footnote, a definition or a box to tick.
      .replace(/\](?=[([:])/g, '\\]')
      .replace(/\[(?=\^)/g, '[\\')
      .replace(/^(\[[ xX]?)\]/, '$1\\]')
      .replace(/(?<!\w)_|_(?!\w)/g, '\\_')
      .replace(/~(?=[^~]*~)|(?<=~[^~]*)~/g, '\\~')
      .replace(/&(?=#?\w+;)(?<!\{&)/g, '\\&')
      .replace(/:(?=[a-z][\w+-]*:)/g, '\\:')
      .replace(/(?<!\\)\$(?=\S)/g, '\\$')
  );
}
