/** Settings of Pandoc, Quarto and R Markdown. */
import type { ForeignDeck, Remarks } from '../../model.ts';
import { nearestTheme, REVEAL_THEMES } from '../nearest-theme.ts';
import { revealOptionsOf } from '../passed-options.ts';
import { asMapping, asSpeakers, asText, asTexts } from '../values.ts';

/** What the front matter says, for all that follows. */
export interface PandocSettings {
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether Quarto reads the deck. */
  readonly isQuarto: boolean;
  /** Whether sections are columns, with their slides below. */
  readonly isStacked: boolean;
  readonly isIncremental: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Formats of slides. */
const FORMAT = /revealjs|beamer|pptx|slidy|slideous|dzslides|s5|ioslides|powerpoint|xaringan|rmdshower/;

/** Reads the front matter. */
export function readSettings(deck: ForeignDeck, remarks: Remarks): PandocSettings {
  const { values } = deck;
  const isQuarto = Object.hasOwn(values, 'format') || /\.qmd$/i.test(deck.file);
  const [name, own] = formatOf(values.format ?? values.output);
  const options = { ...values, ...own };
  const line = (key: string) => deck.lineOf(key);
  const extra: Record<string, unknown> = { ...asMapping(options.reveal_options) };
  for (const key of [
    'width',
    'height',
    'margin',
    'controls',
    'progress',
    'loop',
    'hash',
    'center',
    'rtl',
    'autoSlide',
  ]) {
    if (Object.hasOwn(options, key)) extra[key] = options[key];
  }
  const numbers = options['slide-number'] ?? options.slideNumber;
  if (numbers !== undefined) extra.slideNumber = numbers;
  if (options['auto-slide'] !== undefined) extra.autoSlide = options['auto-slide'];
  for (const key of [
    'bibliography',
    'csl',
    'chalkboard',
    'multiplex',
    'params',
    'filters',
    'revealjs-plugins',
    'header-includes',
    'include-in-header',
  ]) {
    if (options[key] !== undefined && options[key] !== false) {
      const instead =
        key === 'bibliography' || key === 'csl'
          ? 'there is no bibliography; write what you cite as footnotes, `[^1]`.'
          : 'there is no such setting here.';
      remarks.lost(line(key), `${key}:`, instead);
    }
  }
  const themes = asTexts(options.theme);
  const sheets = [...asTexts(options.css), ...themes.filter((theme) => /\.css$/.test(theme))];
  for (const theme of themes.filter((each) => /\.s[ac]ss$/.test(each)))
    remarks.lost(line('theme'), theme, 'SCSS is not read; `css` names a style sheet of CSS.');
  const theme = themes.find((each) => !/\.\w+$/.test(each));
  const footer = asText(options.footer)?.replace(/[{}]/g, '');
  const logo = asText(options.logo);
  const running = [
    ...(logo === undefined ? [] : [`![](${logo})`]),
    ...(footer === undefined ? [] : [footer]),
  ];
  const isIncremental = options.incremental === true;
  return {
    options,
    isQuarto,
    isStacked: isStackedOf(name, options, isQuarto),
    isIncremental,
    settings: {
      title: plain(asTexts(values.title).join(' ') || asText(values.pagetitle)),
      description: plain(asText(values.description)),
      speakers: asSpeakers(values.author),
      date: dateOf(values.date),
      lang: asText(values.lang),
      dir: asText(values.dir),
      theme:
        nearestTheme(theme, line('theme'), remarks) ?? themeOfBeamer(options, remarks, line('colortheme')),
      css: sheets.length > 0 ? sheets : undefined,
      transition: transitionOf(options.transition),
      animateLists: isIncremental || undefined,
      footer: running.length > 1 ? running : running[0],
      revealOptions: revealOptionsOf(extra, line, remarks),
    },
  };
}

/** Returns the format of slides and its options. */
function formatOf(format: unknown): readonly [name: string, options: Readonly<Record<string, unknown>>] {
  if (typeof format === 'string') return [format, {}];
  const formats = asMapping(format);
  const names = Object.keys(formats);
  const name =
    names.find((each) => /revealjs/.test(each)) ?? names.find((each) => FORMAT.test(each)) ?? names[0] ?? '';
  return [name, asMapping(formats[name])];
}

function isStackedOf(name: string, options: Readonly<Record<string, unknown>>, isQuarto: boolean): boolean {
  const mode = asText(options['navigation-mode'] ?? options.navigationMode);
  if (mode !== undefined) return mode !== 'linear';
  if (isQuarto) return false;
  return /revealjs/.test(name) || Object.keys(options).some((key) => /^revealjs-url$/.test(key));
}

/** Returns a date that is one; `today` and R's are none. */
function dateOf(value: unknown): string | undefined {
  const text = asText(value);
  return text === undefined || /^(?:today|now|last-modified)$|`|\(/.test(text) ? undefined : text;
}

/** Returns a title without its markup. */
export function plain(text: string | undefined): string | undefined {
  return text
    ?.replace(/!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?/g, '')
    .replace(/<br\s*\/?>/g, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/^\|\s+/gm, '')
    .replace(/[*_`]+([^*_`]+)[*_`]+/g, '$1')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\\(?=\s|$)/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function transitionOf(value: unknown): string | undefined {
  const name = asText(value);
  return name !== undefined && /^(?:none|fade|slide|convex|concave|zoom)$/.test(name) ? name : undefined;
}

function themeOfBeamer(
  options: Readonly<Record<string, unknown>>,
  remarks: Remarks,
  line: number,
): string | undefined {
  const colours = asText(options.colortheme);
  if (colours === undefined) return undefined;
  const near = REVEAL_THEMES.has(colours)
    ? colours
    : /owl|dark|albatross|fly|beetle/.test(colours)
      ? 'lectern-dark'
      : undefined;
  remarks.became(
    line,
    `colortheme: ${colours}`,
    near === undefined ? 'the theme `lectern`' : `the theme \`${near}\``,
  );
  return near;
}
