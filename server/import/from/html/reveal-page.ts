/** Pages of reveal.js, written by hand or by another tool. */

import { attribute, elements, parsePage } from '../../../deck/html/tree.ts';
import type { DeckSettings } from '../../../deck/model/settings.ts';
import { parseDeck } from '../../../deck/parse.ts';
import type { Converter, Remarks } from '../../model.ts';
import { lineEnds } from '../../text/lines.ts';
import { scoped, tellLost } from '../../text/scoped-styles.ts';
import { asSpeakers } from '../values.ts';
import { isOfAsciidoctor } from './asciidoc-boxes.ts';
import { chosenOptions } from './default-options.ts';
import { asRevealPage } from './other-pages.ts';
import { footnotesOf, isFootnotes } from './page-footnotes.ts';
import { tellOutside, tellSettings } from './page-remarks.ts';
import { pageSlide } from './page-slide.ts';
import { isOfTool, themeIn } from './page-styles.ts';
import { notesOfBlocks, OF_SLIDES_COM, SHEET, themeOfBlocks } from './placed-blocks.ts';
import { convertRemarkPage } from './remark-page.ts';
import { restored } from './saved/saved-page.ts';

/** What tells that Pandoc or Quarto wrote a page. */
const OF_PANDOC =
  /<meta\s+name="generator"\s+content="(?:pandoc|quarto)|<section[^>]{0,500}\bclass="[^"]{0,500}\bslide level\d/i;

/** What tells that Quarto's theme is a light one. */
const IS_LIGHT = /<body\b[^>]{0,500}\bclass="[^"]{0,500}\bquarto-light\b/i;

/** Converts a page of reveal.js. */
export const convertRevealPage: Converter = (found, remarks) => {
  const remark = convertRemarkPage(found, remarks);
  if (remark) return remark;
  const deck = { ...found, body: restored(asRevealPage(found.body)) };
  // The lines on which files of Markdown are named, by their paths.
  const named = new Map<string, number>();
  const { settings, stacks, warnings } = parseDeck({
    name: 'import',
    file: deck.file,
    format: 'html',
    text: deck.body,
    // One that is not there leaves its slides empty.
    read: (path) => {
      const text = deck.read(path);
      const at = deck.bodyLine + lineEnds(deck.body.slice(0, Math.max(0, deck.body.indexOf(path))));
      named.set(deck.file.replace(/[^/\\]*$/, '') + path, at);
      if (text === undefined) remarks.lost(at, path, 'there is no such file beside the deck.');
      return text ?? '';
    },
  });
  const css = ownStyles(settings.css, remarks);
  if (/<div\b[^>]{0,500}\bid=["']?impress\b/i.test(found.body))
    remarks.lost(1, 'impress.js', 'where slides lie, and how they are turned and scaled, was left out.');
  const isPlaced = OF_SLIDES_COM.test(found.body);
  if (isPlaced)
    remarks.lost(
      1,
      'slides.com',
      'places, sizes and the theme’s styles were left out: blocks are read from above, and beside each other where they stood so.',
    );
  tellSettings(deck, warnings, remarks);
  tellOutside(deck, remarks);
  const linked = settings.css
    .flatMap(({ href, text }) => (text === undefined ? [href] : []))
    .filter((href) => !isPlaced || !SHEET.test(href));
  const [within] = settings.css.flatMap(({ text = '' }) => themeIn(text) ?? []);
  const isSheet = settings.theme !== undefined && /\.css$/.test(settings.theme);
  const sheets = [...(isSheet && settings.theme ? [settings.theme] : []), ...linked];
  const ground = IS_LIGHT.test(deck.body) ? 'white' : 'black';
  const options = chosenOptions(settings.revealOptions);
  const footnotes = footnotesOf(stacks.flatMap((stack) => stack.slides));
  const isExported = OF_PANDOC.test(deck.body);
  const hasMath = /mathjax|katex|plugin\/math|RevealMath|class="math (?:inline|display)"/i.test(deck.body);
  const notes = isPlaced ? notesOfBlocks(found.body) : new Map<string, string>();
  const page = {
    remarks,
    hasMath,
    footnotes,
    isExported,
    isAsciidoc: isOfAsciidoctor(deck.body),
    css,
    notes,
  };
  return {
    settings: {
      title: settings.title,
      description: settings.description,
      speakers: settings.speakers.length > 0 ? settings.speakers : authorsOf(deck.body),
      lang: settings.lang === 'en' ? undefined : settings.lang,
      dir: settings.dir,
      theme: isSheet ? ground : (settings.theme ?? within ?? (isPlaced ? themeOfBlocks(deck.body) : 'black')),
      highlightTheme: settings.highlightTheme,
      css: sheets.length > 0 ? sheets : undefined,
      revealOptions: Object.keys(options).length > 0 ? options : undefined,
    },
    slides: stacks.flatMap((stack) =>
      stack.slides
        .filter((slide) => !isFootnotes(slide))
        // The report is by lines of the page.
        .map((slide) => ({ ...slide, line: named.get(slide.file) ?? slide.line }))
        .map((slide, v) => pageSlide(slide, { v, stack: stack.attributes, ...page })),
    ),
    css,
  };
};

/** Returns the styles of a page that are its author's, and tells what became of them. */
function ownStyles(sheets: DeckSettings['css'], remarks: Remarks): string {
  const own = sheets.filter(({ text = '' }) => text.trim() !== '' && !isOfTool(text));
  const styles = own.map(({ text }) => text).join('\n');
  const sheet = scoped(styles, '&', /(?!)/);
  const line = own[0]?.line ?? 1;
  tellLost(sheet, line, remarks);
  const kept = sheet.remote.reduce((rest, rule) => rest.replace(rule, ''), styles).trim();
  const css = sheet.isBroken || kept === '' ? '' : `${kept}\n`;
  if (css !== '') remarks.became(line, '<style>', 'the deck’s style sheet, `deck.css`');
  return css;
}

/** Returns the authors that a page names, unless they are that of reveal.js's example. */
function authorsOf(page: string): ReturnType<typeof asSpeakers> {
  const metas = elements(parsePage(page)).filter(
    (element) => element.tagName === 'meta' && attribute(element, 'name') === 'author',
  );
  const authors = metas.map((meta) => attribute(meta, 'content')?.trim() ?? '');
  return asSpeakers(authors.filter((author) => author !== 'Hakim El Hattab'));
}
