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
  if (/font$/.test(name)) return 'Brand, cursive';
  if (/weight$/.test(name)) return '333';
  return /^--(?:ink|soft|accent|paper|ground|rule)$/.test(name) ? 'rgb(1 2 3)' : '37px';
}

const folder = createFolder({
  'acme/theme.css': `:root { ${NAMES.map((name) => `${name}: ${oddValue(name)};`).join(' ')} }`,
  'talk.md': `---\ntheme: acme\n---\n\n${readFileSync(join(import.meta.dirname, 'layouts.md'), 'utf8')}`,
});

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(folder.path);
});
afterAll(async () => {
  await stage?.close();
  folder.remove('.');
});

/** Returns the properties for which nothing on any slide changes when they are taken away from the theme's rule. */
function withoutEffect(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate((all) => {
    const seen = [
      document.documentElement,
      ...document.querySelectorAll<HTMLElement>('.reveal-viewport, .reveal, .slides *'),
    ];
    const look = () => {
      const values = seen.flatMap((element) =>
        [null, '::before'].map((part) => {
          const { color, backgroundColor, borderTopColor, borderRadius, font, padding, gap } =
            getComputedStyle(element, part);
          return [color, backgroundColor, borderTopColor, borderRadius, font, padding, gap].join();
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
  }, names);
}

test('each property that the guide names takes effect in a theme’s folder', async () => {
  expect(NAMES.length).toBeGreaterThan(15);
  const { page } = await visitDeck(stage, '/talk/');
  await atRest(page);
  expect(await withoutEffect(page, NAMES)).toEqual([]);
  expect(await withoutEffect(page, ['--no-such'])).toEqual(['--no-such']);
});
