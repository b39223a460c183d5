/** Reads what stands behind a chart's fence: ```` ```chart bar stacked {mark="Cork" steps src=rain.csv} ````. */
import { nearest } from '../../model/nearest.ts';
import { decodeBraces, WORD } from '../attributes/syntax.ts';
import type { CodeInfo } from '../code/syntax.ts';

/** The kinds of charts. */
export const KINDS = ['bar', 'column', 'line', 'area', 'scatter', 'pie'] as const;

export type Kind = (typeof KINDS)[number];

/** What an author asks of a chart. */
export interface ChartOptions {
  readonly kind: Kind;
  readonly stacked: boolean;
  /** What one step shows: a series, a row, or whichever the chart has several of. */
  readonly steps: 'series' | 'rows' | 'any' | undefined;
  /** Names of a series, a row or both, which stand out. */
  readonly mark: readonly string[];
  readonly title: string | undefined;
  readonly unit: string | undefined;
  /** Where the axis of values begins and ends. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** Something that an author is told of a chart that is drawn all the same. */
export interface Told {
  readonly reason: string;
  readonly hint: string;
  /** Words by which its place is found. */
  readonly near: string;
}

/** The attribute of a chart's code with its options. */
export const OPTIONS = 'data-chart';

const CHART = /^chart(?=[\s{]|$)/i;

/** A value in quotes of any keyboard, or without. */
const VALUE = String.raw`"[^"]*"|'[^']*'|[“”„][^“”]*[“”]|[‘’‚][^‘’]*[‘’]|[^\s"'{}]+`;
const TOKEN = new RegExp(String.raw`([\w-]+)\s*=\s*(${VALUE})|([^\s{}]+)`, 'g');

/** Words of attributes, which the chart's figure gets as any block does; a title is the chart's own. */
const ATTRIBUTE = new RegExp(`^(?!title=)${WORD}$`);

/** Returns the parsed info string of a chart's fence; undefined for all others. */
export function readChartInfo(written: string): CodeInfo | undefined {
  if (!CHART.test(written)) return undefined;
  const words = [...written.replace(CHART, '').matchAll(TOKEN)].map(([word]) => word);
  const own = words.filter((word) => ATTRIBUTE.test(word));
  return {
    language: 'chart',
    lines: undefined,
    first: undefined,
    block: own.length > 0 ? decodeBraces(own.join(' ')) : {},
    unread: '',
    chart: words.filter((word) => !ATTRIBUTE.test(word)).join(' '),
  };
}

const WORDS: readonly string[] = [...KINDS, 'stacked', 'grouped', 'steps'];
const NAMES = ['mark', 'title', 'unit', 'from', 'to', 'steps', 'src'] as const;

const HINT = `A chart is one of ${KINDS.map((kind) => `\`${kind}\``).join(', ')}; it takes \`stacked\`, \`grouped\`, \`steps\`, \`mark=\`, \`title=\`, \`unit=\`, \`from=\`, \`to=\` and \`src=\`.`;

/** Decodes a chart's options; what is not one is told, and left out. */
export function decodeOptions(written: string): {
  readonly options: ChartOptions;
  readonly told: readonly Told[];
} {
  const told: Told[] = [];
  const words = new Set<string>();
  const values = new Map<string, string>();
  for (const [token, name, value = '', word = ''] of written.matchAll(TOKEN)) {
    if (name !== undefined && isOneOf(NAMES, name)) values.set(name, unquoted(value));
    else if (WORDS.includes(word)) words.add(word);
    else {
      const close = nearest(name ?? word, name === undefined ? WORDS : NAMES);
      const hint = close === undefined ? HINT : `Did you mean \`${close}\`?`;
      told.push({ reason: `\`${token}\` is no option of a chart`, hint, near: token });
    }
  }
  const number = (name: string): number | undefined => {
    const text = values.get(name);
    if (text === undefined || /^-?\d+(?:\.\d+)?$/.test(text)) return text === undefined ? text : Number(text);
    const hint = `Write a number: \`${name}=50\`.`;
    told.push({ reason: `\`${name}=${text}\` is no place on an axis`, hint, near: `${name}=` });
    return undefined;
  };
  const kinds = KINDS.filter((kind) => words.has(kind));
  const [kind = 'column', other] = kinds;
  if (other !== undefined) {
    const reason = `a chart is of one kind, and this one is to be \`${kind}\` and \`${other}\``;
    told.push({ reason, hint: 'Take one of them away.', near: other });
  }
  const steps = values.get('steps') ?? (words.has('steps') ? 'any' : undefined);
  if (steps !== undefined && !isOneOf(STEPS, steps)) {
    told.push({
      reason: `\`steps=${steps}\` says neither series nor rows`,
      hint: 'Write `steps`, `steps=series` or `steps=rows`.',
      near: `steps=${steps}`,
    });
  }
  const [from, to] = [number('from'), number('to')];
  return {
    options: {
      kind,
      stacked: words.has('stacked'),
      steps: steps === undefined ? undefined : isOneOf(STEPS, steps) ? steps : 'any',
      mark: (values.get('mark') ?? '')
        .split('|')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      title: values.get('title') || undefined,
      unit: values.get('unit') || undefined,
      from,
      to,
    },
    told,
  };
}

const STEPS = ['series', 'rows', 'any'] as const;

function isOneOf<Word extends string>(words: readonly Word[], word: string): word is Word {
  return words.some((each) => each === word);
}

function unquoted(value: string): string {
  return value.replace(/^["'“”„‘’‚](.*)["'“”‘’]$/s, '$1').trim();
}
