/** The CSS properties that the guide names as an interface: each takes effect, set in a theme's folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolder } from '../setup/folder.ts';
import { atRest, openStage, type Stage, visitDeck } from './page.ts';

const guide = readFileSync(join(import.meta.dirname, '../../decks/guide/themes-and-fonts.md'), 'utf8');
const [, slide = ''] = /\n## Properties that are made to be set\n([\s\S]*?)\n----\n/.exec(guide) ?? [];
const table = slide.slice(slide.indexOf('| Property'));
const NAMES = [...new Set([...table.matchAll(/`(--[\w-]+)`/g)].map(([, name = '']) => name))];

/** A value that no theme has. */
function oddValue(name: string): string {
  if (/font$/.test(name)) return `"${name.slice(4)}", cursive`;
  if (/weight$/.test(name)) return '333';
  return /^--(?:ink|soft|accent|paper|ground|rule|logo-plate)$/.test(name) ? 'rgb(1 2 3)' : '37px';
}

const folder = createFolder({
  'acme/theme.css': `:root { ${NAMES.map((name) => `${name}: ${oddValue(name)};`).join(' ')} }`,
  'acme/theme.yml': 'logo: logo.svg',
  'acme/logo.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"><rect width="3" height="1"/></svg>',
  'talk.md': [
    `---\ntheme: acme\n---\n\n${readFileSync(join(import.meta.dirname, 'layouts.md'), 'utf8')}`,
    ...[4, 8, 12].map((times) => 'Words of a statement. '.repeat(times).trim()),
    '## Code\n\n<code>x</code>',
  ].join('\n\n---\n\n'),
});

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(folder.path);
});
afterAll(async () => {
  await stage?.close();
  folder.remove('.');
});

/** What is looked at. */
const SEEN =
  'color background-color border-top-color border-top-left-radius font-family font-size font-weight padding-top padding-left column-gap'.split(
    ' ',
  );

/** Returns the properties for which nothing on any slide changes when they are taken away from the theme's rule. */
function withoutEffect(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate(
    ({ all, properties }) => {
      const seen = [
        document.documentElement,
        ...document.querySelectorAll<HTMLElement>('.reveal-viewport, .reveal, .slides *'),
      ];
      const look = () => {
        const values = seen.flatMap((element) =>
          [null, '::before', '::after'].map((part) => {
            const style = getComputedStyle(element, part);
            return properties.map((property) => style.getPropertyValue(property)).join();
          }),
        );
        return values.join('\n');
      };
      const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]);
      return all.filter((name) => {
        const rule = rules.findLast(
          (each): each is CSSStyleRule =>
            each instanceof CSSStyleRule &&
            each.selectorText === ':root' &&
            each.style.getPropertyValue(name) !== '',
        );
        if (!rule) return true;
        const before = look();
        const value = rule.style.getPropertyValue(name);
        rule.style.removeProperty(name);
        const changes = look() !== before;
        rule.style.setProperty(name, value);
        return !changes;
      });
    },
    { all: names, properties: SEEN },
  );
}

test('each property that the guide names takes effect in a theme’s folder', async () => {
  expect(NAMES.length).toBeGreaterThan(15);
  const { page } = await visitDeck(stage, '/talk/');
  await atRest(page);
  expect(await withoutEffect(page, NAMES)).toEqual([]);
  expect(await withoutEffect(page, ['--no-such'])).toEqual(['--no-such']);
});
