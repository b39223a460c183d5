/** Numbers of a chart: read as authors and programs write them, and written as the deck's language does. */

/** A number, and whether it was written as a percentage; no value where a cell is empty. */
export interface Read {
  readonly value: number | undefined;
  readonly isPercent: boolean;
}

/** What is wrong with a cell. */
interface Unread {
  readonly reason: string;
  readonly hint: string;
}

/** Cells that say that there is no value. */
const EMPTY = /^[-–—]?$/;

/** The largest value that is drawn: beyond it, differences are lost. */
const LARGEST = 1e15;

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,2})?$/i;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const GROUPED_BY_POINTS = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
const WITH_COMMA = /^[+-]?\d*,\d+$/;

/**
 * Reads a number: with a point, or as the language of `lang` writes it. A text that has another value in either is not
 * guessed at.
 */
export function readNumber(text: string, lang: string): Read | Unread {
  if (EMPTY.test(text)) return { value: undefined, isPercent: false };
  const isPercent = /[%٪]$/.test(text);
  const written = text
    .replace(/\s*[%٪]$/, '')
    .replace(/[\s\u00a0\u202f_'’](?=\d{3}(?!\d))/g, '')
    .replace(/^[−–]/, '-');
  const value = numberIn(written, hasComma(lang));
  if (typeof value !== 'number') return { reason: `\`${shortened(text)}\` ${value.why}`, hint: value.hint };
  if (Math.abs(value) <= LARGEST) return { value, isPercent };
  return {
    reason: `\`${shortened(text)}\` is too large to be drawn`,
    hint: 'Write it in millions, say, with a unit.',
  };
}

function numberIn(
  written: string,
  isComma: boolean,
): number | { readonly why: string; readonly hint: string } {
  if (isComma && /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(written)) {
    const whole = written.replace('.', '');
    const hint = `Write \`${whole}\` or \`${written.replace('.', ',')}\`.`;
    return { why: `may be ${whole} or ${written.replace('.', ',')} in the language of this deck`, hint };
  }
  if (PLAIN.test(written)) return Number(written);
  if (isComma && WITH_COMMA.test(written)) return Number(written.replace(',', '.'));
  const withPoint = written.replaceAll('.', '').replace(',', '.');
  if (isComma && GROUPED_BY_POINTS.test(written)) return Number(withPoint);
  if (!isComma && GROUPED.test(written)) return Number(written.replaceAll(',', ''));
  if (!isComma && (WITH_COMMA.test(written) || GROUPED_BY_POINTS.test(written))) {
    const hint = `Write \`${withPoint}\`, or name the language that writes a comma: \`lang: de\` in the front matter.`;
    return { why: 'is no number', hint };
  }
  const hint =
    'Write a number, such as `1234.5`, or leave the cell empty; a unit is named once: `{unit=km}`.';
  return { why: 'is no number', hint };
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}

/** Returns whether a language writes a comma in front of decimals. */
function hasComma(lang: string): boolean {
  const parts = format(lang, { numberingSystem: 'latn' }).formatToParts(1.5);
  return parts.some(({ type, value }) => type === 'decimal' && value === ',');
}

function format(lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(lang, options);
  } catch {
    // An element may name a language that is none.
    return new Intl.NumberFormat('en', options);
  }
}

/** Writes numbers. */
export type Writer = (value: number) => string;

/** Writes numbers with a unit: a currency by its code, per cent, or any other behind them. */
export function writerFor(
  lang: string,
  unit: string | undefined,
  options: Intl.NumberFormatOptions = {},
): Writer {
  const digits = { maximumFractionDigits: 6, ...options };
  if (unit === '%')
    return (value) => format(lang, { ...digits, style: 'unit', unit: 'percent' }).format(value);
  if (unit !== undefined && /^[A-Z]{3}$/.test(unit) && isCurrency(unit)) {
    const currency = { style: 'currency', currency: unit, minimumFractionDigits: 0 } as const;
    return (value) => format(lang, { ...digits, ...currency }).format(value);
  }
  const plain = format(lang, digits);
  return (value) => (unit === undefined ? plain.format(value) : `${plain.format(value)}\u00a0${unit}`);
}

/** Returns whether a unit is written as a sign at each number: per cent, degrees, a currency. */
export function isSign(unit: string): boolean {
  return /^[%°]$/.test(unit) || (/^[A-Z]{3}$/.test(unit) && isCurrency(unit));
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}
