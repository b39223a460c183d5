/** Slidev's code and formulas: lines that are bright, step by step, snippets of files, and blocks that turn into one another. */
import type { Remarks } from '../../model.ts';
import { stepsText } from '../../text/code-steps.ts';
import {
  type Fence,
  fenceLines,
  type Line,
  mapFences,
  mapLines,
  readLines,
  written,
} from '../../text/lines.ts';
import { joined } from './slidev-slides.ts';

/** Options that only concern Slidev's own editor and checker. */
const EDITOR = /\b(?:monaco(?:-run|-diff|-write)?|twoslash)\b/;

/** Rewrites a slide's code. */
export function convertCode(lines: readonly Line[], isNumbered: boolean, remarks: Remarks): Line[] {
  const fences = mapFences(lines, (fence) => convertFence(fence, isNumbered, remarks));
  return fences.flatMap((line) => {
    const [, path, info = ''] = (!line.isCode && /^<<<[ \t]*(\S+)[ \t]*(.*)$/.exec(line.text)) || [];
    if (path === undefined) return [line];
    const [file = '', region] = path.split('#');
    const language = /^[\w+-]+/.exec(info)?.[0] ?? /\.(\w+)$/.exec(file)?.[1] ?? '';
    const include = `{include=${joined('', file)}${region === undefined ? '' : `#${region}`}}`;
    remarks.became(line.at, line.text, 'code from a file');
    const code = [`\`\`\`${language}${stepsIn(info, { isNumbered })} ${include}`, '```'];
    return code.map((text) => ({ text, at: line.at, isCode: true }));
  });
}

/**
 * Takes the steps away that Slidev writes behind the beginning of a formula: a formula of ours is there as a whole; and
 * blank lines within it, which would end it here.
 */
export function withoutFormulaSteps(written: readonly Line[], remarks: Remarks): Line[] {
  let isInside = false;
  const lines = written.filter(({ text, isCode }, i) => {
    if (isCode) return true;
    const closes = (each: Line) => !each.isCode && /^\s*\$\$\s*$/.test(each.text);
    if (isInside && closes({ text, isCode, at: 0 })) isInside = false;
    else if (!isInside && /^\s*\$\$[ \t]*(?:\{[^{}]*\}[ \t]*)*$/.test(text))
      isInside = written.slice(i + 1).some(closes);
    return !(isInside && text.trim() === '');
  });
  return mapLines(lines, (text, at) => {
    const [, begin, options = ''] = /^(\s*\$\$)[ \t]*((?:\{[^{}]*\}[ \t]*)+)$/.exec(text) ?? [];
    if (begin === undefined) return text;
    if (/[\d|]/.test(options.replace(/\{[^{}]*:[^{}]*\}/g, '')))
      remarks.lost(
        at,
        text,
        'all lines of the formula come at once; part it into formulas with `{.fragment}`.',
      );
    return begin;
  });
}

function convertFence(fence: Fence, isNumbered: boolean, remarks: Remarks): readonly Line[] | undefined {
  const { info, content, at } = fence;
  const language = /^[^\s{[]+/.exec(info)?.[0] ?? '';
  const rest = info.slice(language.length);
  if (/\bmagic-move\b/.test(rest)) return magicMove(fence, isNumbered, remarks);
  if (/^(?:mermaid|dot|latex)$/.test(language))
    return rest.trim() === '' ? undefined : fenceLines(fence, language);
  if (language === 'plantuml') {
    remarks.lost(
      at,
      info,
      'PlantUML is not drawn here; it is shown as text. Mermaid and Graphviz are drawn.',
    );
    return fenceLines(fence, 'text');
  }
  const special = EDITOR.exec(rest)?.[0];
  if (special !== undefined)
    remarks.lost(at, info, `\`${special}\` needs Slidev; the code is shown, and not edited or run.`);
  const [, title] = /\[([^\]\d|][^\]]*)\]/.exec(rest) ?? [];
  const steps = stepsIn(rest, { isNumbered, lines: content.length });
  const named = title === undefined ? [] : written(at, `*${title.trim()}*{.small}`, '');
  return [...named, ...fenceLines(fence, `${language}${steps}`)];
}

/** Returns the steps in an info string as we write them. */
function stepsIn(
  info: string,
  { isNumbered, lines }: { readonly isNumbered: boolean; readonly lines?: number },
): string {
  const groups = [...info.matchAll(/\{([^{}]*)\}/g)].map(([, inner = '']) => inner.trim());
  const steps = groups.find((inner) => /^(?:[\d\s,|*-]|all|none|hide)+$/.test(inner));
  const options = groups.filter((inner) => inner !== steps).join(',');
  const start = /\bstartLine\s*:\s*(\d+)/.exec(options)?.[1];
  const own = /\blines\s*:\s*(true|false)/.exec(options)?.[1];
  return stepsText({
    steps,
    isNumbered: own === undefined ? isNumbered : own === 'true',
    first: start === undefined ? undefined : Number(start),
    ...(lines !== undefined && { lines }),
  });
}

/** Code that turns into other code becomes blocks on top of each other, each a step. */
function magicMove({ content, at }: Fence, isNumbered: boolean, remarks: Remarks): Line[] {
  const inner = readLines(content.map(({ text }) => text).join('\n'), at + 1);
  const fences: Fence[] = [];
  mapFences(inner, (fence) => {
    fences.push(fence);
    return undefined;
  });
  remarks.became(at, 'magic-move', 'blocks on top of each other, one for each step');
  for (const { info, at: place } of fences)
    if (/[[{]/.test(info))
      remarks.lost(place, info, 'within it, code has neither a name nor steps of its own.');
  const blocks = fences.flatMap((fence, i) => {
    const language = /^[^\s{[]+/.exec(fence.info)?.[0] ?? '';
    const isLast = i === fences.length - 1;
    const braces =
      i === 0
        ? '{.fragment .fade-out data-fragment-index=0}'
        : `{.fragment${isLast ? '' : ' .current-visible'} data-fragment-index=${i - 1}}`;
    const steps = isNumbered ? ' []' : '';
    return [
      ...fenceLines(fence, `${language}${steps}${fences.length > 1 ? ` ${braces}` : ''}`),
      ...written(at, ''),
    ];
  });
  return [...written(at, '<div class="r-stack">', ''), ...blocks, ...written(at, '</div>')];
}
