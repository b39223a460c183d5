/** Makes Chromium as old as Lectern's oldest browsers: what not all of them have, and some more, it does not know. */
import type { Page, Route } from 'playwright-core';
import { newer } from '../setup/compatibility/newer.ts';

/** What all of the oldest have, but what they have not had for long. */
const YOUNG = [
  'css.types.color.light-dark',
  'css.selectors.has',
  'html.elements.template.shadowrootmode',
  'api.Navigator.serviceWorker',
  'api.Navigator.wakeLock',
];

const FORGOTTEN = [...newer.flatMap(([, ...paths]) => paths), ...YOUNG];

/** A text of a page or a style sheet, and what stands there for a browser that does not know it. */
type Replacement = readonly [known: RegExp, unknown: string];

/** Has a page forget these features: their names in what is served, their objects in what runs. */
export async function forget(page: Page): Promise<void> {
  // To Chromium, what a test has changed is not of this machine.
  await page.context().grantPermissions(['local-network-access']);
  await page.route('**/*', (route) => answer(route).catch(unlessLeft));
  await page.addInitScript(
    deleteMembers,
    FORGOTTEN.filter((path) => path.startsWith('api.')),
  );
}

/** Answers a request with what the server says, changed. */
async function answer(route: Route): Promise<void> {
  const response = await route.fetch();
  const type = response.headers()['content-type'] ?? '';
  if (!/^text\/(html|css|javascript)/.test(type)) return route.fulfill({ response });
  // The policy names scripts by their hashes.
  const parts = (await response.text()).split(/(<script[^>]*>[\s\S]*?<\/script>)/);
  const isPage = type.startsWith('text/html');
  const body = parts.map((part) => (isPage && part.startsWith('<script') ? part : changed(part)));
  await route.fulfill({ response, body: body.join('') });
}

/** Passes over that a page is left while it loads what no test waits for. */
function unlessLeft(error: unknown): void {
  if (!(error instanceof Error) || !/disposed|closed/.test(error.message)) throw error;
}

/** What has been changed already: pages share most of their files, and changing one takes a second. */
const made = new Map<string, string>();

function changed(text: string): string {
  const before = made.get(text);
  if (before !== undefined) return before;
  const after = REPLACEMENTS.reduce((so, [known, unknown]) => so.replaceAll(known, unknown), text);
  made.set(text, after);
  return after;
}

const REPLACEMENTS = FORGOTTEN.flatMap(replacementsOf);

/** Returns how a feature is made unknown; nothing for those of scripts. */
function replacementsOf(path: string): Replacement[] {
  const [language, kind, name = '', part = '', value] = path.split('.');
  switch (language === 'css' ? kind : language) {
    case 'properties':
      return part === ''
        ? [[new RegExp(`(?<=[{;"(])${name}:`, 'g'), `x-${name}:`]]
        : [[new RegExp(`(?<=[{;"(]${name}:[^;{}]*)\\b${part}\\b`, 'g'), `x-${part}`]];
    case 'types':
      return [[new RegExp(`\\b${part}\\(`, 'g'), `x-${part}(`]];
    case 'selectors':
      return [[new RegExp(`(?<=:)${name}(?=[({,:.)\\s])`, 'g'), `x-${name}`]];
    case 'at-rules':
      return [[new RegExp(`\\(${part}:`, 'g'), `(x-${part}:`]];
    case 'html':
      return value === undefined
        ? [[new RegExp(`(?<=<${name} [^>]*)\\b${part}=`, 'g'), `x-${part}=`]]
        : [[new RegExp(`(?<=<${name} [^>]*\\b${part}=")${value}\\b`, 'g'), `x-${value}`]];
    default:
      return [];
  }
}

/** Runs in the page. */
function deleteMembers(paths: readonly string[]): void {
  const all = globalThis as unknown as Record<string, { prototype?: object } | undefined>;
  for (const path of paths) {
    const [, one = '', member = ''] = path.split('.');
    const home = all[one];
    if (member === '') Reflect.deleteProperty(globalThis, one);
    else if (one === 'Window') Reflect.deleteProperty(globalThis, member);
    else if (home && member.endsWith('_static')) Reflect.deleteProperty(home, member.replace(/_static$/, ''));
    else if (home) Reflect.deleteProperty(home.prototype ?? home, member);
  }
}
