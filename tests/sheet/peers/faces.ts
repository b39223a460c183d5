/** The faces that other tools take from hosts on the internet, brought from npm instead, so that none is shown without. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { installedPackages } from '../../bench/peers.ts';

const PACKAGES = [
  ...['@fontsource/nunito-sans', '@fontsource/fira-code', '@fontsource/pt-serif'],
  ...['@fontsource/pt-mono', '@fontsource/lato', '@fontsource/roboto-mono'],
];

const HOSTS = /^https:\/\/fonts\.(?:googleapis\.com|bunny\.net)\//;
const FILES = 'https://faces.example/';

/** Answers requests for style sheets of faces, and for their files. */
export async function bringFaces(context: BrowserContext): Promise<void> {
  const folder = join(installedPackages('faces', PACKAGES), 'node_modules', '@fontsource');
  await context.route(HOSTS, (route) =>
    route.fulfill({
      contentType: 'text/css',
      headers: { 'access-control-allow-origin': '*' },
      body: facesOf(folder, new URL(route.request().url())),
    }),
  );
  await context.route(`${FILES}*`, (route) => {
    const name = route.request().url().slice(FILES.length);
    const family = name.replace(/-latin-.*/, '');
    return route.fulfill({
      contentType: 'font/woff2',
      headers: { 'access-control-allow-origin': '*' },
      body: readFileSync(join(folder, family, 'files', name)),
    });
  });
}

/** Writes the rules for the families that an address names. */
function facesOf(folder: string, { searchParams }: URL): string {
  const families = searchParams
    .getAll('family')
    .flatMap((each) => each.split('|'))
    .map((each) => each.replace(/:.*/, ''));
  return families
    .flatMap((family) => {
      const id = family.toLowerCase().replaceAll(' ', '-');
      return [400, 700, 900].flatMap((weight) =>
        ['normal', 'italic'].map((style) => ({ family, id, weight, style })),
      );
    })
    .filter(({ id, weight, style }) =>
      existsSync(join(folder, id, 'files', `${id}-latin-${weight}-${style}.woff2`)),
    )
    .map(
      ({ family, id, weight, style }) =>
        `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url(${FILES}${id}-latin-${weight}-${style}.woff2)}`,
    )
    .join('');
}
