/** Marp's decks (https://marpit.marp.app, https://github.com/marp-team/marp-core). */
import type { Converter, DeckDraft, ForeignDeck, Remarks, SlideDraft } from '../../model.ts';
import { namesIn, ourClasses } from '../../text/attributes/classes.ts';
import { withBreaks } from '../../text/breaks.ts';
import { type Comment, replaceComments } from '../../text/comment-lines.ts';
import { type Line, mapLines, mapWords, readLines, textOf } from '../../text/lines.ts';
import { withLinePictures } from '../../text/picture-text.ts';
import { withAddresses } from '../../text/references.ts';
import { running, withMost } from '../../text/running-texts.ts';
import { scoped, tellLost } from '../../text/scoped-styles.ts';
import { beginOf, splitAtRules, withoutUnderlines } from '../../text/split-rules.ts';
import { withSteppedLists } from '../../text/stepped-lists.ts';
import { SCRIPT_IS_LOST, takeBlocks } from '../../text/take-blocks.ts';
import { withoutFit } from '../../text/without-fit.ts';
import { nearestTheme } from '../nearest-theme.ts';
import { addressIn, asText, asTexts, sizeOf } from '../values.ts';
import { directivesIn, looseValues, sortDirectives, type Values } from './marp-directives.ts';
import { type Ground, placeGrounds } from './marp-grounds.ts';
import { convertPictures, isLook } from './marp-pictures.ts';

/** Stands for a comment until the slides are split: private-use characters, which no author types. */
const MARK = /\ue000(\d+)\ue001/g;

/** Marp shows the items of `*` and of `1)` one after the other. */
const STEPPED = /^\s*(?:\*|\d+\))\s/;

/** Classes of Marp's themes, and ours. */
const CLASSES: Readonly<Record<string, string>> = { lead: 'center', invert: 'dark', cover: 'title' };

/** Classes that are about pictures here, and may be about anything in a theme of Marp. */
const OTHERWISE: ReadonlySet<string> = new Set(['left', 'right', 'cover', 'contain']);

/** Converts a deck of Marp. */
export const convertMarp: Converter = (deck, remarks) => {
  const comments: Comment[] = [];
  const lines = withAddresses(readLines(deck.body, deck.bodyLine));
  const marked = replaceComments(lines, (comment) => {
    const isFit = comment.text === 'fit';
    return isFit ? '{fit}' : `\ue000${comments.push(comment) - 1}\ue001`;
  });
  const head = deck.head.replace(/^---[^\n]*\n|\n---\s*$/g, '');
  const front = sortDirectives({ ...deck.values, ...looseValues(head) });
  const global: Record<string, unknown> = { ...front.global };
  // What holds for the whole deck may stand in a comment anywhere.
  for (const { text } of comments) Object.assign(global, directivesIn(text)?.global);
  let local: Record<string, unknown> = { ...front.local };
  const states: Values[] = [];
  const styles: string[] = asTexts(global.style);
  const parts = splitHeadings(splitAtRules(withoutUnderlines(marked)), global.headingDivider);
  const drafts = parts.map((lines, i) => {
    const notes: string[] = [];
    let spot: Values = {};
    const own = mapLines(lines, (text) => {
      const left = text.replace(MARK, (_all, index: string) => {
        const comment = comments[Number(index)];
        const found = comment && directivesIn(comment.text);
        if (!comment || comment.text === '') return '';
        if (!found) notes.push(comment.text);
        else {
          styles.push(...asTexts(found.global.style));
          local = { ...local, ...found.local };
          spot = { ...spot, ...found.spot };
        }
        return '';
      });
      return left === text || left.trim() !== '' ? left : [];
    });
    const bare = takeStyles(own, { slide: i + 1, styles, remarks });
    states.push({ ...local, ...spot });
    return convertSlide(bare.lines, {
      line: beginOf(own, deck.bodyLine),
      state: { ...local, ...spot },
      notes,
      isStyled: bare.isStyled,
      number: i + 1,
      remarks,
    });
  });
  return withRunning({ drafts, states, global, styles, deck, remarks });
};

/** Splits slides before headings of the levels that `headingDivider` names. */
function splitHeadings(parts: readonly Line[][], wanted: unknown): Line[][] {
  const levels = Array.isArray(wanted)
    ? wanted.map(Number)
    : typeof wanted === 'number'
      ? [1, 2, 3, 4, 5, 6].filter((level) => level <= wanted)
      : [];
  if (levels.length === 0) return [...parts];
  return parts.flatMap((lines) => {
    const split: Line[][] = [[]];
    for (const line of lines) {
      const level = line.isCode ? undefined : /^ {0,3}(#{1,6})\s/.exec(line.text)?.[1]?.length;
      const hasWords = split.at(-1)?.some(({ text }) => text.replace(MARK, '').trim() !== '');
      if (level !== undefined && levels.includes(level) && hasWords) split.push([]);
      split.at(-1)?.push(line);
    }
    return split;
  });
}

/** Takes styles and scripts out of a slide; a `scoped` style holds for the slide alone. */
function takeStyles(
  lines: readonly Line[],
  {
    slide,
    styles,
    remarks,
  }: { readonly slide: number; readonly styles: string[]; readonly remarks: Remarks },
): { readonly lines: Line[]; readonly isStyled: boolean } {
  const taken = takeBlocks(lines);
  let isStyled = false;
  for (const { name, attributes, text, at } of taken.blocks) {
    if (name === 'script') {
      remarks.lost(at, `<script${attributes}>`, SCRIPT_IS_LOST);
      continue;
    }
    const isScoped = /\bscoped\b/i.test(attributes);
    isStyled ||= isScoped;
    styles.push(isScoped ? `section.slide-${slide} { ${text.replace(/\bsection\b/g, '&')} }` : text);
    remarks.became(at, '<style>', 'the deck’s style sheet, `deck.css`; look at it');
  }
  return { lines: taken.lines, isStyled };
}

interface SlideContext {
  /** The line of the source on which it begins. */
  readonly line: number;
  readonly state: Values;
  readonly notes: readonly string[];
  readonly isStyled: boolean;
  readonly number: number;
  readonly remarks: Remarks;
}

function convertSlide(lines: readonly Line[], context: SlideContext): SlideDraft {
  const { line, state, notes, isStyled, number, remarks } = context;
  const grounds: Ground[] = [];
  // Marp counts slides from 1.
  const linked = mapWords(lines, (part) =>
    part.replace(/(?<!!\[[^\]]*)\]\(#([1-9]\d*)\)/g, (_all, to: string) => `](#/${Number(to) - 1})`),
  );
  const fitted = mapLines(linked, (text) =>
    text.replace(/^(#{1,6}\s+)(.*?)\s*\{fit\}\s*(.*)$/, '$1$2$3 {.r-fit-text}').replaceAll('{fit}', ''),
  );
  const shown = mapLines(fitted, (text, at) => convertPictures(text, at, grounds, remarks));
  const placed = placeGrounds(withBreaks(withSteppedLists(shown, STEPPED)), grounds, remarks);
  const isNarrow = placed.classes.length > 0;
  const classes = classNames(state.class).flatMap((name) => [CLASSES[name] ?? name, name]);
  return {
    line,
    isBelow: false,
    classes: [...new Set([...classes, ...placed.classes, ...(isStyled ? [`slide-${number}`] : [])])],
    attributes: { ...backgroundOf(state), ...placed.attributes },
    body: textOf(isNarrow ? withoutFit(placed.lines) : placed.lines),
    notes: notes.join('\n\n'),
  };
}

function classNames(written: unknown): string[] {
  return asTexts(written).flatMap(namesIn);
}

/** Returns the attributes for the directives of a background, a colour and a transition. */
function backgroundOf(state: Values): Record<string, string> {
  const image = asText(state.backgroundImage);
  const address = image === undefined || image === 'none' ? undefined : addressIn(image);
  const isGradient = address !== undefined && /gradient\(/.test(address);
  const pairs: Readonly<Record<string, string | undefined>> = {
    'data-background-color': asText(state.backgroundColor),
    'data-background-gradient': isGradient ? address : undefined,
    'data-background-image': isGradient ? undefined : address,
    'data-background-position': address === undefined ? undefined : asText(state.backgroundPosition),
    'data-background-repeat': address === undefined ? undefined : asText(state.backgroundRepeat),
    'data-background-size': address === undefined ? undefined : asText(state.backgroundSize),
    'data-transition': transitionOf(asText(state.transition)),
    style: asText(state.color) === undefined ? undefined : `color: ${asText(state.color)}`,
  };
  return Object.fromEntries(
    Object.entries(pairs).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Returns the nearest of reveal.js's transitions. */
function transitionOf(written: string | undefined): string | undefined {
  const name = written?.split(/\s+/)[0];
  if (name === undefined) return undefined;
  if (/^(?:none|fade|slide|zoom)$/.test(name)) return name;
  return /fade|dissolve|melt/.test(name) ? 'fade' : /zoom|explode|implode/.test(name) ? 'zoom' : 'slide';
}

interface Whole {
  readonly drafts: readonly SlideDraft[];
  readonly states: readonly Values[];
  readonly global: Values;
  readonly styles: readonly string[];
  readonly deck: ForeignDeck;
  readonly remarks: Remarks;
}

/** Adds what runs through the deck: header, footer, numbers, theme and styles. */
function withRunning({ drafts, states, global, styles, deck, remarks }: Whole): DeckDraft {
  const headed = withMost(
    drafts,
    'header',
    states.map(({ header }) => runningTexts(header)),
  );
  const footed = withMost(headed.slides, 'footer', states.map(footerOf));
  const sheet = scoped(styles.join('\n'), '.reveal .slides');
  tellClasses(drafts, sheet.css, remarks);
  const slides = footed.slides.map((slide, i) => {
    const written = classNames(states[i]?.class);
    const isStyled = (name: string) => sheet.css.includes(`.${name}`);
    const isLost = (name: string) =>
      (OTHERWISE.has(name) && written.includes(name) && !isStyled(name)) ||
      (name === CLASSES.cover && !written.includes(name) && isStyled('cover'));
    return { ...slide, classes: slide.classes.filter((name) => !isLost(name)) };
  });
  tellLost(sheet, 1, remarks);
  const size = global.size === '4:3' ? { width: 960, height: 720 } : sizeOf(global.size);
  return {
    settings: {
      title: asText(global.title),
      description: asText(global.description),
      speakers: asText(global.author),
      lang: asText(global.lang),
      theme: nearestTheme(global.theme, deck.lineOf('theme'), remarks),
      header: headed.setting,
      footer: footed.setting,
      revealOptions: size,
    },
    slides,
    css: sheet.css,
  };
}

/** Tells each class for which there is no style here: it was of a theme that is not carried over. */
function tellClasses(drafts: readonly SlideDraft[], css: string, remarks: Remarks): void {
  const told = new Set<string>();
  for (const { classes, line } of drafts)
    for (const name of classes) {
      if (told.has(name) || name in CLASSES || ourClasses([name], css).length > 0) continue;
      told.add(name);
      remarks.lost(line, `class: ${name}`, 'no style names it here; `css` can have one.');
    }
}

function footerOf(state: Values): readonly string[] {
  const isNumbered = state.paginate === true || state.paginate === 'true' || state.paginate === 'hold';
  return [...runningTexts(state.footer), ...(isNumbered ? ['{n}'] : [])];
}

function runningTexts(value: unknown): readonly string[] {
  const text = asText(value);
  // A backslash at the begin keeps YAML from what follows.
  return text === undefined ? [] : [running(withLinePictures(text.replace(/^\\\s+/, ''), isLook))];
}
