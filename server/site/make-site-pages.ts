/** Makes the index and the error pages, with font subsets for their own text and for the covers. */
import type { ClientBundle } from '../bundle/client.ts';
import type { Face } from '../bundle/fonts/faces.ts';
import { ownFaces } from '../bundle/fonts/family-faces.ts';
import { fontFaceCss } from '../bundle/fonts/subset.ts';
import type { CompiledPage, Cover, HashedFile } from '../compile/model/compiled.ts';
import { writePage } from '../compile/model/encode.ts';
import type { Pass } from '../compile/model/pass.ts';
import type { DeckForm } from '../compile/model/target.ts';
import { cutFonts } from '../compile/styles/fonts.ts';
import { parseHtml, textOf } from '../deck/html/tree.ts';
import type { DiskCache } from '../files/disk-cache.ts';
import { contentPolicy } from '../pages/content-policy.ts';
import { type ErrorPage, errorPage, lockedText, notFoundText, type PageShell } from '../pages/error-page.ts';
import { icon } from '../pages/icon.ts';
import { indexPage, type ShelfDeck } from '../pages/index-page.ts';
import { signInCauses, signInPage, signInScript } from '../pages/sign-in-page.ts';

/** The content of the pages. */
export interface PageContents {
  readonly title: string;
  readonly base: string;
  readonly shelf: readonly (ShelfDeck & { readonly cover: Cover | undefined })[];
  readonly client: ClientBundle;
  readonly memory: DiskCache;
  readonly pass: Pass;
  readonly form: DeckForm;
}

/** Printable ASCII, which the index's fonts always contain, so that few edits of a deck change them. */
const USUAL = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join('');

/** Faces of the pages' own text. */
const pageFaces = ownFaces.lectern.filter((face) => face.role === 'text' && face.style === 'normal');

/** Makes the pages. */
export async function makeSitePages(contents: PageContents): Promise<SitePages> {
  const { title, base, shelf, client, pass, form } = contents;
  const styles = client.textOf('client/styles/pages.css');
  const blank = { title, decks: shelf, styles, icon: `./_/${icon.name}`, fontFaces: '' };
  const covers = shelf.map(({ cover }) => cover).filter((cover) => cover !== undefined);
  const fonts = await indexFonts(covers, textOf(parseHtml(indexPage(blank))), contents);
  const images = new Set(covers.flatMap(({ hosts }) => hosts));

  const notFound = { ...notFoundText(form.toSite === './'), home: `${base}/` };
  const failed = {
    title: 'This deck cannot be shown right now',
    remedy: 'Its author has to repair it first; please come back a little later.',
    home: '../',
  };
  const blankFrame = { icon: '', styles: '', fontFaces: '' };
  const texts = [
    ...[notFound, failed, lockedText].map((page) => errorPage({ ...page, ...blankFrame })),
    // The script is not visible text.
    ...signInCauses.map((cause) => signInPage(blankFrame, cause).replace(signInScript, '')),
  ];
  const words = texts.map((page) => textOf(parseHtml(page))).join('');
  const messageFonts = await cutFonts(pageFaces, () => words, contents);
  const frameAt = (home: string): PageShell => ({
    styles,
    fontFaces: fontFaceCss(messageFonts, `${home}_/`),
    icon: `${home}_/${icon.name}`,
  });
  const encodes = pass === 'full';
  const message = (page: Pick<ErrorPage, 'title' | 'remedy' | 'home'>) =>
    writePage(() => errorPage({ ...page, ...frameAt(page.home) }), contentPolicy(undefined), { encodes });
  return {
    index: await writePage(
      // Of `@font-face` rules with the same name the last one wins: Lectern's, for the index's own text.
      () => indexPage({ ...blank, fontFaces: ownFacesOf(covers) + fontFaceCss(fonts, './_/') }),
      contentPolicy(undefined, { images, media: [], frames: [] }),
      { encodes },
    ),
    notFound: await message(notFound),
    failed: await message(failed),
    frame: frameAt(form.toSite),
    fonts: [...fonts, ...messageFonts].map(({ name, bytes }) => ({ name, bytes })),
  };
}

/** Returns the `@font-face` rules that decks bring for their covers. */
function ownFacesOf(covers: readonly Cover[]): string {
  return [...new Set(covers.map(({ ownFaces }) => ownFaces))].join('');
}

/** Cuts the fonts of the index and of all covers; a face used by several of them becomes one file. */
function indexFonts(covers: readonly Cover[], text: string, cutting: Pick<PageContents, 'memory' | 'pass'>) {
  const wanted = new Map<string, { face: Face; characters: string }>();
  const want = (face: Face, characters: string) => {
    if (characters === '') return;
    const key = `${face.family} ${String(face.weight)} ${face.style}`;
    const before = wanted.get(key);
    wanted.set(key, {
      face: before ? { ...face, uppercase: face.uppercase || before.face.uppercase } : face,
      characters: (before?.characters ?? USUAL) + characters,
    });
  };
  for (const face of pageFaces) want(face, text);
  for (const { fonts } of covers) for (const [face, characters] of fonts) want(face, characters);
  const characters = new Map([...wanted.values()].map((each) => [each.face, each.characters]));
  return cutFonts([...characters.keys()], (face) => characters.get(face) ?? '', cutting);
}

/** The pages of a site that belong to no deck, and their fonts. */
export interface SitePages {
  readonly index: CompiledPage;
  readonly notFound: CompiledPage;
  readonly failed: CompiledPage;
  /** The page shell of pages made on request, with addresses relative to a deck's. */
  readonly frame: PageShell;
  readonly fonts: readonly HashedFile[];
}
