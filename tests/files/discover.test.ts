/** What PATH holds: decks by their addresses, folders of the whole site, and what can't be served. */
import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { relative } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type Discovered, discover, proseIn } from '../../server/files/discover.ts';
import { listFiles, sentenceOf } from '../../server/files/read-folder.ts';
import { SiteError } from '../../server/files/site-error.ts';
import { createFolder, type Files, type TestFolder, withoutPrivileges } from '../setup/folder.ts';

const folders: TestFolder[] = [];
afterAll(() => {
  for (const folder of folders) folder.remove('');
});

function folderOf(files: Files): TestFolder {
  const folder = createFolder(files);
  folders.push(folder);
  return folder;
}

/** Main files by address, relative to the root. */
function mains({ decks, root }: Discovered): Record<string, string> {
  return Object.fromEntries(
    decks.map(({ name, file }) => [name, relative(root, file).replaceAll('\\', '/')]),
  );
}

/** The message of the SiteError that discovering raises. */
function refusal(path: string): string {
  try {
    discover(path);
  } catch (error) {
    if (error instanceof SiteError) return error.message;
    throw error;
  }
  return 'nothing was refused';
}

describe('a folder of decks', () => {
  test('holds a deck for each folder with a main file and each Markdown file', () => {
    const { path } = folderOf({
      'talk/deck.md': '# A',
      'solo.md': '# B',
      'long.markdown': '# C',
      'img/logo.png': '',
      'notes.txt': '',
    });
    const found = discover(path);
    expect(mains(found)).toEqual({ long: 'long.markdown', solo: 'solo.md', talk: 'talk/deck.md' });
    expect(found.shared).toEqual(['img']);
    expect(found.problems).toEqual([]);
  });

  test.each([
    [['deck.md', 'slides.md', 'index.html'], 'deck.md'],
    [['slides.md', 'content.md'], 'slides.md'],
    [['content.md', 'index.md'], 'content.md'],
    [['index.md', 'talk.md'], 'index.md'],
    [['talk.md', 'deck.html'], 'talk.md'],
    [['deck.html', 'index.html'], 'deck.html'],
    [['index.html', 'other.md'], 'index.html'],
  ])('of %j, the main file is %s', (names, main) => {
    const { path } = folderOf({
      'other/deck.md': '',
      ...Object.fromEntries(names.map((name) => [`talk/${name}`, ''])),
    });
    expect(mains(discover(path)).talk).toBe(`talk/${main}`);
  });

  test.each(['README.md', 'readme.md', 'CHANGELOG.md', 'LICENSE.md', '.hidden.md'])(
    '%s is no deck',
    (name) => {
      const { path } = folderOf({ [name]: '', 'a.md': '# A' });
      expect(mains(discover(path))).toEqual({ a: 'a.md' });
    },
  );

  test.each(['.git', 'node_modules', 'bower_components'])('%s is not looked into', (name) => {
    const { path } = folderOf({ [`${name}/deck.md`]: '', 'a.md': '' });
    const found = discover(path);
    expect([mains(found), found.shared]).toEqual([{ a: 'a.md' }, []]);
  });

  test('what a build wrote is passed over, another folder of that name is not', () => {
    const { path } = folderOf({ 'dist/lectern.mjs': '', 'dist/report.html': '', 'a.md': '' });
    expect(discover(path).shared).toEqual([]);
    const other = folderOf({ 'dist/picture.png': '', 'a.md': '' });
    expect(discover(other.path).shared).toEqual(['dist']);
  });

  test('what was exported, and a static site, is passed over, a page of somebody else is not', () => {
    const page = '<section>A</section>';
    const { path } = folderOf({
      'a.md': '',
      'a-reveal/index.html': page,
      'a-reveal/reveal.LICENSE.txt': '',
      'web/site/index.html': page,
      'web/site/.lectern-site': '',
      'other/index.html': page,
    });
    const found = discover(path);
    expect([mains(found), found.shared]).toEqual([{ a: 'a.md', other: 'other/index.html' }, ['web']]);
  });

  test('folders without a main file are looked into', () => {
    const { path } = folderOf({
      'a/deck.md': '# A\n\n<!-- include: ../parts/part.md#2 -->',
      'a/b/deck.md': '# Not a deck: a folder belongs to one',
      'course/week 1/tides.md': '# Tides\n\n---\n\n# More',
      'course/week 1/notes.md': '# Notes\n\n```yaml\n---\n```\n',
      'course/week 2/moon/slides.md': '# Moon',
      'course/week 3/index.md': '# An article',
      'course/week 3/page/index.html': '<p>A page</p>',
      'parts/part.md': '# Part\n\n---\n\n# Two',
    });
    const found = discover(path);
    expect(mains(found)).toEqual({
      a: 'a/deck.md',
      'course/week 1/tides': 'course/week 1/tides.md',
      'course/week 2/moon': 'course/week 2/moon/slides.md',
    });
    expect(found.shared).toEqual(['course', 'parts']);
  });

  test('a folder named like a main file is none', () => {
    const { path } = folderOf({ 'talk/deck.md/': '', 'talk/slides.md': '', 'b.md/': '' });
    const found = discover(path);
    expect([mains(found), found.shared]).toEqual([{ talk: 'talk/slides.md' }, ['b.md']]);
  });

  test('names may hold anything that a file system allows', () => {
    const { path } = folderOf({ 'a b/deck.md': '', 'größe 100%/deck.md': '', 'c#?.md': '' });
    expect(Object.keys(mains(discover(path))).sort()).toEqual(['a b', 'c#?', 'größe 100%']);
  });

  test('links inside the folder are followed', () => {
    const { path } = folderOf({
      'talk/deck.md': '',
      again: { link: 'talk' },
      'c.md': { link: 'talk/deck.md' },
    });
    expect(Object.keys(mains(discover(path)))).toEqual(['again', 'c', 'talk']);
  });

  test('links that lead outside are told of, not followed', () => {
    const outside = folderOf({ 'deck.md': '# Secret' });
    const { path } = folderOf({
      'a.md': '',
      away: { link: outside.path },
      'b.md': { link: outside.at('deck.md') },
    });
    const found = discover(path);
    expect(mains(found)).toEqual({ a: 'a.md' });
    expect(found.problems.map(sentenceOf)).toEqual(
      ['away', 'b.md'].map(
        (name) =>
          `${name} is a link that leads out of ${path}: what it leads to is not served. Copy it there.`,
      ),
    );
  });

  test('links that lead nowhere or in a circle are left alone', () => {
    const { path } = folderOf({
      'a.md': '',
      gone: { link: 'nowhere' },
      loop: { link: 'loop' },
      'l.md': { link: 'l.md' },
    });
    expect(mains(discover(path))).toEqual({ a: 'a.md' });
  });

  test('a deck’s folder that can’t be read is told of; the others are served', () => {
    const folder = folderOf({ 'a.md': '', 'closed/deck.md': '' });
    chmodSync(folder.path, 0o755);
    chmodSync(folder.at('closed'), 0o000);
    const found = withoutPrivileges(() => discover(folder.path));
    chmodSync(folder.at('closed'), 0o755);
    expect(mains(found)).toEqual({ a: 'a.md' });
    expect(found.problems.map(sentenceOf)).toEqual([
      `The folder ${folder.at('closed')} can't be read (EACCES). Give the server's user the right to read it.`,
    ]);
  });
});

describe('the current folder, which may be anything', () => {
  const former = process.cwd();
  afterEach(() => process.chdir(former));

  function here(files: Files): Discovered {
    process.chdir(folderOf(files).path);
    return discover('.');
  }

  const documents: Files = {
    'talk.md': '# Talk\n\n---\n\n<!-- include: part.md -->',
    'part.md': '# Part',
    'diary.md': '# Diary\n\nNobody is to read this.',
    'ideas.md': '# Ideas',
    '2026/moon.md': '# Moon\n\n---\n\n# End',
    '2026/taxes.md': '# Taxes',
  };

  test('has decks where `---` parts slides, and no prose beside them', () => {
    const { decks, prose, root } = here(documents);
    expect(decks.map(({ name }) => name).sort()).toEqual(['2026/moon', 'talk']);
    expect(prose.map((file) => relative(root, file))).toEqual(['diary.md', 'ideas.md']);
    expect(proseIn(prose).map(sentenceOf)).toEqual([
      'diary.md and 1 more Markdown file here are no decks: no line of `---` parts slides in them. Name one to have it served: `lectern diary.md`.',
    ]);
  });

  test.each<[string, string, boolean]>([
    ['of another separator', '---\nseparator: "<!--slide-->"\n---\n\n# A\n\n<!--slide-->\n\n# B', true],
    ['of one slide with a theme', '---\ntitle: A\ntheme: folio\n---\n\n# A', true],
    ['of one slide with a theme, as Windows ends lines', '---\r\ntheme: folio\r\n---\r\n\r\n# A', true],
    ['of a title alone', '---\ntitle: A\ntags: [a]\n---\n\n# A', false],
    ['of a title alone, as Windows ends lines', '---\r\ntitle: A\r\n---\r\n\r\n# A', false],
    ['that shows a separator as code', '# A\n\n```md\n---\n```\n', false],
  ])('a file %s, beside others', (_, text, isDeck) => {
    const { decks } = here({ ...documents, 'file.md': text });
    expect(decks.some(({ name }) => name === 'file')).toBe(isDeck);
  });

  test('is refused where it has nothing but prose', () => {
    process.chdir(folderOf({ 'diary.md': '# Diary', 'ideas.md': '# Ideas', 'more.md': 'More' }).path);
    expect(refusal('.')).toBe(
      'There is no deck in this folder. A deck is a folder with a deck.md, or a file such as talk.md. diary.md and 2 more Markdown files here are no decks: no line of `---` parts slides in them. Name one to have it served: `lectern diary.md`.',
    );
  });

  test.each<[string, Files]>([
    ['a file that is alone', { 'talk.md': '# Talk', 'README.md': '# About' }],
    ['files beside a site.yml', { 'talk.md': '# Talk', 'other.md': '# Other', 'site.yml': '' }],
    ['files of reveal-md', { 'talk.md': '# Talk', 'other.md': '# Other', 'reveal-md.json': '{}' }],
  ])('holds %s', (_, files) => {
    expect(here(files).decks.map(({ name }) => name)).toContain('talk');
    expect(here(files).prose).toEqual([]);
  });

  test('named otherwise, it is a folder of decks', () => {
    const { decks } = discover(folderOf(documents).path);
    expect(decks.map(({ name }) => name)).toContain('diary');
  });
});

describe('other paths', () => {
  test('one deck’s folder is that deck, its parent the root', () => {
    const folder = folderOf({ 'talk/deck.md': '', 'other.md': '' });
    const found = discover(folder.at('talk'));
    expect([mains(found), found.root]).toEqual([{ talk: 'talk/deck.md' }, folder.path]);
  });

  test.each([
    ['solo.md', { solo: 'solo.md' }, false],
    ['talk/deck.md', { talk: 'talk/deck.md' }, true],
    ['talk/extra.md', { extra: 'extra.md' }, false],
    ['README.md', { README: 'README.md' }, false],
    ['talk/run.html', { run: 'run.html' }, false],
  ])('the file %s is one deck', (file, expected, owns) => {
    const folder = folderOf({ [file]: '' });
    const found = discover(folder.at(file));
    expect([mains(found), found.decks[0]?.ownsDirectory]).toEqual([expected, owns]);
  });

  test('a file that the path itself names may be a link', () => {
    const outside = folderOf({ 'talk.md': '' });
    const folder = folderOf({ 'here.md': { link: outside.at('talk.md') } });
    expect(mains(discover(folder.at('here.md')))).toEqual({ here: 'here.md' });
  });
});

describe('refusals', () => {
  test('nothing there', () => {
    expect(refusal('no/such/folder')).toBe(
      "There is no file or folder no/such/folder. Name a folder of decks, a deck's folder, or a Markdown file.",
    );
  });

  test('a near name', () => {
    const folder = folderOf({ 'talks/deck.md': '', '.talsk': '' });
    const path = folder.at('talsk');
    expect(refusal(path)).toBe(`There is no file or folder ${path}. Did you mean ${folder.at('talks')}?`);
  });

  test('a name without its ending', () => {
    const folder = folderOf({ 'talk.md': '', 'talk.md~': '', 'tali.txt': '' });
    const path = folder.at('talk');
    expect(refusal(path)).toBe(`There is no file or folder ${path}. Did you mean ${folder.at('talk.md')}?`);
    expect(refusal(folder.at('tali'))).not.toContain('tali.txt');
  });

  test('a link that leads nowhere', () => {
    const folder = folderOf({ 'talk.md': { link: 'gone.md' } });
    const path = folder.at('talk.md');
    expect(refusal(path)).toBe(
      `${path} is a link to gone.md, which is not there. Name a folder of decks, a deck's folder, or a Markdown file.`,
    );
  });

  test.skipIf(process.platform === 'win32')('a pipe, which would be waited for', () => {
    const folder = folderOf({});
    const path = folder.at('talk.md');
    execFileSync('mkfifo', [path]);
    expect(refusal(path)).toBe(
      `${path} is neither a file nor a folder. Name a folder of decks, a deck's folder, or a Markdown file.`,
    );
  });

  test('a folder without decks', () => {
    const { path } = folderOf({ 'README.md': '', 'img/a.png': '' });
    expect(refusal(path)).toBe(
      `There is no deck in ${path}. A deck is a folder with a deck.md, or a file such as talk.md.`,
    );
  });

  test('a file of another kind', () => {
    const file = folderOf({ 'a.pdf': '' }).at('a.pdf');
    expect(refusal(file)).toBe(
      `${file} is no deck. A deck is a Markdown file (.md) or a run of sections (.html).`,
    );
  });

  test('a folder that can’t be read', () => {
    const folder = folderOf({ 'closed/a.md': '' });
    chmodSync(folder.path, 0o755);
    chmodSync(folder.at('closed'), 0o000);
    const message = withoutPrivileges(() => refusal(folder.at('closed')));
    chmodSync(folder.at('closed'), 0o755);
    expect(message).toBe(
      `The folder ${folder.at('closed')} can't be read (EACCES). Give the server's user the right to read it.`,
    );
  });

  test('two decks with one address', () => {
    const { path } = folderOf({ 'talk/deck.md': '', 'talk.md': '' });
    expect(refusal(path)).toBe(
      'Two decks have the address /talk/: talk/deck.md and talk.md. Rename one of them.',
    );
  });

  test.each(['_', 'healthz'])('a deck at the server’s own address %s', (name) => {
    const folder = folderOf({ [`${name}/deck.md`]: '' });
    expect(refusal(folder.path)).toBe(`The address /${name} is the server's own. Rename ${folder.at(name)}.`);
  });
});

test('links to a folder in which they stand are not followed: several have ways without number', () => {
  const around = (folder: string) =>
    Object.fromEntries([...'abcdefgh'].map((name) => [folder + name, { link: '.' }] as const));
  const { path, at } = folderOf({
    'talk/deck.md': '# A',
    'talk/pic.png': '',
    'talk/one/x.png': '',
    'talk/two/y.png': '',
    'talk/one/there': { link: '../two' },
    'talk/two/back': { link: '../one' },
    ...around(''),
    ...around('talk/'),
  });
  expect(mains(discover(path))).toEqual({ talk: 'talk/deck.md' });
  const { paths, problems } = listFiles(at('talk'));
  expect([...paths].sort()).toEqual([
    ...['deck.md', 'one/there/y.png', 'one/x.png', 'pic.png', 'two/back/x.png', 'two/y.png'],
  ]);
  expect(problems).toEqual([]);
});
