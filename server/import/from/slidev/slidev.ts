/** Slidev's decks (https://sli.dev/guide/syntax). */
import type { Converter, ForeignDeck, Remarks, SlideDraft } from '../../model.ts';
import { type Comment, replaceComments } from '../../text/comment-lines.ts';
import { type Line, mapLines, mapWords, textOf } from '../../text/lines.ts';
import { literalLines } from '../../text/literal-lines.ts';
import { scoped, tellLost } from '../../text/scoped-styles.ts';
import { SCRIPT_IS_LOST, takeBlocks } from '../../text/take-blocks.ts';
import { nearestTheme } from '../nearest-theme.ts';
import { asMapping, asSpeakers, asText, sizeOf } from '../values.ts';
import { convertCode, withoutFormulaSteps } from './slidev-code.ts';
import { layOut } from './slidev-layouts.ts';
import { tellShown } from './slidev-settings.ts';
import { defaultsOf, type SlidevSlide, slidevSlides } from './slidev-slides.ts';
import { convertBraces, convertTags } from './slidev-tags.ts';

/** Converts a deck of Slidev. */
export const convertSlidev: Converter = (deck, remarks) => {
  const own = ownStyles(deck, remarks);
  const styles = own === '' ? [] : [own];
  const slides = slidevSlides(deck, remarks).map((slide, i) =>
    convertSlide(slide, { deck, remarks, own, styles, number: i + 1 }),
  );
  for (const key of ['fonts', 'addons', 'themeConfig', 'drawings', 'monaco', 'download']) {
    if (isSet(deck.values[key])) {
      remarks.lost(
        deck.lineOf(key),
        `${key}:`,
        key === 'fonts' ? 'fonts stand beside the deck, and `css` names them.' : 'there is no such setting.',
      );
    }
  }
  const { values } = deck;
  const width = Number(values.canvasWidth) || undefined;
  const size =
    sizeOf(values.aspectRatio, width) ??
    (width === undefined || width === 980 ? undefined : { width, height: Math.round((width * 9) / 16) });
  return {
    settings: {
      title: asText(values.title),
      description: asText(values.info)
        ?.replace(/^#+\s+/gm, '')
        .replace(/\s*\n\s*/g, ' '),
      speakers: asSpeakers(values.author),
      date: asText(values.date),
      lang: asText(asMapping(values.htmlAttrs).lang),
      dir: asText(asMapping(values.htmlAttrs).dir),
      duration: asText(values.duration)?.replace(/^(\d+)\s*min$/, '$1'),
      theme: nearestTheme(values.theme, deck.lineOf('theme'), remarks, values.colorSchema),
      transition: transitionOf(values.transition),
      revealOptions: size,
    },
    slides,
    css: styles.join('\n'),
    publicFolders: ['public', ''],
  };
};

/** Returns whether a setting asks for something; that of drawings, which every deck begins with, asks for nothing. */
function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && asMapping(value).persist !== false;
}

/** Files of styles that Slidev loads where they are there. */
const STYLES = ['style.css', 'styles.css', 'styles/style.css', 'styles/index.css'];

/** Returns the deck's own styles, put below its slides. */
function ownStyles(deck: ForeignDeck, remarks: Remarks): string {
  const sheets = STYLES.flatMap((name) => {
    const text = deck.read(name);
    if (text === undefined) return [];
    const sheet = scoped(text.replace(/\.slidev-(?:layout|page)\b/g, 'section'), '.reveal .slides');
    tellLost(sheet, 1, remarks);
    if (sheet.css !== '') remarks.became(1, name, 'the deck’s style sheet, `deck.css`; look at it');
    return sheet.css === '' ? [] : [sheet.css];
  });
  return sheets.join('\n');
}

interface Context {
  readonly deck: ForeignDeck;
  readonly remarks: Remarks;
  /** The deck's own styles. */
  readonly own: string;
  /** Takes the styles of slides. */
  readonly styles: string[];
  readonly number: number;
}

function convertSlide(slide: SlidevSlide, { deck, remarks, own, styles, number }: Context): SlideDraft {
  const isFirst = number === 1;
  const settings = { ...defaultsOf(deck), ...slide.settings };
  // Slots have an older form, as elements of Vue.
  const slotted = mapLines(slide.lines, (text) =>
    text.replace(/^\s*<template\s+(?:v-slot:|#)([a-z][\w-]*)\s*>\s*$/, '::$1::'),
  );
  const { lines: commented, notes } = takeNotes(slotted);
  const styled = takeStyles(commented, remarks);
  const css = scoped(styled.css, `.reveal .slides section.slide-${number}`);
  tellLost(css, slide.at, remarks);
  if (css.css !== '') {
    styles.push(css.css);
    remarks.became(slide.at, '<style>', 'the deck’s style sheet, `deck.css`; look at it');
  }
  const still = withoutFormulaSteps(styled.lines, remarks);
  const code = convertCode(still, deck.values.lineNumbers === true, remarks);
  const hasBraces = deck.values.mdc === true || deck.values.comark === true;
  const allCss = `${own}\n${styled.css}`;
  const formulas = literalLines(code);
  const braced = hasBraces
    ? code.map((line) =>
        line.isCode || formulas.has(line) ? line : { ...line, text: convertBraces(line.text, allCss) },
      )
    : code;
  const tagged = convertTags(braced, { remarks, css: allCss });
  mapWords(tagged, (part, at) => {
    if (/\{\{.*\}\}/.test(part))
      remarks.lost(at, part, 'Lectern runs no Vue: what stands in braces is shown as it is.');
    return part;
  });
  tellShown(slide.settings, slide.at, remarks);
  const laid = layOut(tagged, { settings, at: slide.at, isFirst, remarks });
  const transition = isFirst ? undefined : transitionOf(settings.transition);
  const isHidden = settings.hide === true || settings.disabled === true;
  const id = asText(settings.routeAlias);
  return {
    line: slide.at,
    isBelow: false,
    ...(id !== undefined && { id }),
    classes: [...laid.classes, ...(css.css === '' ? [] : [`slide-${number}`])],
    attributes: {
      ...laid.attributes,
      ...(transition !== undefined && { 'data-transition': transition }),
      ...(isHidden && { 'data-visibility': 'hidden' }),
    },
    body: textOf(laid.lines) || (settings.layout === 'end' ? '# End' : ''),
    notes,
  };
}

/** Takes the last comment of a slide, which is its notes. Other comments stay comments. */
function takeNotes(lines: readonly Line[]): { readonly lines: Line[]; readonly notes: string } {
  const found: Comment[] = [];
  const marked = replaceComments(lines, (comment) => `\ue000${found.push(comment) - 1}\ue001`);
  const last = marked.findLast(({ text }) => text.trim() !== '');
  const index = /^\s*\ue000(\d+)\ue001\s*$/.exec(last?.text ?? '')?.[1];
  const notes = index === undefined ? undefined : found[Number(index)];
  const kept = marked.flatMap((line) => {
    if (!line.text.includes('\ue000')) return [line];
    const text = line.text.replace(/\ue000(\d+)\ue001/g, (_all, each: string) =>
      commentText(found[Number(each)], each === index),
    );
    return text.trim() === '' ? [] : [{ ...line, text }];
  });
  return { lines: kept, notes: notes?.text ?? '' };
}

/** Returns a comment that says nothing to us; one that would is left out. */
function commentText(comment: Comment | undefined, isNotes: boolean): string {
  if (!comment || isNotes || comment.text === '' || /^(?:\.|include\b|check\b)/.test(comment.text)) return '';
  return `<!-- ${comment.text} -->`;
}

/** Takes styles and scripts out of a slide. */
function takeStyles(
  lines: readonly Line[],
  remarks: Remarks,
): { readonly lines: Line[]; readonly css: string } {
  const taken = takeBlocks(lines);
  for (const { name, at, attributes } of taken.blocks)
    if (name === 'script') remarks.lost(at, `<script${attributes}>`, SCRIPT_IS_LOST);
  const styles = taken.blocks.filter(({ name }) => name === 'style');
  return { lines: taken.lines, css: styles.map(({ text }) => text).join('\n') };
}

/** Returns the nearest of reveal.js's transitions; of two, `fade | slide`, the first. */
function transitionOf(value: unknown): string | undefined {
  const name = asText(value) ?? asText(asMapping(value).name);
  if (name === undefined) return undefined;
  if (/^none/.test(name)) return 'none';
  return /^slide/.test(name) ? 'slide' : /zoom/.test(name) ? 'zoom' : 'fade';
}
