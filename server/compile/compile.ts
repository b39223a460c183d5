/** One deck from text to bytes: parse, render, styles, fonts, page, and its encodings. Loaded only when a deck changed. */

import { join, resolve } from 'node:path';
import { packageOfFace } from '../bundle/fonts/faces.ts';
import { fontFaceCss } from '../bundle/fonts/subset.ts';
import type { RenderedDeck } from '../deck/model/deck.ts';
import { DeckError, type Diagnostic } from '../deck/model/diagnostic.ts';
import { parseDeck } from '../deck/parse.ts';
import { renderDeck } from '../deck/render.ts';
import { isSwitchedOn } from '../deck/settings/switches.ts';
import { misread } from '../files/decode-text.ts';
import { contentHash, nameOfAll } from '../files/hash.ts';
import { shownFrom } from '../files/paths.ts';
import { addressAsStored } from '../files/spelling.ts';
import { type DeckPage, deckPage, featureWords, optionsText, pageParts } from '../pages/deck-page.ts';
import { icon } from '../pages/icon.ts';
import { contentPolicy } from '../pages/policy.ts';
import { createAddresses } from './addresses/addresses.ts';
import { withDeckLinks } from './addresses/deck-links.ts';
import { relocateIn } from './addresses/included-files.ts';
import { sharedFile, sharedPictures } from './addresses/shared-pictures.ts';
import { distinct, frameOf, nothingAt } from './addresses/told.ts';
import type { CompiledDeck, FormerDeck } from './model/compiled.ts';
import { contentOf, type DeckContent } from './model/content.ts';
import type { SourcePlace } from './model/deck-cache.ts';
import { encodePage, lazyPage } from './model/encode.ts';
import { factsOf, settingsOfBroken } from './model/facts.ts';
import { failedDeck } from './model/failed.ts';
import type { DeckInput } from './model/input.ts';
import type { DeckForm } from './model/target.ts';
import { RecentColumns } from './pictures/columns.ts';
import { lookAtPictures } from './pictures/deck-pictures.ts';
import { ownScript } from './styles/author-scripts.ts';
import { deckFonts } from './styles/fonts.ts';
import { facesOn } from './styles/own-faces.ts';
import { revealOptions } from './styles/reveal-config.ts';
import { deckStyles } from './styles/styles.ts';
import { keptCover } from './views/compile-cover.ts';
import { anyHosts, beforeTalk, heldPage, titleBeforeTalk } from './views/held-page.ts';
import { compileSpeaker } from './views/speaker.ts';

/** A compiled deck, and what a later compilation needs of this one. */
export interface Compilation {
  readonly deck: Omit<CompiledDeck, 'reads'>;
  readonly former: FormerDeck | undefined;
  /** What its page shows, in parts, of a deck that holds nothing back. */
  readonly content: DeckContent | undefined;
  /** Where a slide's source begins. */
  readonly placeOf: (slide: string) => SourcePlace | undefined;
}

/** Compiles a deck. A mistake of its author becomes the result's `error`; nothing is thrown for it. */
export async function compileDeck(input: DeckInput): Promise<Compilation> {
  try {
    return await compile(input);
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    const { diagnostic } = error;
    const settings = settingsOfBroken(input);
    const deck = failedDeck({
      facts: factsOf(input.files.name, settings),
      audience: settings.audience,
      check: settings.check,
      error: frameOf(diagnostic, input),
      diagnostic,
    });
    return { deck, former: undefined, content: undefined, placeOf: () => undefined };
  }
}

async function compile(input: DeckInput): Promise<Compilation> {
  const { files, shown, text, client, former, form, work, encodes } = input;
  const { name, format } = files;
  if (input.stopped) throw new DeckError(input.stopped);
  const layers = input.layers();
  const warnings: Diagnostic[] = [...input.warnings];
  const borrowed = new Map<string, string>();
  const included = new Map<string, string>();
  const awaited = new Set<string>();
  const relocate = relocateIn({ ...input, directory: files.directory, included, awaited });
  const version = (address: string) => {
    const own = address.startsWith(`/${name}/`) ? address.slice(name.length + 2) : undefined;
    const path = own === undefined ? sharedFile(address, input) : join(files.directory, own);
    return path === undefined ? '' : input.version(path);
  };
  const addresses = createAddresses(
    { name, ...form, relocate, version, stored: (address) => addressAsStored(address, input) },
    input.listing,
    warnings,
  );
  const parsed = parseDeck({
    ...{ name, file: shown, text, format, layers },
    read: input.readInDeck,
    includes: input.includes,
    recent: work?.recent,
    reading: input.reading,
  });
  const rendered = await renderDeck(parsed, {
    resolve: withDeckLinks(addresses.resolve, { ...input, name, directory: files.directory, awaited }),
    read: input.readInDeck,
    remember: (key, make) => input.memory.remember(`drawing-${contentHash(key)}`, make),
    recent: work?.recent,
    reading: input.reading,
    ...(former ? { previous: former } : {}),
  });
  const own = [...addresses.pictures].map(
    ([address, path]) => [address, join(files.directory, path)] as const,
  );
  const shared = sharedPictures(addresses.outside, input, awaited);
  const pictures = await lookAtPictures(rendered, new Map([...own, ...shared]), {
    ...input,
    way: madeWay(rendered, form),
    known: work?.looked ?? new RecentColumns('html'),
  });
  const { sized: deck } = pictures;
  const slides = deck.stacks.flatMap((stack) => stack.slides);
  const holdsBack = deck.settings.audience === 'shown-only';
  const bodies = slides.map(({ html }) => html);
  const styles = await deckStyles({
    ...input,
    deck,
    bodies,
    directory: files.directory,
    addresses,
    borrowed,
    warnings,
    settingsTexts: () => [{ file: shown, text }, ...input.settingsTexts()],
  });
  const script = await ownScript(deck.settings, { ...input, warnings });
  const fonts =
    (input.hurries && work?.fonts) || (await deckFonts(deck, bodies, { styles, memory: input.memory }));
  if (work) work.fonts = fonts;
  const title = deck.settings.title ?? (holdsBack ? titleBeforeTalk(deck) : slides[0]?.title) ?? name;
  const options = revealOptions(deck, styles);
  const columns = deck.stacks.map(({ open }) => open);
  const inline = (source: string) => Buffer.from(client.entry(source).bytes).toString('utf8').trim();
  const painter = inline('client/first-paint.ts');
  const firstPaint = pictures.leavesChoice ? `${inline('client/early-backgrounds.ts')}\n${painter}` : painter;
  const toShared = `${form.toSite}_/`;
  const fontFaces = fontFaceCss(fonts, toShared);
  const { lang, dir = '' } = deck.settings;
  const around = JSON.stringify([lang, dir, title, options, columns, ...(script ? [script.entry] : [])]);
  const notes = nameOfAll(
    [slides.map((slide) => slide.title).join('\0'), ...slides.map((slide) => slide.notes)],
    work?.hashes.notes,
  );
  const css = styles.css + (script?.css ?? '');
  const revision = nameOfAll([...bodies, css, fontFaces, around], work?.hashes.page);
  // What there is to choose from does not count as a change: open pages have their pictures already.
  const parts = {
    deck: pictures.offered,
    title,
    fontFaces,
    styles: css,
    firstPaint,
    script: `${toShared}${client.entry('client/deck.ts').name}`,
    preloads: client.imports('client/deck.ts').map((file) => `${toShared}${file.name}`),
    ...(script ? { client: `${toShared}${script.entry}` } : {}),
    icon: `${toShared}${icon.name}`,
    options,
    colorScheme: styles.colorScheme,
    revision,
    isKept: !holdsBack,
  };
  const { image, media, frame } = addresses.hosts;
  const named = { images: image, media, frames: frame };
  const hosts = holdsBack ? anyHosts(named) : named;
  const policyFor = (text: string) =>
    contentPolicy(text, hosts, { wasm: deck.features.has('cast') || script?.wasm === true });
  const policy = policyFor(firstPaint);
  // That of a page without a choice, which pages that are open can do without.
  const plainPolicy = policyFor(painter);
  work?.recent.turn();
  const cover = await keptCover(
    holdsBack ? beforeTalk(pictures.offered) : pictures.offered,
    { styles, options, hosts: [...hosts.images], memory: input.memory, holdsBack, encodes },
    work,
  );
  const facts = factsOf(name, { ...deck.settings, title });
  const misreadTexts = [...input.misreadLines].map(([file, line]) =>
    misread(shownFrom(input.root, file), line),
  );
  const diagnostics = distinct([...misreadTexts, ...deck.warnings, ...warnings]).filter((diagnostic) =>
    isSwitchedOn(diagnostic, deck.switches),
  );
  const [encoded, speaker] = await Promise.all([
    encodes ? encodePage(deckPage(parts), policy) : lazyPage(() => deckPage(parts), policy),
    cover.shown &&
      compileSpeaker({
        encodes,
        ...{ deck: pictures.offered, title, options, policy: plainPolicy, revision, notes },
        fontFaces: fontFaces + styles.ownFaces + bodies.map(facesOn).join(''),
        ...{ client, form, memory: input.memory },
        cover: cover.shown,
        look: cover.look,
      }),
  ]);
  return {
    former: deck,
    placeOf(id) {
      const slide = slides.find((each) => each.id === id);
      return slide && { file: resolve(input.root, slide.file), line: slide.line };
    },
    content: holdsBack
      ? undefined
      : contentOf(deck, {
          known: work?.columns ?? new RecentColumns('id'),
          revision,
          around: aroundOf(parts),
          frame: `${plainPolicy} ${parts.script}`,
        }),
    deck: {
      facts,
      check: deck.switches.deck,
      slides: slides.length,
      shelf: contentHash(JSON.stringify([facts, slides.length, cover.shown])),
      page: encoded,
      held: holdsBack
        ? heldPage(pictures.offered, {
            home: homeOf(input),
            parts: pageParts(parts),
            styles: css,
            policy,
            revision,
          })
        : undefined,
      speaker: speaker?.page,
      revision,
      notes,
      audience: deck.settings.audience,
      cover: cover.shown,
      assets: [
        ...fonts.map(({ name: file, bytes }) => ({ name: file, bytes })),
        cover.styles,
        ...(script?.files ?? []),
        ...(speaker?.fonts ?? []),
      ],
      packages: [
        ...new Set([
          ...styles.packages,
          ...fonts.map(({ face }) => packageOfFace(face)),
          ...(script?.packages ?? []),
        ]),
      ],
      named: [...addresses.named],
      missing: [...addresses.missing],
      borrowed: [...borrowed],
      ...pictures.facts,
      included: [...included],
      awaited: [...awaited],
      outside: addresses.outside
        .map((reference) => ({ address: reference.address, diagnostic: nothingAt(reference) }))
        .filter(({ diagnostic }) => isSwitchedOn(diagnostic, deck.switches))
        .map((outside) => ({ ...outside, warning: frameOf(outside.diagnostic, input) })),
      warnings: diagnostics.map((diagnostic) => frameOf(diagnostic, input)),
      error: undefined,
      diagnostics,
    },
  };
}

/** A deck that holds back has what is made of its pictures among its own files, which are held back as well. */
function madeWay(deck: RenderedDeck, { toSite }: DeckForm): string {
  return deck.settings.audience === 'shown-only' ? '_/' : `${toSite}_/`;
}

/** The deck's address: that of the site where the site is that deck alone. */
function homeOf({ files, form }: DeckInput): string {
  return form.toSite === './' ? '/' : `/${files.name}/`;
}

/** The parts of a page around its slides. */
function aroundOf(page: DeckPage): DeckContent['around'] {
  const { deck, title, fontFaces, styles, client = '' } = page;
  const { lang, dir = '' } = deck.settings;
  return {
    ...{ lang, dir, title, fontFaces, styles, client },
    options: optionsText(page),
    features: featureWords(page),
  };
}
