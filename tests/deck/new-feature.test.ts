/** A feature is one folder, one line in each of two lists, its pair and its slide: here one comes to be, in a copy of the project. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { createCache } from '../setup/cache.ts';
import { runNode } from '../setup/command.ts';
import { createFolder } from '../setup/folder.ts';

/** Ten seconds, but for machines on which other tests run beside. */
const PATIENCE_MS = 180_000;

const root = join(import.meta.dirname, '../..');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const copy = createFolder({ node_modules: { link: join(root, 'node_modules') } });
const cache = createCache(inject('buildDirectory'));
afterAll(() => {
  copy.remove('');
  cache.remove();
});

/** All that CONTRIBUTING asks of `:kbd[Ctrl]`: its folder, */
const folder = {
  'server/deck/features/keys/keys.ts': `/** Keys of a keyboard: \`:kbd[Ctrl]\`. */
import { createElement, createText, type Element, elements, isText, type Node, replaceNode } from '../../html/tree.ts';

const KEY = /:kbd\\[([^\\][]+)\\]/;

/** Makes keys of what is written so, but not in code. */
export function markKeys(section: Element): void {
  for (const { tagName, childNodes } of [section, ...elements(section)]) {
    if (tagName === 'code' || tagName === 'pre') continue;
    for (const child of [...childNodes]) {
      if (isText(child) && KEY.test(child.value)) replaceNode(child, partsOf(child.value));
    }
  }
}

/** Every second part is what a key shows. */
function partsOf(text: string): Node[] {
  return text.split(KEY).map((part, i) => {
    if (i % 2 === 0) return createText(part);
    const key = createElement('kbd', { 'data-key': '' });
    key.childNodes.push(createText(part));
    return key;
  });
}
`,
  'server/deck/features/keys/keys.css':
    '.reveal kbd[data-key] { border: 0.07em solid; border-radius: 0.2em }\n',
};

/** its pair, */
const pair = {
  'tests/deck/features/keys/keys.md': 'Press :kbd[Ctrl] and :kbd[C], not `:kbd[C]`.\n',
  'tests/deck/features/keys/keys.html':
    '<section id="s-e47630ad">\n  <p>Press <kbd data-key="">Ctrl</kbd> and <kbd data-key="">C</kbd>, not <code>:kbd[C]</code>.</p>\n</section>\n',
  'tests/deck/features/keys/pairs.test.ts': readFileSync(
    join(import.meta.dirname, 'features/callouts/pairs.test.ts'),
    'utf8',
  ),
};

/** its lines in the lists, by file: what each stands before; */
const lines = {
  'server/deck/model/features.ts': [
    ['  variables: {},', "  keys: { keys: { mark: 'data-key', styles: 'keys.css' } },"],
  ],
  'server/deck/slide/steps.ts': [
    ['import { layColumns }', "import { markKeys } from '../features/keys/keys.ts';"],
    ['  ({ section, warn }) => checkLayout(', '  inMarkdown(({ section }) => markKeys(section)),'],
  ],
} as const;

/** and its slide. */
const slide = '\n\n----\n\n{.columns}\n\n## Keys\n\n```markdown\n:kbd[Ctrl]\n```\n\n***\n\n:kbd[Ctrl]\n';

/** What is asked of the copy, in it. */
const questions = `
import { expect, inject, test } from 'vitest';
import { checkSite } from '../server/check/check-site.ts';
import { loadSite, openSite } from '../server/site/load.ts';

async function load(path) {
  const options = { path, buildDirectory: inject('buildDirectory'), cacheDirectory: inject('cacheDirectory') };
  const site = await loadSite(options);
  const told = [...site.diagnostics, ...site.decks.flatMap(({ diagnostics }) => diagnostics)];
  return { site, told: [...told, ...(await checkSite(site, await openSite(options)))] };
}

function pageOf(site, deck) {
  return Buffer.from(site.resources.get('/' + deck + '/').body.bytes).toString();
}

test('a page has the feature, and its style only if a slide uses it', async () => {
  const { site, told } = await load('talks');
  expect(told).toEqual([]);
  expect(pageOf(site, 'with')).toContain('<kbd data-key="">Ctrl</kbd>');
  expect(pageOf(site, 'with')).toMatch(/kbd\\[data-key\\]\\{border/);
  expect(pageOf(site, 'with')).toContain(' data-features="keys"');
  expect(pageOf(site, 'without')).toContain('<kbd>Ctrl</kbd>');
  expect(pageOf(site, 'without')).not.toContain('data-key');
});

test('nothing is wrong with the guide', async () => {
  const { site, told } = await load('decks/guide');
  expect(told).toEqual([]);
  expect(pageOf(site, 'guide')).toContain('<kbd data-key="">Ctrl</kbd>');
});
`;

test('a feature is its folder, two lines, its pair and its slide, and nothing else', {
  timeout: PATIENCE_MS,
}, async () => {
  for (const part of ['server', 'client', 'decks/guide', 'package.json', 'tests/deck/features'])
    cpSync(join(root, part), copy.at(part), { recursive: true });
  for (const file of ['normal-form.ts', 'pairs.ts'])
    cpSync(join(root, 'tests/deck', file), copy.at(`tests/deck/${file}`));
  copy.write({ ...folder, ...pair });
  for (const [file, added] of Object.entries(lines)) {
    let text = readFileSync(copy.at(file), 'utf8');
    for (const [before, line] of added) {
      expect(text).toContain(before);
      text = text.replace(before, () => `${line}\n${before}`);
    }
    copy.write({ [file]: text });
  }
  const guide = 'decks/guide/text.md';
  copy.write({ [guide]: `${readFileSync(copy.at(guide), 'utf8').trimEnd()}${slide}` });

  copy.write({
    'talks/with.md': '# With\n\nPress :kbd[Ctrl].\n',
    'talks/without.md': '# Without\n\nPress <kbd>Ctrl</kbd>.\n',
    'tests/questions.test.js': questions,
    'vitest.config.js': `export default ${JSON.stringify({
      cacheDir: copy.at('vite'),
      test: {
        css: true,
        include: ['tests/questions.test.js', 'tests/deck/features/{,keys/}*.test.ts'],
        provide: { buildDirectory: inject('buildDirectory'), cacheDirectory: cache.path },
        testTimeout: PATIENCE_MS,
      },
    })}`,
  });
  const { code, stdout, stderr } = await runNode([vitest, 'run', '--update=none'], {
    cwd: copy.path,
    env: { NO_COLOR: '1' },
  });
  expect({ code, said: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, said: '' });
  expect(stdout).toMatch(/Test Files\s+3 passed/);
});
