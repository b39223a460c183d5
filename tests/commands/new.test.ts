/** `lectern new`, as users run it. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { command, runNode } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';

/** A module that fills the disk once a deck's picture is written. */
const FULL_DISK = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const fill = (target, name) => {
    const write = target[name];
    target[name] = (path, ...rest) => {
      if (!String(path).endsWith('boats.svg')) return write(path, ...rest);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
    };
  };
  fill(fs, 'writeFileSync');
  fill(fs.promises, 'writeFile');
  syncBuiltinESMExports();
`;

const folders: TestFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove('.');
});

function home(files = {}) {
  const folder = createFolder(files);
  folders.push(folder);
  return {
    folder,
    run: (...words: string[]) => runNode([command, 'new', ...words], { cwd: folder.path }),
  };
}

test('words become a deck among the others, and the next command is told', async () => {
  const { folder, run } = home();
  const { code, stdout, stderr } = await run('The', 'tide');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^decks.the-tide.deck\.md is written: .*\n\n {2}(lectern dev|npm run dev) {3}then open \/the-tide\/: /,
  );
  expect(readdirSync(folder.at('decks/the-tide')).sort()).toEqual(['boats.svg', 'deck.md']);
  expect(readFileSync(folder.at('decks/the-tide/deck.md'), 'utf8')).toMatch(/^---\ntitle: "The tide"\n/);
});

test('a path names the folder', async () => {
  const { folder, run } = home();
  const { stdout } = await run('talks/tide');
  expect(stdout).toMatch(/dev( --)? talks {3}then open \/tide\//);
  expect(readdirSync(folder.at('talks/tide')).sort()).toEqual(['boats.svg', 'deck.md']);
});

test.each([
  ['a folder', { 'decks/tide/notes.txt': 'mine' }, 'decks/tide'],
  ['a file', { 'decks/tide.md': '# Mine' }, 'decks/tide.md'],
])('%s of that name is left as it is', async (_, files, taken) => {
  const { folder, run } = home(files);
  const { code, stdout, stderr } = await run('tide');
  expect([code, stdout, stderr.replaceAll('\\', '/')]).toEqual([
    2,
    '',
    `lectern: ${taken} is there already, and was left as it is. Choose another name.\n`,
  ]);
  expect(readdirSync(folder.at('decks'), { recursive: true })).toHaveLength(
    Object.keys(files)[0]?.split('/').slice(1).length ?? 0,
  );
});

test('where the disk is full, nothing is left that would take the name', async () => {
  const { folder } = home();
  const { code, stderr } = await runNode(
    ['--import', `data:text/javascript,${encodeURIComponent(FULL_DISK)}`, command, 'new', 'tide'],
    { cwd: folder.path },
  );
  expect([code, stderr]).toEqual([1, 'lectern: The disk is full. Make room on it, and try again.\n']);
  expect(readdirSync(folder.path)).toEqual([]);
});

test.each([
  [[], 'A deck needs a name: lectern new NAME, such as lectern new tide.'],
  [['!!'], '“!!” makes no address. Use letters or digits, such as: lectern new tide.'],
  [['--theme'], '--theme needs a value: --theme NAME.'],
  [['--theme', '..'], '“..” makes no folder. Use letters or digits, such as: lectern new --theme acme.'],
  [
    ['--theme', 'Folio'],
    'A theme folio comes with Lectern, and decks would get that one. Choose another name.',
  ],
  [
    ['My', 'talk', '--theme', 'folio'],
    '--theme folio begins a theme, and no deck beside it: leave “My talk” out, or quote a name of several words. A deck’s theme stands in its front matter.',
  ],
])('%j is refused', async (words, message) => {
  const { code, stderr } = await home().run(...words);
  expect([code, stderr]).toEqual([2, `lectern: ${message}\n`]);
});

test('a theme is written beside the decks, and takes effect in one that names it', async () => {
  const { folder, run } = home({ 'talk.md': '---\ntheme: brand-new\n---\n{.hero}\n\n## Here' });
  const { code, stdout, stderr } = await run('--theme', 'Brand new');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.replaceAll('\\', '/').replace('npm run dev', 'lectern dev')).toBe(
    [
      'brand-new/theme.yml is written, and theme.css beside it: a theme that explains itself.',
      '',
      '  theme: brand-new   in a deck’s front matter takes it, or in `defaults` of site.yml for all decks',
      '  lectern dev   then every save of it is on the screen at once',
      '',
      '',
    ].join('\n'),
  );
  expect(readdirSync(folder.at('brand-new')).sort()).toEqual(['theme.css', 'theme.yml']);
  const checked = await runNode([command, 'check'], { cwd: folder.path });
  expect([checked.code, checked.stdout, checked.stderr]).toEqual([0, expect.any(String), '']);
  const again = await run('--theme', 'brand-new');
  expect([again.code, again.stderr]).toEqual([
    2,
    'lectern: brand-new is there already, and was left as it is. Choose another name.\n',
  ]);
});
