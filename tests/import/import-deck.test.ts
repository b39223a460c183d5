/** Decks of other tools that cover their constructs: what is made of each compiles, and the check finds no error. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkSite } from '../../server/check/check-site.ts';
import { writeFolder } from '../../server/commands/write-folder.ts';
import { rules } from '../../server/deck/model/rules.ts';
import { parseDeck } from '../../server/deck/parse.ts';
import { importDeck } from '../../server/import/import-deck.ts';
import { openSite } from '../../server/site/load.ts';
import type { Files } from '../setup/folder.ts';
import { createSite, type TestSite } from '../setup/loading.ts';
import { pack, slide } from './from/pptx/presentation.ts';
import { sources } from './sources.ts';

let site: TestSite;
const folders = new Map<string, string>();

beforeAll(async () => {
  const picture =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="#678"/></svg>';
  const files = Object.entries(sources).flatMap(([name, { files: own }]) =>
    Object.entries(own).map(
      ([path, text]) => [`from/${name}/${path}`, text === '' ? picture : text] as const,
    ),
  );
  site = createSite(Object.fromEntries(files) as Files);
  mkdirSync(site.folder.at('to'));
  for (const [name, { file }] of Object.entries(sources)) {
    const { texts, copies, tool } = importDeck(
      site.folder.at(`from/${name}/${file}`),
      site.folder.at(`from/${name}`),
    );
    folders.set(name, tool);
    await writeFolder(site.folder.at(`to/${name}`), { texts, copies });
  }
});
afterAll(() => site.remove());

test.each(Object.entries(sources))(
  '%s has its slides, notes and steps',
  (name, { tool, slides, notes, steps }) => {
    expect(folders.get(name)).toBe(tool);
    const read = (path: string) => readFileSync(site.folder.at(`to/${name}/${path}`), 'utf8');
    const text = readFileSync(site.folder.at(`to/${name}/deck.md`), 'utf8');
    const { stacks } = parseDeck({ name, file: 'deck.md', format: 'markdown', text, read });
    const all = stacks.flatMap((stack) => stack.slides);
    expect([all.length, all.filter((slide) => slide.notes !== '').map((slide) => slide.notes)], text).toEqual(
      [slides, notes],
    );
    expect(
      text.match(/\{[^}\n]*\.fragments?\b|class="[^"]*\bfragment\b|```\S* \[[^\]]*\|/g)?.length ?? 0,
      text,
    ).toBe(steps);
  },
);

test('the check finds no error in any', async () => {
  const options = { ...site.options, path: site.folder.at('to') };
  const { site: loaded } = await site.load(options);
  const told = [
    ...loaded.diagnostics,
    ...loaded.decks.flatMap((deck) => deck.diagnostics),
    ...(await checkSite(loaded, await openSite(options))),
  ];
  const errors = told.filter(({ rule }) => rules[rule].severity === 'error');
  expect(errors.map(({ file, line, reason }) => `${file}:${line}: ${reason}`)).toEqual([]);
  expect(loaded.decks).toHaveLength(Object.keys(sources).length);
});

test('nothing of a deck is lost without a word: each loss has its line', () => {
  const report = readFileSync(site.folder.at('to/slidev/import-report.md'), 'utf8');
  expect(report.split('\n').filter((line) => line.startsWith('- ✗'))).toEqual(
    [
      '- ✗ slides.md:46: `{{ $page }}`: Lectern runs no Vue: what stands in braces is shown as it is.',
      '- ✗ slides.md:44: `gone.png`: there is no such file beside the deck.',
    ].sort(),
  );
});

test.each(['pptx', 'PPTM', 'ppsx', 'potx'])('a .%s is a presentation of PowerPoint', (extension) => {
  const path = site.folder.at(`talk.${extension}`);
  writeFileSync(path, pack([[slide('')]]));
  expect(importDeck(path, site.folder.at('.')).tool).toBe('PowerPoint');
});

test.each(['ppt', 'odp', 'key'])('a .%s is to be saved as .pptx first', (extension) => {
  const path = site.folder.at(`talk.${extension}`);
  writeFileSync(path, new Uint8Array([0]));
  expect(() => importDeck(path, site.folder.at('.'))).toThrow(
    `${path} is a presentation in a format that is not read here. Open it where it was written, save it as .pptx, and import that.`,
  );
});

test('a .qmd is Quarto’s, whatever settings it has that another tool knows, too', () => {
  const path = site.folder.at('talk.qmd');
  writeFileSync(
    path,
    '---\nformat: revealjs\nrevealjs: { controls: false }\nbg: red\n---\n\n## A\n\n![[a]]\n',
  );
  expect(importDeck(path, site.folder.at('.')).tool).toBe('Quarto, Pandoc or R Markdown');
});

test('what browsers do not show as a picture becomes a link, and is told', () => {
  writeFileSync(site.folder.at('plot.pdf'), '%PDF');
  const path = site.folder.at('plots.md');
  writeFileSync(path, 'autoscale: true\n\n![inline](plot.pdf)\n\n---\n\n# B\n\n![fit](plot.pdf)\n');
  const { texts, copies } = importDeck(path, site.folder.at('.'));
  expect(texts.get('deck.md')).toContain('[plot.pdf](plot.pdf)\n\n---\n\n');
  expect(texts.get('deck.md')).toContain('# B\n\n[plot.pdf](plot.pdf)');
  const told = 'browsers do not show it as a picture; it is a link now. Save it as SVG or PNG.';
  const report = String(texts.get('import-report.md'));
  expect(report).toContain(`plots.md:3: \`plot.pdf\`: ${told}`);
  expect(report).toContain(`plots.md:9: \`plot.pdf\`: ${told}`);
  expect([...copies.keys()]).toEqual(['plot.pdf']);
});
