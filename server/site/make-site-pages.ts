/** Makes the index and the error pages, with fonts cut down to what they and the covers show. */
import { readClientBundle } from '../bundle/client.ts';
import { contentCharacters } from '../bundle/css.ts';
import { type Face, lecternFaces } from '../bundle/faces.ts';
import { fontFaceCss } from '../bundle/fonts.ts';
import { loadTheme, themeNames } from '../bundle/themes.ts';
import { parseHtml, textOf } from '../deck/tree.ts';
import { errorPage } from '../pages/error-page.ts';
import { icon } from '../pages/icon.ts';
import { indexPage, type ShelfDeck } from '../pages/index-page.ts';
import { contentPolicy } from '../pages/policy.ts';
import { signInCauses, signInPage } from '../pages/sign-in-page.ts';
import { compilePage } from './compile-page.ts';
import type { Cover } from './compiled.ts';
import { cutFonts } from './cut-fonts.ts';
import type { Memory } from './memory.ts';
import type { SitePages } from './site-pages.ts';

/** What the pages show. */
export interface PageContents {
  readonly title: string;
  readonly base: string;
  readonly shelf: readonly (ShelfDeck & { readonly cover: Cover | undefined })[];
  readonly buildDirectory: string;
  readonly memory: Memory;
}

/** Makes the pages. */
export async function makeSitePages({
  title,
  base,
  shelf,
  buildDirectory,
  memory,
}: PageContents): Promise<SitePages> {
  const client = await readClientBundle(buildDirectory);
  const styles = Buffer.from(client.entry('client/styles/pages.css').bytes).toString('utf8');
  const own = lecternFaces.filter((face) => face.role === 'text' && face.style === 'normal');
  const frame = { styles, icon: `./_/${icon.name}`, fontFaces: '' };
  const policy = contentPolicy(undefined);

  const blank = indexPage({ ...frame, title, decks: shelf });
  const covers = shelf.map(({ cover }) => cover).filter((cover) => cover !== undefined);
  const faces = distinct([...own, ...(await facesOf(covers))]);
  const drawn = contentCharacters(covers.map(({ css }) => css).join(''));
  const shown = covers.map(({ html }) => textOf(parseHtml(html))).join('') + textOf(parseHtml(blank));
  const fonts = await cutFonts(faces, () => [...shown, ...drawn], memory);
  const index = indexPage({ ...frame, title, decks: shelf, fontFaces: fontFaceCss(fonts, './_/') });

  const home = `${base}/`;
  const notFound = {
    ...frame,
    icon: `${base}/_/${icon.name}`,
    title: 'There is nothing at this address',
    remedy: 'Check it for a slip of the finger, or choose a deck from the list.',
    home,
  };
  const failed = {
    ...frame,
    icon: `../_/${icon.name}`,
    title: 'This deck cannot be shown right now',
    remedy: 'Its author has to repair it first; please come back a little later.',
    home: '../',
  };
  const messages = [
    ...[notFound, failed].map(errorPage),
    ...signInCauses.map((cause) => signInPage(frame, cause)),
  ];
  const words = messages.map((page) => textOf(parseHtml(page))).join('');
  const messageFonts = await cutFonts(own, () => words, memory);
  return {
    index: await compilePage(
      index,
      contentPolicy(undefined, {
        images: new Set(covers.flatMap(({ hosts }) => hosts)),
        media: [],
        frames: [],
      }),
    ),
    notFound: await compilePage(
      errorPage({ ...notFound, fontFaces: fontFaceCss(messageFonts, `${base}/_/`) }),
      policy,
    ),
    failed: await compilePage(
      errorPage({ ...failed, fontFaces: fontFaceCss(messageFonts, '../_/') }),
      policy,
    ),
    frame: { ...frame, icon: failed.icon, fontFaces: fontFaceCss(messageFonts, '../_/') },
    fonts: [...fonts, ...messageFonts].map(({ name, bytes }) => ({ name, bytes })),
  };
}

async function facesOf(covers: readonly Cover[]): Promise<Face[]> {
  const names = [...new Set(covers.map(({ theme }) => theme))].filter((name) => themeNames.includes(name));
  const themes = await Promise.all(names.map(loadTheme));
  return themes.flatMap(({ faces }) => faces);
}

/** Several themes may ask for the same face. */
function distinct(faces: readonly Face[]): Face[] {
  const byName = new Map(faces.map((face) => [`${face.family} ${String(face.weight)} ${face.style}`, face]));
  return [...byName.values()];
}
