/** Links among what decks are made of: what changes where they lead is a save. */
import { afterEach, describe, expect, test } from 'vitest';
import { drawPicture } from '../../bench/picture.ts';
import { problemsOf, textAt } from '../../setup/loading.ts';
import { stillSites } from '../../setup/still-site.ts';

const { still, remove } = stillSites();
afterEach(remove);

describe('a deck’s folder', () => {
  test('that links to an included file', async () => {
    const { now, upon } = await still(
      {
        'talks/a/deck.md': '<!-- include: part.md -->',
        'talks/a/part.md': { link: '../parts/part.md' },
        'talks/parts/part.md': '# One',
      },
      'talks/a',
    );
    expect(textAt(now, '/a/')).toContain('One');
    const site = await upon((folder) => folder.write({ 'talks/parts/part.md': '# Two' }));
    expect(textAt(site, '/a/')).toContain('Two');
  });

  test('that links to a link', async () => {
    const { upon } = await still(
      {
        'talks/a/deck.md': '<!-- include: part.md -->',
        'talks/a/part.md': { link: '../links/part.md' },
        'talks/links/part.md': { link: '../parts/part.md' },
        'talks/parts/part.md': '# One',
        'talks/other/part.md': '# Two',
      },
      'talks/a',
    );
    const other = await upon((folder) => {
      folder.remove('talks/links/part.md');
      folder.write({ 'talks/links/part.md': { link: '../other/part.md' } });
    });
    expect(textAt(other, '/a/')).toContain('Two');
    const site = await upon((folder) => folder.write({ 'talks/other/part.md': '# Three' }));
    expect(textAt(site, '/a/')).toContain('Three');
  });

  test('that links to a style sheet', async () => {
    const { upon } = await still(
      {
        'talks/a/deck.md': '---\ncss: own.css\n---\n# A',
        'talks/a/own.css': { link: '../styles/own.css' },
        'talks/styles/own.css': '.one { color: red }',
      },
      'talks/a',
    );
    const site = await upon((folder) => folder.write({ 'talks/styles/own.css': '.two { color: red }' }));
    expect(textAt(site, '/a/')).toContain('.two');
  });

  test('that links to what is not there yet', async () => {
    const { now, upon } = await still(
      { 'talks/a/deck.md': '<!-- include: part.md -->', 'talks/a/part.md': { link: '../later/part.md' } },
      'talks/a',
    );
    expect(problemsOf(now).join()).toContain('`part.md` is there to include, but can');
    const site = await upon((folder) => folder.write({ 'talks/later/part.md': '# There' }));
    expect(textAt(site, '/a/')).toContain('There');
  });

  test('that links to a picture in a folder of its own that is not watched', async () => {
    const { upon } = await still(
      {
        'talks/a/deck.md': '![A picture](pic.png)',
        'talks/a/pic.png': { link: 'dist/pic.png' },
        'talks/a/dist/pic.png': drawPicture(1),
      },
      'talks',
    );
    const site = await upon((folder) => folder.write({ 'talks/a/dist/pic.png': drawPicture(2) }));
    expect(textAt(site, '/a/')).toContain('pic.png?v=');
  });
});

test('a picture beside an included file may be a link', async () => {
  const { upon } = await still(
    {
      'talks/a/deck.md': '<!-- include: ../parts/part.md -->',
      'talks/parts/part.md': '![A picture](pic.png)',
      'talks/parts/pic.png': { link: '../img/pic.png' },
      'talks/img/pic.png': drawPicture(1),
    },
    'talks/a',
  );
  const site = await upon((folder) => folder.write({ 'talks/img/pic.png': drawPicture(2) }));
  expect(textAt(site, '/a/')).toContain('pic.png?v=');
});

test('a picture beside a single file may be a link far down', async () => {
  const { upon } = await still(
    {
      'a.md': '![A picture](pic.png)',
      'pic.png': { link: 'x/y/z/pic.png' },
      'x/y/z/pic.png': drawPicture(1),
    },
    'a.md',
  );
  const site = await upon((folder) => folder.write({ 'x/y/z/pic.png': drawPicture(2) }));
  expect(textAt(site, '/a/')).toContain('pic.png?v=');
});

test('a single file may be a link to anywhere', async () => {
  const { upon } = await still(
    { 'talks/a.md': { link: '../elsewhere/a.md' }, 'elsewhere/a.md': '# One' },
    'talks/a.md',
  );
  const site = await upon((folder) => folder.write({ 'elsewhere/a.md': '# Two' }));
  expect(textAt(site, '/a/')).toContain('Two');
});
