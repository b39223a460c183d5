/** One deck from text to bytes: parse, render, styles, fonts, page, and its encodings. Loaded only when a deck changed. */

import coverCss from '../../client/styles/cover.css?raw';
import type { ClientBundle } from '../bundle/client.ts';
import { contentCharacters } from '../bundle/css.ts';
import { fontFaceCss } from '../bundle/fonts.ts';
import { scopeToHost } from '../bundle/scope.ts';
import { codeFrame, DeckError, type Diagnostic } from '../deck/error.ts';
import type { RenderedDeck } from '../deck/model.ts';
import { parseDeck } from '../deck/parse.ts';
import { renderDeck } from '../deck/render.ts';
import type { SettingsLayer } from '../deck/settings.ts';
import { deckPage, type PageParts, pageParts } from '../pages/deck-page.ts';
import { icon } from '../pages/icon.ts';
import { contentPolicy } from '../pages/policy.ts';
import { createAddresses } from './addresses.ts';
import { compilePage } from './compile-page.ts';
import type { CompiledDeck, Cover, SlideNotes } from './compiled.ts';
import { coverOf } from './cover.ts';
import { cutFonts } from './cut-fonts.ts';
import type { DeckFiles } from './discover.ts';
import { failedDeck } from './failed.ts';
import { contentHash } from './files.ts';
import type { HeldPage } from './held.ts';
import type { Memory } from './memory.ts';
import { compileSpeaker } from './speaker.ts';
import { type DeckStyles, deckStyles } from './styles.ts';

/** What a deck is compiled from. */
export interface DeckInput {
  readonly files: DeckFiles;
  readonly text: string;
  /** Path of the deck's file as its author knows it. */
  readonly shown: string;
  /** Absolute path of the folder above which nothing is read. */
  readonly root: string;
  readonly layers: readonly SettingsLayer[];
  /** Paths of the files in its folder, relative to it. */
  readonly listing: ReadonlySet<string>;
  readonly client: ClientBundle;
  readonly memory: Memory;
  /** Reads a file by absolute path and remembers that it was read; undefined where it can't be. */
  readonly read: (file: string) => string | undefined;
  readonly readInDeck: (path: string) => string | undefined;
  /** Mistakes in the deck's reveal-md.json. */
  readonly warnings: readonly Diagnostic[];
}

/** Compiles a deck. A mistake of its author becomes the result's `error`; nothing is thrown for it. */
export async function compileDeck(input: DeckInput): Promise<Omit<CompiledDeck, 'reads'>> {
  const { files, shown, text } = input;
  try {
    return await compile(input);
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    const { diagnostic } = error;
    const source = diagnostic.file === shown ? text : (input.read(diagnostic.file) ?? '');
    return { ...failedDeck(files.name), error: codeFrame(diagnostic, source) };
  }
}

async function compile(input: DeckInput): Promise<Omit<CompiledDeck, 'reads'>> {
  const { files, shown, text, layers, client } = input;
  const { name, format } = files;
  const warnings: Diagnostic[] = [...input.warnings];
  const addresses = createAddresses(name, input.listing, warnings);
  const parsed = parseDeck({ name, file: shown, text, format, layers, read: input.readInDeck });
  const deck = await renderDeck(parsed, { resolve: addresses.resolve });
  const slides = deck.stacks.flatMap((stack) => stack.slides);
  const { settings } = deck;
  const html = slides.map((slide) => slide.html).join('\n');
  const styles = await deckStyles({ ...input, deck, html, directory: files.directory, addresses, warnings });
  const fonts = await deckFonts(deck, styles, input.memory);
  const title = settings.title ?? slides[0]?.title ?? name;
  const options = revealOptions(deck, styles);
  const columns = deck.stacks.map(({ open }) => open);
  const revision = contentHash(html, styles.css, JSON.stringify([title, options, columns])).slice(0, 8);
  const firstPaint = Buffer.from(client.entry('client/first-paint.ts').bytes).toString('utf8').trim();
  const fontFaces = fontFaceCss(fonts, '../_/');
  const parts = {
    deck,
    title,
    fontFaces,
    styles: styles.css,
    firstPaint,
    script: `../_/${client.entry('client/deck.ts').name}`,
    preloads: client.imports('client/deck.ts').map((file) => `../_/${file.name}`),
    icon: `../_/${icon.name}`,
    options,
    colorScheme: styles.colorScheme,
    revision,
  };
  const { image, media, frame } = addresses.hosts;
  const policy = contentPolicy(firstPaint, { images: image, media, frames: frame });
  const cover = coverFor(deck, styles, options, [...image]);
  const [page, speaker] = await Promise.all([
    compilePage(deckPage(parts), policy),
    cover && compileSpeaker({ ...input, deck, title, cover, options, fontFaces, policy, revision }),
  ]);
  return {
    facts: {
      name,
      title,
      description: settings.description ?? '',
      date: settings.date ?? '',
      venue: settings.venue ?? '',
      speakers: settings.speakers,
      lang: settings.lang,
      unlisted: settings.unlisted,
    },
    slides: slides.length,
    page,
    held: settings.audience === 'shown-only' ? heldPage(deck, pageParts(parts), policy) : undefined,
    speaker: speaker?.page,
    cover,
    revision,
    audience: settings.audience,
    duration: settings.duration,
    notes: notesOf(deck),
    fonts: [...fonts.map(({ name: file, bytes }) => ({ name: file, bytes })), ...(speaker?.fonts ?? [])],
    named: [...addresses.named],
    borrowed: [...styles.borrowed],
    outside: addresses.outside,
    warnings: [...deck.warnings, ...warnings].map((warning) =>
      codeFrame(warning, warning.file === shown ? text : (input.read(warning.file) ?? '')),
    ),
    error: undefined,
  };
}

function heldPage({ stacks }: RenderedDeck, parts: PageParts, policy: string): HeldPage {
  const columns = stacks.map(({ open, slides }) => ({ open, slides: slides.map(({ html }) => html) }));
  return { ...parts, columns, policy };
}

function notesOf({ stacks }: RenderedDeck): SlideNotes[] {
  return stacks.flatMap(({ slides }, h) =>
    slides.map(({ id, title, notes }, v) => ({ id, h, v, title, html: notes })),
  );
}

/** reveal.js's options: ours, the theme's, then the deck's. */
function revealOptions(
  { settings }: RenderedDeck,
  { slide, transition }: DeckStyles,
): Record<string, unknown> {
  return {
    hash: true,
    history: true,
    postMessage: false,
    ...(settings.dir === 'rtl' ? { rtl: true } : {}),
    ...(transition === undefined ? {} : { transition }),
    ...slide,
    ...settings.revealOptions,
  };
}

async function deckFonts(deck: RenderedDeck, styles: DeckStyles, memory: Memory) {
  const { text, code } = deck.characters;
  const shown = [...text, ...contentCharacters(styles.coverCss)];
  const own = await cutFonts(styles.faces, (face) => (face.role === 'code' ? code : shown), memory);
  return [...own, ...(await cutFonts(styles.mathFaces, () => styles.mathCharacters, memory))];
}

function coverFor(
  deck: RenderedDeck,
  styles: DeckStyles,
  options: Record<string, unknown>,
  hosts: readonly string[],
): Cover | undefined {
  const first = deck.stacks[0]?.slides[0];
  if (!first) return undefined;
  const number = (key: string, otherwise: number) =>
    typeof options[key] === 'number' ? options[key] : otherwise;
  return coverOf({
    html: first.html,
    css: scopeToHost(coverCss + styles.coverCss),
    theme: styles.theme,
    deck: deck.name,
    hosts,
    width: number('width', styles.slide.width),
    height: number('height', styles.slide.height),
    margin: number('margin', styles.slide.margin),
    center: options.center === true,
  });
}
