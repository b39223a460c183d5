/** What brings a new site by the system's events alone: what decks are made of, wherever it is, and half-written files. */
import { renameSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { Site } from '../../../server/site/site.ts';
import { drawPicture } from '../../bench/picture.ts';
import { problemsOf, textAt } from '../../setup/loading.ts';
import { stillSites } from '../../setup/still-site.ts';

const { still, remove } = stillSites();
afterEach(remove);

test('a deck that its editor empties before it writes it is never taken for an empty one', async () => {
  const { seen, upon, isPutOff } = await still({ 'a/deck.md': '# One' }, '');
  expect(await isPutOff((folder) => folder.write({ 'a/deck.md': '' }), 100)).toBe(true);
  const site = await upon((folder) => folder.write({ 'a/deck.md': '# Two' }));
  expect(textAt(site, '/a/')).toContain('Two');
  expect(seen.flatMap(problemsOf)).toEqual([]);
  const empty = await upon((folder) => folder.write({ 'a/deck.md': '' }));
  expect(problemsOf(empty)).not.toEqual([]);
});

describe('what a deck is made of outside of the folders that are watched', () => {
  const part = (text: string) => `## ${text}\n\n![A picture](pic.png)`;

  test.each([
    ['beside the deck’s folder', 'talks/a', 'talks/a/deck.md', '../part.md', 'talks/part.md'],
    ['in a folder of the site', 'talks/a', 'talks/a/deck.md', '/shared/part.md', 'talks/shared/part.md'],
    ['deep below a single file', 'talks/a.md', 'talks/a.md', 'x/y/z/part.md', 'talks/x/y/z/part.md'],
  ])(
    'an included file %s is watched, and the picture that it shows',
    async (_, path, main, include, file) => {
      const picture = file.replace('part.md', 'pic.png');
      const { upon } = await still(
        { [main]: `<!-- include: ${include} -->`, [file]: part('One'), [picture]: drawPicture(1) },
        path,
      );
      expect(textAt(await upon((folder) => folder.write({ [file]: part('Two') })), '/a/')).toContain('Two');
      const former = await upon((folder) => folder.write({ [picture]: drawPicture(2) }));
      expect(addressOf(former)).toContain('pic.png?v=');
      const renamed = await upon((folder) => {
        folder.write({ [`${file}~`]: part('Three') });
        renameSync(folder.at(`${file}~`), folder.at(file));
      });
      expect(textAt(renamed, '/a/')).toContain('Three');
      const again = await upon((folder) => folder.write({ [picture]: drawPicture(3) }));
      expect(addressOf(again)).toContain('pic.png?v=');
      expect(addressOf(again)).not.toBe(addressOf(former));
    },
  );

  test('a file that is waited for counts when it comes, and so does its folder, again and again', async () => {
    const main = '<!-- include: ../later/deep/part.md -->';
    const { now, upon } = await still({ 'talks/a/deck.md': main }, 'talks/a');
    expect(problemsOf(now).join()).toContain('there is no file');
    for (const text of ['There', 'There again']) {
      const there = await upon((folder) => folder.write({ 'talks/later/deep/part.md': `# ${text}` }));
      expect(textAt(there, '/a/')).toContain(text);
      const gone = await upon((folder) => folder.remove('talks/later'));
      expect(problemsOf(gone)).toHaveLength(1);
    }
  });

  test('a folder that is waited for counts step by step', async () => {
    const { upon } = await still({ 'talks/a/deck.md': '<!-- include: ../later/deep/part.md -->' }, 'talks/a');
    await upon((folder) => folder.write({ 'talks/later/other.md': '' }));
    await upon((folder) => folder.write({ 'talks/later/deep/': '' }));
    const site = await upon((folder) => folder.write({ 'talks/later/deep/part.md': '# There' }));
    expect(textAt(site, '/a/')).toContain('There');
  });

  test('a picture that is waited for counts when it comes', async () => {
    const files = {
      'talks/a/deck.md': '<!-- include: ../part.md -->',
      'talks/part.md': '![A picture](img/x.png)',
    };
    const { upon } = await still(files, 'talks/a');
    const { resources } = await upon((folder) => folder.write({ 'talks/img/x.png': drawPicture(1) }));
    expect([...resources.keys()].some((address) => address.endsWith('-x.png'))).toBe(true);
  });

  test('a script’s modules and a style sheet count', async () => {
    const { now, upon } = await still(
      {
        'talks/a/deck.md': '---\nclient: ../lib/main.ts\ncss: ../own.css\n---\n# A',
        'talks/lib/main.ts':
          "import { word } from './deep/word.ts';\nexport default () => console.log(word);",
        'talks/lib/deep/word.ts': "export const word = 'before';",
        'talks/own.css': '.one { color: red }',
      },
      'talks/a',
    );
    const says = (site: Site, word: string) =>
      [...site.resources.keys()].some(
        (address) => /^\/_\/client\..*\.js$/.test(address) && textAt(site, address).includes(word),
      );
    expect(says(now, 'before')).toBe(true);
    const site = await upon((folder) =>
      folder.write({ 'talks/lib/deep/word.ts': "export const word = 'after';" }),
    );
    expect(says(site, 'after')).toBe(true);
    const styled = await upon((folder) => folder.write({ 'talks/own.css': '.two { color: red }' }));
    expect(textAt(styled, '/a/')).toContain('.two');
  });
});

/** The address of the picture on a deck's page. */
function addressOf(site: Site): string | undefined {
  return /[^"]*pic\.png[^"]*/.exec(textAt(site, '/a/'))?.[0];
}
