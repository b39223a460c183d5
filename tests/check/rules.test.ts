/**
 * Every rule finds what it is for in the decks `RULE-failing…` of the fixtures, as `expected/RULE.txt` says, and nothing is
 * said of the decks `RULE-passing…`. All of them are one site, so that it is loaded once.
 */
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { checkSite } from '../../server/check/check-site.ts';
import { inOrder } from '../../server/check/report.ts';
import type { Diagnostic } from '../../server/deck/model/diagnostic.ts';
import { isRuleName, rules } from '../../server/deck/model/rules.ts';
import { loadSite, openSite } from '../../server/site/load.ts';
import { createCache, type TestCache } from '../setup/cache.ts';
import { createFolder } from '../setup/folder.ts';

const path = join(import.meta.dirname, 'fixtures');
/** What only a browser finds has its decks in `tests/browser/check-render.test.ts`, what takes too long in `tests/compiler`. */
const names = Object.entries(rules)
  .filter(([, { rendered, supervised }]) => !rendered && !supervised)
  .map(([name]) => name);
/** Those that can be switched off. */
const optional = new Set(names.filter((name) => isRuleName(name) && !rules[name].stops));

/** Compiling so many decks takes a while where other tests run beside. */
const DISK_TIMEOUT_MS = 120_000;

let cache: TestCache;
let all: readonly Diagnostic[] = [];
beforeAll(async () => {
  cache = createCache(inject('buildDirectory'));
  all = await toldOf(path);
}, DISK_TIMEOUT_MS);
afterAll(() => cache.remove());

/** What is said of a folder of decks. */
async function toldOf(folder: string): Promise<readonly Diagnostic[]> {
  const options = { path: folder, buildDirectory: inject('buildDirectory'), cacheDirectory: cache.path };
  const site = await loadSite(options);
  const told = site.decks.flatMap(({ diagnostics }) => diagnostics);
  return inOrder([...site.diagnostics, ...told, ...(await checkSite(site, await openSite(options)))]);
}

test('every rule has decks that fail and pass, and every deck is of a rule', () => {
  const decks = readdirSync(path).filter((name) => name !== 'site.yml');
  const pairs = decks.map((name) => /^(.*)-(failing|passing)(?:-html)?$/.exec(name)?.slice(1, 3).join(' '));
  const wanted = names.flatMap((name) => [`${name} failing`, `${name} passing`]);
  // What is wrong in a site’s own file is in no deck.
  expect([...new Set([...pairs, 'unknown-deck failing'])].sort()).toEqual(wanted.sort());
});

test('nothing is said of decks that pass', () => {
  expect(all.filter(({ file }) => /-passing(?:-html)?\//.test(file))).toEqual([]);
});

test(
  'nothing is said of decks that have their rule off, unless it stops them',
  async () => {
    const folder = createFolder();
    const decks = readdirSync(path).flatMap((name) => {
      const [, rule = ''] = /^(.*)-failing(?:-html)?$/.exec(name) ?? [];
      return optional.has(rule) ? [{ name, rule }] : [];
    });
    // A link in one of them leads to another.
    for (const name of [...decks.map((deck) => deck.name), 'unserved-passing'])
      cpSync(join(path, name), folder.at(name), { recursive: true, verbatimSymlinks: true });
    const settings = decks.map(({ name, rule }) => `  ${name}: { check: { ${rule}: off } }\n`);
    const defaults = 'defaults: { theme: serif, check: { unknown-deck: off } }\n';
    folder.write({ 'site.yml': `${defaults}decks:\n  nobody: {}\n${settings.join('')}` });
    const told = await toldOf(folder.path);
    folder.remove('');
    expect(told).toEqual([]);
  },
  DISK_TIMEOUT_MS,
);

describe('what fails is found where it is, and nothing else', () => {
  test.each(names)('%s', async (rule) => {
    const isOwn = ({ file }: Diagnostic) =>
      file.startsWith(`${rule}-failing`) || (file === 'site.yml' && rule === 'unknown-deck');
    const lines = all
      .filter(isOwn)
      .map(
        (found) =>
          `${found.file}:${found.line}:${found.column} [${found.rule}]\n  ${found.reason}.\n  ${found.hint}\n`,
      );
    expect(all.filter(isOwn).filter((found) => found.rule !== rule)).toEqual([]);
    expect(lines).not.toEqual([]);
    await expect(lines.join('')).toMatchFileSnapshot(join(import.meta.dirname, 'expected', `${rule}.txt`));
  });
});
