/** Text of PowerPoint as Markdown: paragraphs, lists by level, strong and stressed words, links. */
import type { Element } from '@xmldom/xmldom';
import { all, childrenOf, one, type Relation } from './open-pptx.ts';

/** A paragraph. */
interface Paragraph {
  readonly text: string;
  readonly level: number;
  /** `-`, `1.`, or nothing for plain words. */
  readonly mark: string;
}

/** Returns a text body as Markdown; `isList` says whether its paragraphs are items unless they say otherwise. */
export function bodyText(
  body: Element | undefined,
  relations: ReadonlyMap<string, Relation>,
  isList: boolean,
): string {
  const paragraphs = childrenOf(body)
    .filter(({ tagName }) => tagName === 'a:p')
    .map((paragraph) => paragraphOf(paragraph, relations, isList))
    .filter(({ text }) => text.trim() !== '');
  return paragraphs
    .map(({ text, level, mark }, i) => {
      const before = paragraphs[i - 1];
      const separator = i === 0 ? '' : mark !== '' && before?.mark !== '' ? '\n' : '\n\n';
      if (mark === '')
        return separator + text.replace(/^(\d+)\.(?=\s)/, '$1\\.').replace(/^([-+*#>])(?=\s)/, '\\$1');
      // Each level stands below the words of that above it.
      const indent = '   '.repeat(level);
      return `${separator}${indent}${mark} ${text.replace(/\n/g, `\n${indent}  `)}`;
    })
    .join('');
}

/** Returns the words of a text body on one line. */
export function plainWords(body: Element | undefined, relations: ReadonlyMap<string, Relation>): string {
  return childrenOf(body)
    .filter(({ tagName }) => tagName === 'a:p')
    .map((paragraph) => paragraphOf(paragraph, relations, false).text.replace(/\\\n/g, ' ').trim())
    .filter((text) => text !== '')
    .join(' ');
}

function paragraphOf(
  paragraph: Element,
  relations: ReadonlyMap<string, Relation>,
  isList: boolean,
): Paragraph {
  const settings = childrenOf(paragraph).find(({ tagName }) => tagName === 'a:pPr');
  const marks = childrenOf(settings).map(({ tagName }) => tagName);
  const isPlain = marks.includes('a:buNone');
  const mark = marks.includes('a:buAutoNum')
    ? '1.'
    : !isPlain && (isList || marks.includes('a:buChar') || marks.includes('a:buBlip'))
      ? '-'
      : '';
  return { text: runsOf(paragraph, relations), level: Number(settings?.getAttribute('lvl') ?? 0), mark };
}

interface Run {
  text: string;
  readonly mark: string;
  readonly link: string | undefined;
}

function runsOf(paragraph: Element, relations: ReadonlyMap<string, Relation>): string {
  const runs: Run[] = [];
  for (const child of childrenOf(paragraph)) {
    if (child.tagName === 'a:br') runs.push({ text: '\\\n', mark: '', link: undefined });
    if (child.tagName !== 'a:r' && child.tagName !== 'a:fld') continue;
    const settings = one(child, 'a:rPr');
    const text = all(child, 'a:t')
      .map((each) => each.textContent ?? '')
      .join('')
      .replace(/[\v\n]/g, ' ');
    const isOn = (name: string) => /^(?:1|true)$/.test(settings?.getAttribute(name) ?? '');
    const mark = `${isOn('b') ? '**' : ''}${isOn('i') ? '*' : ''}${/^(?:sng|dbl)Strike$/.test(settings?.getAttribute('strike') ?? '') ? '~~' : ''}`;
    const target = relations.get(one(settings, 'a:hlinkClick')?.getAttribute('r:id') ?? '');
    const link = target?.isOutside === true ? target.target : undefined;
    const last = runs.at(-1);
    // Words are often parted for no reason that a reader sees.
    if (last && last.mark === mark && last.link === link && last.text !== '\\\n') last.text += text;
    else runs.push({ text, mark, link });
  }
  return runs.map(runText).join('').trim();
}

function runText({ text, mark, link }: Run): string {
  if (text === '\\\n') return text;
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(escaped(text)) ?? [];
  if (words === '') return before + after;
  const marked =
    mark +
    words +
    [...mark.matchAll(/\*\*|\*|~~/g)]
      .map(([each]) => each)
      .reverse()
      .join('');
  return before + (link === undefined || /[\s()<>]/.test(link) ? marked : `[${marked}](${link})`) + after;
}

function escaped(text: string): string {
  return text
    .replace(/[\\`*[\]<]/g, '\\$&')
    .replace(/(?<!\w)_|_(?!\w)/g, '\\_')
    .replace(/\{(?=[.#])/g, '\\{')
    .replace(/(?<!\\)\$(?=\S)/g, '\\$');
}
