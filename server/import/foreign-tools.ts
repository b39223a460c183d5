/** The tools whose decks are read, and the signs of each: their user has asked, so that a likely sign is enough. */
import { OWN_THEMES } from '../deck/model/own-themes.ts';
import { convertDeckset } from './from/deckset/deckset.ts';
import { convertHedgeDoc } from './from/hedgedoc.ts';
import { isOtherPage } from './from/html/other-pages.ts';
import { convertRevealPage } from './from/html/reveal-page.ts';
import { convertMarp } from './from/marp/marp.ts';
import { convertMkSlides } from './from/mkslides.ts';
import { convertObsidian } from './from/obsidian/obsidian.ts';
import { convertPandoc } from './from/pandoc/pandoc.ts';
import { convertRemark } from './from/remark/remark.ts';
import { convertRevealMd } from './from/reveal-md.ts';
import { convertSlidev } from './from/slidev/slidev.ts';
import { asMapping, asText } from './from/values.ts';
import type { Converter, ForeignDeck } from './model.ts';
import { readLines } from './text/lines.ts';

/** A tool. */
export interface Tool {
  readonly name: string;
  readonly convert: Converter;
  readonly tells: (deck: Sniffed) => boolean;
}

/** A deck as far as its tool shows. */
export interface Sniffed extends Pick<ForeignDeck, 'file' | 'values' | 'above'> {
  /** The text outside of code. */
  readonly words: string;
}

/** Prepares a deck for the tests of tools. */
export function sniff(deck: ForeignDeck): Sniffed {
  const lines = readLines(deck.body, 1).filter(({ isCode }) => !isCode);
  return {
    file: deck.file,
    values: deck.values,
    above: deck.above,
    words: lines.map(({ text }) => text).join('\n'),
  };
}

const has = (values: Readonly<Record<string, unknown>>, names: string): boolean =>
  names.split(' ').some((name) => Object.hasOwn(values, name));

const QUARTO = 'Quarto, Pandoc or R Markdown';

/** In the order in which they are asked: the most certain signs first. */
export const tools: readonly Tool[] = [
  {
    name: 'reveal.js or remark',
    convert: convertRevealPage,
    tells: ({ file, words }) =>
      /\.html?$/i.test(file) &&
      (/<section[\s>]|<textarea[^>]*\bid=["']?source\b|\bremark\.create\(/i.test(words) ||
        isOtherPage(words)),
  },
  {
    name: QUARTO,
    convert: convertPandoc,
    tells: ({ file, values }) =>
      /\.(?:qmd|rmd|rmarkdown)$/i.test(file) && !/xaringan/.test(JSON.stringify(values.output ?? '')),
  },
  {
    name: 'Marp',
    convert: convertMarp,
    tells: ({ values, words }) =>
      values.marp === true ||
      /!\[bg[ \]]/.test(words) ||
      /^<!--\s*(?:\$|_)(?:class|paginate|backgroundColor|backgroundImage|color|header|footer|theme)\s*:/m.test(
        words,
      ) ||
      has(values, 'headingDivider paginate backgroundImage backgroundColor') ||
      /^(?:gaia|uncover)$/.test(asText(values.theme) ?? ''),
  },
  {
    name: 'remark',
    convert: convertRemark,
    tells: ({ values, words }) =>
      /xaringan/.test(JSON.stringify(values.output ?? '')) ||
      /^(?:class: *(?:center|middle|inverse|left|right|top|bottom|impact)\b.*|layout: *(?:true|false)|template: *[\w-]+)\s*$/m.test(
        words,
      ) ||
      /^\.(?:left|right)(?:-column)?\[|^\.(?:pull-left|pull-right|footnote)\[/m.test(words) ||
      (/^\?\?\?\s*$/m.test(words) && !/^:::/m.test(words)),
  },
  {
    name: 'MkSlides',
    convert: convertMkSlides,
    tells: ({ values, above }) =>
      Object.keys(asMapping(values.slides)).length > 0 ||
      Object.keys(asMapping(values.revealjs)).length > 0 ||
      above('mkslides.yml', 'mkslides.yaml') !== undefined,
  },
  {
    name: 'Obsidian',
    convert: convertObsidian,
    tells: ({ values, words }) =>
      has(
        values,
        'enableLinks enableMenu enableOverview enableTimeBar enableChalkboard enablePointer timeForPresentation defaultTemplate bg',
      ) ||
      /^<!--\s*(?:slide|element)\s+[\w-]+\s*=/m.test(words) ||
      /!\[\[[^\]\n]+\]\]/.test(words) ||
      /^<(?:grid\s+drag|split\s)/m.test(words),
  },
  {
    name: 'HedgeDoc',
    convert: convertHedgeDoc,
    tells: ({ values, words }) =>
      has(values, 'slideOptions') ||
      values.type === 'slide' ||
      /^\{%\s*(?:hackmd|youtube|vimeo|gist|slideshare|speakerdeck|pdf)\b/m.test(words),
  },
  {
    name: 'Deckset',
    convert: convertDeckset,
    tells: ({ values, words }) =>
      has(values, 'autoscale slidenumbers slidecount build-lists slide-dividers slide-transition') ||
      /^(?:autoscale|slidenumbers|slidecount|build-lists|slide-transition|slide-dividers): .+$|^theme: [A-Z][\w ]*, *\d+$/m.test(
        words.split('\n').slice(0, 20).join('\n'),
      ) ||
      /^\[\.[a-z][\w-]*(?:: [^\]\n]*)?\]\s*$|^#{1,6}\s*\[fit\]|^\^ \S/m.test(words),
  },
  {
    name: QUARTO,
    convert: convertPandoc,
    tells: ({ values, words }) => {
      const formats = [values.format, values.output].flatMap(
        (each) => asText(each) ?? Object.keys(asMapping(each)),
      );
      return (
        formats.some((each) => /revealjs|beamer|pptx|slidy|ioslides|powerpoint|_presentation/.test(each)) ||
        has(values, 'slide-level revealjs-url') ||
        /^% .+(?:\n% |\n\n)/.test(words) ||
        /^:{3,}\s*(?:\{[.#]?)?(?:columns?|incremental|nonincremental|notes|fragment|frame)\b/m.test(words) ||
        /^\. \. \.\s*$/m.test(words)
      );
    },
  },
  {
    name: 'Slidev',
    convert: convertSlidev,
    tells: ({ values, words, above }) =>
      has(
        values,
        'mdc comark colorSchema drawings canvasWidth routerMode themeConfig highlighter monaco layout titleTemplate addons',
      ) ||
      /^(?:seriph|apple-basic|bricks|shibainu|@slidev\/.*|slidev-theme-.*)$/.test(
        asText(values.theme) ?? '',
      ) ||
      /^---\n(?:[\w-]+:.*\n|[ \t].*\n)*?(?:layout|clicks|transition|routeAlias|hideInToc|src|level|image|background|class):.*\n/m.test(
        words,
      ) ||
      /<v-?clicks?\b|^::[ \t]*(?:right|left|default|bottom|title|content)[ \t]*::\s*$|^<<<\s/im.test(words) ||
      /@slidev\/cli/.test(above('package.json')?.text ?? ''),
  },
  {
    name: 'reveal-md',
    convert: convertRevealMd,
    tells: ({ values, words, above }) =>
      has(
        values,
        'separator verticalSeparator notesSeparator revealOptions preprocessor template absoluteUrl highlightTheme',
      ) ||
      /^<!--\s*\.(?:slide|element)\s*:/m.test(words) ||
      above('reveal-md.json', 'reveal.json') !== undefined ||
      /^----\s*$/m.test(words) ||
      /^note:/im.test(words),
  },
  {
    name: 'Pandoc',
    convert: convertPandoc,
    // Its slides are begun by headings alone.
    tells: ({ values, words }) =>
      !/^---\s*$/m.test(words) &&
      (words.match(/^#{1,2}\s/gm)?.length ?? 0) > 1 &&
      has(values, 'title author subtitle institute'),
  },
];

/** Returns whether a deck is one of ours, by what no tool has that it could be taken for. */
export function isOurs({ values, words }: Pick<Sniffed, 'values' | 'words'>): boolean {
  return (
    OWN_THEMES.has(asText(values.theme) ?? '') ||
    has(values, 'speakers audience unlisted vars macros client') ||
    /^<!--\s*include\s*:/m.test(words) ||
    /^\{\.(?:fragments|columns|title|section|statement|quote|full)\}[ \t]*$/m.test(words)
  );
}

/** Returns the tool of a deck; undefined where it is none that is known. */
export function toolOf(deck: ForeignDeck): Tool | undefined {
  const sniffed = sniff(deck);
  return tools.find(({ tells }) => tells(sniffed));
}
