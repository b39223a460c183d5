/** `lectern dev` on one deck, which is made of files that lie elsewhere: saves of those are on screen in place, too. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { drawPicture } from '../bench/picture.ts';
import { Author, colorOfPicture, isStillOpen } from './author.ts';

const shows = (page: Page, text: string) => page.locator('section.present', { hasText: text }).waitFor();

const intro = (text: string) => `## ${text}\n\n![A picture](pic.png)\n\nNote: Say ${text}`;

test.each([
  ['its folder', 'talk', 'talk/deck.md', '../shared/intro.md', 'shared'],
  ['its main file', 'talk/deck.md', 'talk/deck.md', '../shared/intro.md', 'shared'],
  ['a single file', 'talk.md', 'talk.md', 'parts/far/intro.md', 'parts/far'],
])(
  'one deck that is served by %s has saves of what lies elsewhere in place',
  async (_, path, main, include, folder) => {
    const author = await Author.startAt(path, {
      [main]: `# Start\n\n---\n\n<!-- include: ${include} -->\n`,
      [`${folder}/intro.md`]: intro('First'),
      [`${folder}/pic.png`]: drawPicture(1),
    });
    try {
      const { page, errors } = await author.open('/talk/#/1');
      const speaker = await author.speak('talk');
      await shows(page, 'First');
      const first = await colorOfPicture(page);
      expect(first).not.toBe('');

      author.save({ [`${folder}/intro.md`]: intro('Second') });
      await shows(page, 'Second');
      author.save({ [`${folder}/pic.png`]: drawPicture(4) });
      await expect.poll(() => colorOfPicture(page)).not.toBe(first);
      const second = await colorOfPicture(page);

      author.saveByRename(`${folder}/intro.md`, intro('Third'));
      await shows(page, 'Third');
      author.save({ [`${folder}/pic.png`]: drawPicture(1) });
      await expect.poll(() => colorOfPicture(page)).toBe(first);
      expect(second).not.toBe(first);

      author.save({ [`${folder}/intro.md`]: intro('Fourth').replace('pic.png', 'deep/new.png') });
      await shows(page, 'Fourth');
      await author.says(/there is no picture `(?:parts\/far\/)?deep\/new\.png` /);
      author.save({ [`${folder}/deep/new.png`]: drawPicture(4) });
      await expect.poll(() => colorOfPicture(page)).toBe(second);

      author.save({ [main]: `# Start\n\n---\n\n## Own words\n\n---\n\n<!-- include: ${include} -->\n` });
      await page.locator('#own-words').waitFor({ state: 'attached' });
      await shows(page, 'Fourth');
      await speaker.page.keyboard.press('n');
      await speaker.page.keyboard.press('n');
      await expect.poll(() => speaker.page.locator('#notes-text').textContent()).toContain('Say Fourth');
      expect(await isStillOpen(page)).toBe(true);
      expect(await isStillOpen(speaker.page)).toBe(true);
      expect([...errors, ...speaker.errors]).toEqual([]);
    } finally {
      await author.end();
    }
  },
);
