/** Which features of the web the oldest supported browsers have, by MDN's data. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserName, CompatData, Identifier, SimpleSupportStatement } from '@mdn/browser-compat-data';
import { oldestBrowsers } from '../../../server/bundle/browsers.ts';

/** The data, read as a file: as a module, Vite would take seconds for it. */
const data: CompatData = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@mdn/browser-compat-data'), 'utf8'),
);

type Version = readonly [major: number, minor: number];

/** The oldest browsers by the data's names. */
const OLDEST: readonly (readonly [BrowserName, Version])[] = [
  ['chrome', oldestBrowsers.chrome],
  ['edge', oldestBrowsers.edge],
  ['firefox', oldestBrowsers.firefox],
  ['safari', oldestBrowsers.safari],
  ['safari_ios', oldestBrowsers.ios],
];

/** Returns the entry at a path such as `css.selectors.has`; undefined where the data has none. */
export function entryAt(path: string): Identifier | undefined {
  let found: unknown = data;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = Object.getOwnPropertyDescriptor(found, name)?.value;
  }
  // The data's own types say so of everything below its first level.
  return found as Identifier;
}

/** Returns the names of the entries directly below a path. */
export function namesBelow(path: string): string[] {
  return Object.keys(entryAt(path) ?? {}).filter((name) => name !== '__compat');
}

const lacks = new Map<string, readonly string[]>();

/**
 * Returns the oldest browsers that lack a feature, each with the version that has it, such as `safari 17.5`. None where the
 * data knows nothing of it. A feature that a browser has in part counts as there.
 */
export function lacking(path: string): readonly string[] {
  const known = lacks.get(path) ?? findLacking(path);
  lacks.set(path, known);
  return known;
}

/** Returns whether browsers of two makers have a feature, or had it once. */
export function isShared(path: string): boolean {
  const support = entryAt(path)?.__compat?.support;
  const makers = (['chrome', 'firefox', 'safari'] as const).filter((name) =>
    [support?.[name] ?? []]
      .flat()
      .some(({ version_added, flags }) => version_added && version_added !== 'preview' && !flags),
  );
  return makers.length > 1;
}

function findLacking(path: string): string[] {
  const support = entryAt(path)?.__compat?.support;
  if (!support) return [];
  return OLDEST.flatMap(([browser, oldest]) => {
    const statements = [support[browser] ?? []].flat();
    if (statements.some((statement) => isThere(statement, oldest))) return [];
    const since = statements.map(({ version_added }) => version_added).find((version) => version);
    return [since ? `${browser} has it since ${since}` : `${browser} has it never`];
  });
}

function isThere(statement: SimpleSupportStatement, oldest: Version): boolean {
  // What needs a switch, or has another name, is not there for whoever writes this name.
  if (statement.flags || statement.prefix || statement.alternative_name) return false;
  const { version_added: added, version_removed: removed } = statement;
  return isUpTo(added, oldest) && !(removed && isUpTo(removed, oldest));
}

/** Returns whether a version, such as `16.4` or `≤37`, is at most another. */
function isUpTo(version: SimpleSupportStatement['version_added'], [major, minor]: Version): boolean {
  const [, first, second = 0] = /^≤?(\d+)(?:\.(\d+))?/.exec(`${version}`) ?? [];
  if (first === undefined) return false;
  return Number(first) < major || (Number(first) === major && Number(second) <= minor);
}
