/** `lectern dev` in a real browser, with real saves: what changes, what stays, and what a mistake does. */
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawPicture } from '../bench/picture.ts';
import { Author, colorOfPicture, isStillOpen, type OpenPage } from './author.ts';
import { hold, holdAnswer } from './hold.ts';

const glow = readFileSync(join(import.meta.dirname, '../../decks/guide/glow.webm'));

const talk = `---
title: A talk
---

# One

---

## Two

- first <!-- .element: class="fragment" -->
- second <!-- .element: class="fragment" -->

----

## Below two

Note: said below

---

## Film

<video src="glow.webm" muted loop></video>

Words below the film

---

## Picture

![A picture](pic.png)

---

<section></section>

## Last
`.replace('<section></section>\n\n', '');

const files = { 'talk/deck.md': talk, 'talk/glow.webm': glow, 'talk/pic.png': drawPicture(1), 'b.md': '# B' };

const place = (page: Page) =>
  page.evaluate(() => {
    const { h, v, f } = Reveal.getIndices();
    return [Reveal.getCurrentSlide().id, h, v, f ?? -1];
  });

/** The page's language, and the direction of its text. */
const rootOf = (page: Page) =>
  page.evaluate(() => ['lang', 'dir'].map((name) => document.documentElement.getAttribute(name)));

const shows = (page: Page, text: string) =>
  page.locator('.slides section.present:not(.stack)', { hasText: text }).waitFor();

let author: Author;
let text = talk;
/** Saves the talk with something replaced. */
function edit(from: string, to: string): void {
  expect(text).toContain(from);
  text = text.replace(from, to);
  author.save({ 'talk/deck.md': text });
}

beforeAll(async () => {
  author = await Author.start(files);
});
afterAll(() => author?.end());

describe('a save', () => {
  let seat: OpenPage;
  let page: Page;
  beforeAll(async () => {
    seat = await author.open('/talk/#/two/0');
    page = seat.page;
  });

  test('changes the slide that is shown, its fragments as they were', async () => {
    edit('- second', '- another');
    await page.getByText('another').waitFor({ state: 'attached' });
    expect(await place(page)).toEqual(['two', 1, 0, 0]);
    expect(await page.locator('#two .fragment.visible').allTextContents()).toEqual(['first ']);
    expect(await isStillOpen(page)).toBe(true);
  });

  test('is told to the page with what it has changed', async () => {
    const asked: string[] = [];
    const note = (request: Request) => {
      // Browsers go on with a film in pieces, whenever they want more of it.
      if (request.resourceType() !== 'media') asked.push(new URL(request.url()).pathname);
    };
    page.on('request', note);
    edit('- another', '- told');
    await page.getByText('told').waitFor({ state: 'attached' });
    page.off('request', note);
    expect(asked).toEqual([]);
  });

  test('too large to be told is fetched', async () => {
    const fetched = page.waitForResponse(/\/talk\/changes\?since=/);
    const many = `- ${'many words '.repeat(2000)}`;
    edit('- told', many);
    expect((await fetched).status()).toBe(200);
    await page.getByText('many words').first().waitFor({ state: 'attached' });
    edit(many, '- another');
    await page.getByText('another').waitFor({ state: 'attached' });
    expect(await isStillOpen(page)).toBe(true);
  });

  test('that comes while another is fetched is shown after it', async () => {
    const [former, latter] = [holdAnswer(), holdAnswer()];
    const address = /\/talk\/changes\?since=/;
    const answers = [former, latter];
    await page.route(address, (route) => answers.shift()?.take(route) ?? route.continue());
    const many = (word: string) => `- ${`${word} words `.repeat(2000)}`;
    edit('- another', many('former'));
    await former.taken;
    edit(many('former'), many('latter'));
    await latter.taken;
    former.release();
    await page.getByText('former words').first().waitFor({ state: 'attached' });
    latter.release();
    await page.getByText('latter words').first().waitFor({ state: 'attached', timeout: 5_000 });
    await page.unroute(address);
    edit(many('latter'), '- another');
    await page.getByText('another').waitFor({ state: 'attached' });
    expect(await isStillOpen(page)).toBe(true);
  });

  test('lays out anew what stands in the middle, and what stretches', async () => {
    const middle = '---\ntheme: black\ntransition: none\n---\n\n# Short';
    author.save({ 'middle/pic.png': drawPicture(1), 'middle/deck.md': middle });
    await author.serves('/middle/', 'Short');
    const { page: other } = await author.open('/middle/');
    const look = () =>
      other.evaluate(() => {
        const [slide, picture] = ['section.present', 'img'].map((each) =>
          document.querySelector<HTMLElement>(each),
        );
        return {
          top: Number.parseFloat(slide?.style.top ?? ''),
          height: Number.parseFloat(picture?.style.height ?? ''),
        };
      });
    const { top } = await look();
    author.save({ 'middle/deck.md': `${middle}\n\nLonger\n\nand longer` });
    await other.getByText('and longer').waitFor();
    expect((await look()).top).toBeLessThan(top - 20);
    author.save({ 'middle/deck.md': `${middle}\n\n![A picture](pic.png){.r-stretch}` });
    await other.locator('img').waitFor();
    await expect.poll(async () => (await look()).height).toBeGreaterThan(100);
    const { height } = await look();
    author.save({ 'middle/deck.md': `${middle}\n\n![A picture](pic.png){.r-stretch}\n\nLess room` });
    await other.getByText('Less room').waitFor();
    await expect.poll(async () => (await look()).height).toBeLessThan(height - 20);
    await other.context().close();
  });

  test('leaves the other slides of a stack alone', async () => {
    await page.evaluate(() => Object.assign(globalThis, { was: document.querySelector('#two h2') }));
    edit('## Below two', '## Below and beyond');
    await page.locator('#below-two', { hasText: 'Below and beyond' }).waitFor({ state: 'attached' });
    expect(
      await page.evaluate(() => Reflect.get(globalThis, 'was') === document.querySelector('#two h2')),
    ).toBe(true);
    expect(await place(page)).toEqual(['two', 1, 0, 0]);
  });

  test('that moves slides moves whoever is on them', async () => {
    edit('# One\n', '# One\n\n---\n\n## New\n\n---\n\n## Newer\n');
    await page.locator('#newer').waitFor({ state: 'attached' });
    await expect.poll(() => place(page)).toEqual(['two', 3, 0, 0]);
    edit('# One\n\n---\n\n## New\n\n---\n\n## Newer\n', '# One\n');
    await page.locator('#newer').waitFor({ state: 'detached' });
    await expect.poll(() => place(page)).toEqual(['two', 1, 0, 0]);
  });

  test('by rename counts, again and again', async () => {
    for (const word of ['red', 'green', 'blue']) {
      text = text.replace(/- first\w*/, `- first${word}`);
      author.saveByRename('talk/deck.md', text);
      await shows(page, `first${word}`);
    }
  });

  test('in the overview leaves it open', async () => {
    await page.keyboard.press('Escape');
    await page.locator('.reveal.overview').waitFor();
    edit('## Last', '## Very last');
    await page.locator('#last', { hasText: 'Very last' }).waitFor({ state: 'attached' });
    expect(await page.locator('.reveal.overview').count()).toBe(1);
    await page.keyboard.press('Escape');
  });

  test('lets a film play on, on the very slide that changes', async () => {
    await page.evaluate(() => Reveal.slide(2));
    await page.evaluate(async () => {
      const film = document.querySelector('video');
      const breaks: string[] = [];
      Object.assign(globalThis, { film, breaks });
      await film?.play();
      for (const type of ['pause', 'emptied']) film?.addEventListener(type, () => breaks.push(type));
    });
    await expect
      .poll(() => page.evaluate(() => document.querySelector('video')?.currentTime))
      .toBeGreaterThan(0.2);
    edit('Words below the film', 'Other words below the film');
    await shows(page, 'Other words');
    const after = await page.evaluate(() => {
      const film = document.querySelector('video');
      // Its time tells nothing: it is a loop.
      return [film === Reflect.get(globalThis, 'film'), film?.paused, Reflect.get(globalThis, 'breaks')];
    });
    expect(after).toEqual([true, false, []]);
  });

  test('of a picture shows it, though its address is the same', async () => {
    await page.evaluate(() => Reveal.slide(3));
    const before = await colorOfPicture(page);
    author.save({ 'talk/pic.png': drawPicture(4) });
    await expect.poll(() => colorOfPicture(page)).not.toBe(before);
    expect(await isStillOpen(page)).toBe(true);
    expect(seat.errors).toEqual([]);
  });

  test('of hundreds of files at once is one of them all', async () => {
    author.save(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`talk/many/${i}.svg`, '<svg/>'])));
    edit('## Picture', '## A picture among many');
    await shows(page, 'A picture among many');
    // The deck may have been read before the last of them was written.
    await expect
      .poll(async () => (await page.request.get(`${author.url}/talk/many/199.svg`)).status())
      .toBe(200);
  });

  test('of site.yml and of a style sheet counts', async () => {
    author.save({ 'talk/own.css': '.reveal h2 { color: rgb(1, 2, 3) }' });
    edit('title: A talk', 'title: A talk\ncss: own.css');
    const color = () =>
      page.evaluate(() => {
        const heading = document.querySelector('section.present h2');
        return heading ? getComputedStyle(heading).color : '';
      });
    await expect.poll(color).toBe('rgb(1, 2, 3)');
    author.save({ 'talk/own.css': '.reveal h2 { color: rgb(4, 5, 6) }' });
    await expect.poll(color).toBe('rgb(4, 5, 6)');
    author.save({ 'site.yml': 'defaults: { lang: de, revealOptions: { progress: false } }' });
    await expect.poll(() => page.evaluate(() => Reveal.getConfig().progress)).toBe(false);
    author.remove('site.yml');
    await expect.poll(() => page.evaluate(() => Reveal.getConfig().progress)).toBe(true);
    expect(await isStillOpen(page)).toBe(true);
  });

  test('of the language and the direction gives the page both, in place', async () => {
    edit('title: A talk', 'title: A talk\nlang: de\ndir: auto');
    await expect.poll(() => rootOf(page)).toEqual(['de', 'auto']);
    edit('lang: de\ndir: auto', 'lang: fr');
    await expect.poll(() => rootOf(page)).toEqual(['fr', null]);
    edit('\nlang: fr', '');
    await expect.poll(() => rootOf(page)).toEqual(['en', null]);
    expect(await isStillOpen(page)).toBe(true);
  });

  test('of new characters brings their shapes after it', async () => {
    const faces = () => page.evaluate(() => document.head.querySelectorAll('style')[1]?.textContent ?? '');
    const before = await faces();
    edit('## A picture among many', '## Žluťoučký kůň Ω');
    await shows(page, 'Žluťoučký');
    await expect.poll(faces).not.toBe(before);
  });

  test('of what reveal.js reads only at its start loads the page anew, where it was', async () => {
    const before = await place(page);
    edit('title: A talk', 'revealOptions: { width: 800 }\ntitle: A talk');
    await expect.poll(() => page.evaluate(() => Reveal.getConfig?.().width)).toBe(800);
    await page.waitForSelector('.reveal.ready[data-part]');
    expect(await place(page)).toEqual(before);
    edit('revealOptions: { width: 800 }\n', '');
    await expect.poll(() => page.evaluate(() => Reveal.getConfig?.().width)).not.toBe(800);
    await page.waitForSelector('.reveal.ready[data-part]');
    expect(await place(page)).toEqual(before);
    edit('title: A talk', 'dir: rtl\ntitle: A talk');
    await expect.poll(() => page.evaluate(() => Reveal.getConfig?.().rtl)).toBe(true);
    expect(await rootOf(page)).toEqual(['en', 'rtl']);
    await page.waitForSelector('.reveal.rtl.ready[data-part]');
    expect(await place(page)).toEqual(before);
    edit('dir: rtl\n', '');
    await expect.poll(() => page.evaluate(() => Reveal.getConfig?.().rtl)).toBe(false);
    await page.waitForSelector('.reveal.ready:not(.rtl)[data-part]');
    expect(await rootOf(page)).toEqual(['en', null]);
    expect(await place(page)).toEqual(before);
    expect(seat.errors).toEqual([]);
  });
});

describe('what deserves a look', () => {
  const doubtful = '# C\n\n![A picture](gone.png)\n';

  test('is in the corner, too, until it is put away, and again when it comes back', async () => {
    author.save({ 'c.md': doubtful });
    await author.serves('/c/', 'gone.png');
    const { page, errors } = await author.open('/c/');
    const warning = page.locator('[role=status] pre.warning');
    await warning.waitFor();
    expect(await warning.textContent()).toMatch(/^c\.md:3:\d+: there is no picture `gone\.png`/);
    await warning.getByRole('button').click();
    await warning.waitFor({ state: 'detached' });
    // It has moved by a line, and is the same.
    author.save({ 'c.md': doubtful.replace('# C', '# Moved\n') });
    await shows(page, 'Moved');
    expect(await warning.count()).toBe(0);
    await page.reload();
    await page.waitForSelector('.reveal.ready[data-part]');
    author.save({ 'c.md': '# Mended' });
    await shows(page, 'Mended');
    author.save({ 'c.md': doubtful });
    await warning.waitFor();
    expect(errors).toEqual([]);
  });

  test('of many, the first are shown, and all are put away together', async () => {
    const many = [1, 2, 3, 4, 5].map((n) => `![A picture](gone-${n}.png)`).join('\n\n');
    author.save({ 'd.md': `# D\n\n${many}\n\n---\n\n## Next` });
    await author.serves('/d/', 'gone-5.png');
    const { page } = await author.open('/d/');
    const warnings = page.locator('[role=status] pre.warning');
    await expect.poll(() => warnings.count()).toBe(4);
    expect(await warnings.last().textContent()).toContain('2 more warnings');
    await page.getByRole('button', { name: 'Put all away' }).focus();
    await page.keyboard.press('Space');
    await expect.poll(() => warnings.count()).toBe(0);
    expect((await place(page))[0]).toBe('d');
  });

  test('has the focus while others are saved, and when one of them is put away', async () => {
    const many = [1, 2, 3, 4, 5, 6].map((n) => `![A picture](lost-${n}.png)`);
    const save = (count: number) =>
      author.save({ 'd.md': `# D\n\n${many.slice(0, count).join('\n\n')}\n\n---\n\n## Next` });
    save(5);
    await author.serves('/d/', 'lost-5.png');
    const { page } = await author.open('/d/');
    const warnings = page.locator('[role=status] pre.warning');
    const all = page.getByRole('button', { name: 'Put all away' });
    await expect.poll(() => warnings.last().textContent()).toContain('2 more warnings');
    await all.focus();
    save(6);
    await expect.poll(() => warnings.last().textContent()).toContain('3 more warnings');
    expect(await all.evaluate((button) => button.matches(':focus'))).toBe(true);
    await warnings.first().getByRole('button').focus();
    for (const left of ['2 more', '1 more', 'lost-6', 'lost-5']) {
      await page.keyboard.press('Space');
      await expect.poll(() => warnings.last().textContent()).toContain(left);
    }
    expect(await warnings.count()).toBe(2);
    expect((await place(page))[0]).toBe('d');
  });

  test('of the last save comes before those of earlier ones', async () => {
    const of = (names: readonly string[]) => names.map((name) => `![A picture](${name}.png)`).join('\n\n');
    author.save({ 'd.md': `# D\n\n${of(['a', 'b', 'c', 'd'])}` });
    await author.serves('/d/', 'd.png');
    const { page } = await author.open('/d/');
    const first = page.locator('[role=status] pre.warning').first();
    await expect.poll(() => first.textContent()).toContain('`a.png`');
    author.save({ 'd.md': `# D\n\n${of(['a', 'b', 'c', 'd', 'new'])}` });
    await expect.poll(() => first.textContent()).toContain('`new.png`');
    author.save({ 'd.md': '---\nlang: [\n---\n# D' });
    await page.locator('[role=status]').getByText('lang').first().waitFor();
    author.save({ 'd.md': `# D\n\n${of(['z', 'a', 'b', 'c', 'd', 'new'])}` });
    const heads = () => page.locator('[role=status] pre.warning').allTextContents();
    await expect
      .poll(async () => (await heads()).slice(0, 3).map((text) => /`(\w+)\.png`/.exec(text)?.[1]))
      .toEqual(['z', 'new', 'a']);
  });

  test('is not in a speaker view, which is read in a talk', async () => {
    author.save({ 'e.md': `${doubtful}\n---\n\n## Two` });
    await author.serves('/e/', 'gone.png');
    const { page } = await author.speak('e');
    expect(await page.locator('[role=status] pre').count()).toBe(0);
  });
});

describe('half-written input', () => {
  test('leaves the last good version, and says what is wrong in a corner until it is mended', async () => {
    const { page, errors } = await author.open('/talk/#/one');
    author.save({ 'talk/deck.md': text.replace('title: A talk', 'title: "A talk') });
    const frame = page.locator('[role=status] pre');
    await frame.waitFor();
    expect(await frame.textContent()).toMatch(/^talk\/deck\.md:\d+:\d+: a quotation mark is not closed/);
    await shows(page, 'One');
    const late = await author.open('/talk/');
    await late.page.locator('[role=status] pre').waitFor();
    await shows(late.page, 'One');
    author.save({ 'talk/deck.md': text.replace('# One', '# Mended') });
    await shows(page, 'Mended');
    await frame.waitFor({ state: 'detached' });
    text = text.replace('# One', '# Mended');
    expect(errors).toEqual([]);
    expect(await isStillOpen(page)).toBe(true);
  });

  test('is quoted from the left on slides from right to left, too', async () => {
    const deck = (title: string) => `---\ndir: rtl\ntitle: ${title}\n---\n# B\n`;
    author.save({ 'b.md': deck('B') });
    await author.serves('/b/', 'dir="rtl"');
    const { page } = await author.open('/b/');
    await page.waitForSelector('html[dir=rtl]', { state: 'attached' });
    author.save({ 'b.md': deck('"B') });
    const frame = page.locator('[role=status] pre');
    await frame.waitFor();
    expect(await frame.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
    author.save({ 'b.md': '# B' });
    await frame.waitFor({ state: 'detached' });
  });

  test('of site.yml says so everywhere', async () => {
    const { page } = await author.open('/b/');
    author.save({ 'site.yml': '- a list' });
    const frame = page.locator('[role=status] pre');
    await frame.waitFor();
    expect(await frame.textContent()).toBe('site.yml must be a mapping: lines such as `title: My talks`.');
    author.remove('site.yml');
    await frame.waitFor({ state: 'detached' });
  });
});

describe('a deck in all themes', () => {
  const papers = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll('iframe')].map(({ title, contentDocument }) => {
        const shown = contentDocument?.querySelector('.reveal.ready .present:not(.stack)');
        const body = contentDocument?.body;
        return [title, shown?.textContent?.trim(), body && getComputedStyle(body).backgroundColor].join(' ');
      }),
    );

  test('is a key away, at the same slide, which other keys and saves change', async () => {
    author.save({ 'looks.md': '# One\n\n---\n\n## Two\n\n---\n\n## Three' });
    await author.serves('/looks/', 'Three');
    const { page, errors } = await author.open('/looks/#/1');
    await page.keyboard.press('F1');
    await page.getByText('This slide in all themes').waitFor();
    await page.keyboard.press('Escape');
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('t');
    const gallery = await opened;
    gallery.on('pageerror', ({ message }) => expect.fail(message));
    // No frame shows anything yet, and the slide stays the one that the address names.
    await gallery.locator('iframe[src]').first().waitFor();
    await gallery.keyboard.press('ArrowRight');
    expect(new URL(gallery.url()).hash).toBe('#/1/0');
    await gallery.setViewportSize({ width: 1400, height: 6000 });
    await expect.poll(() => papers(gallery), { timeout: 40_000 }).toContain('folio-dark Two rgb(18, 22, 28)');
    const all = await papers(gallery);
    expect(all).toHaveLength(13);
    expect(new Set(all).size).toBe(13);
    await gallery.keyboard.press('ArrowRight');
    await expect
      .poll(() => papers(gallery), { timeout: 40_000 })
      .toContain('folio-light Three rgb(251, 248, 241)');
    expect(new URL(gallery.url()).hash).toBe('#/2/0');
    author.save({ 'looks.md': '# One\n\n---\n\n## Two\n\n---\n\n## Last' });
    await expect
      .poll(() => papers(gallery), { timeout: 40_000 })
      .toContain('folio-light Last rgb(251, 248, 241)');
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

test('what the check finds is told in the terminal after the save, once, and not on the page', async () => {
  const { page } = await author.open('/b/');
  author.save({ 'b.md': '# B\n\n[There](#/nowhere)\n' });
  await author.says(/warning b\.md:3:\d+: `#\/nowhere` leads nowhere/);
  author.save({ 'b.md': '# B, moved\n\nWords\n\n[There](#/nowhere)\n\n[There](#/nothing)\n' });
  const told = await author.says(/^.*#\/nowhere[\s\S]*warning b\.md:7:\d+: `#\/nothing` leads nowhere/m);
  expect(told[0].match(/#\/nowhere/g)).toHaveLength(1);
  await shows(page, 'B, moved');
  expect(await page.locator('[role=status] pre').count()).toBe(0);
  author.save({ 'b.md': '# B' });
});

test('a folder that goes leaves the page as it is, and is taken up when it returns', async () => {
  const { page, errors } = await author.open('/b/');
  const away = `${author.folder}/away`;
  renameSync(author.at(''), away);
  // Whoever is just reading a file of it when it goes says so first.
  const frame = page.locator('[role=status] pre');
  await expect.poll(() => frame.textContent()).toMatch(/^There is no .*decks\. Name a folder of decks/);
  await shows(page, 'B');
  renameSync(away, author.at(''));
  await frame.waitFor({ state: 'detached' });
  author.save({ 'b.md': '# B is back' });
  await shows(page, 'B is back');
  expect(await isStillOpen(page)).toBe(true);
  expect(errors).toEqual([]);
});

describe('beside the deck', () => {
  test('a phone that scrolls stays where it is', async () => {
    const { page, errors } = await author.open('/talk/', { viewport: { width: 390, height: 844 } });
    await page.locator('.reveal-scroll').waitFor();
    await page.evaluate(() => document.getElementById('picture')?.scrollIntoView({ behavior: 'instant' }));
    const top = () =>
      page.evaluate(() => document.getElementById('picture')?.getBoundingClientRect().top ?? 0);
    const before = await top();
    text = text.replace(/(?:Other w|W)ords below/, 'Quite other words below');
    author.save({ 'talk/deck.md': text });
    await page.getByText('Quite other words').waitFor();
    expect(Math.abs((await top()) - before)).toBeLessThan(4);
    edit('# Mended', '# Mended\n\n---\n\n## Inserted\n');
    await page.locator('#inserted').waitFor();
    expect(await page.locator('.reveal-scroll').count()).toBe(1);
    expect(Math.abs((await top()) - before)).toBeLessThan(4);
    expect(await page.getByText('Quite other words').count()).toBe(1);
    expect(await isStillOpen(page)).toBe(true);
    expect(errors).toEqual([]);
  });

  test('another deck takes no notice', async () => {
    const one = await author.open('/b/');
    const other = await author.open('/talk/');
    author.save({ 'b.md': '# Changed B' });
    await shows(one.page, 'Changed B');
    edit('# Mended', '# Changed too');
    await shows(other.page, 'Changed too');
    await shows(one.page, 'Changed B');
  });

  test('an open index shows decks that come and go', async () => {
    const { page, errors } = await author.open('/');
    const waiting = await author.open('/c/?');
    author.save({ 'c.md': '# A new deck' });
    await page.getByRole('heading', { name: 'A new deck' }).waitFor();
    await waiting.page.waitForSelector('.reveal.ready');
    author.remove('c.md');
    await page.getByRole('heading', { name: 'A new deck' }).waitFor({ state: 'detached' });
    await waiting.page.getByText('no longer there').waitFor();
    expect(await isStillOpen(page)).toBe(true);
    expect(errors).toEqual([]);
  });

  test('an index that is opened just before a save is up to date, too', async () => {
    const page = await author.browser.newPage();
    const news = hold('**/_/news');
    await news.prepare(page);
    await page.goto(author.url);
    author.save({ 'late.md': '# A late deck' });
    await author.serves('/', 'A late deck');
    news.release();
    await page.getByRole('heading', { name: 'A late deck' }).waitFor();
    await page.close();
  });

  test('an index that comes late does not take the place of a newer one', async () => {
    const { page } = await author.open('/');
    const former = holdAnswer();
    const answers = [former];
    await page.route(`${author.url}/`, (route) => answers.shift()?.take(route) ?? route.continue());
    author.save({ 'late.md': '# The former' });
    await former.taken;
    author.save({ 'late.md': '# The latter' });
    const latter = page.getByRole('heading', { name: 'The latter' });
    await latter.waitFor();
    const came = page.waitForResponse(`${author.url}/`);
    former.release();
    await (await came).finished();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(await latter.count()).toBe(1);
  });

  test('an included file counts', async () => {
    author.save({
      'inc/part.md': '# Included',
      'inc/deck.html': '<section data-markdown="part.md"></section>',
    });
    await author.serves('/inc/', 'Included');
    const { page } = await author.open('/inc/');
    await shows(page, 'Included');
    author.save({ 'inc/part.md': '# Included anew' });
    await shows(page, 'Included anew');
  });

  test('an included file of the whole site counts, in place, and the picture that it shows', async () => {
    // The deck comes last: it is not served before all of it is there.
    author.save({
      'parts/pic.png': drawPicture(1),
      'parts/part.md': '# Part\n\n![A picture](pic.png)',
      'whole/deck.md': '<!-- include: /parts/part.md -->',
    });
    await author.serves('/whole/', 'pic.png');
    const { page, errors } = await author.open('/whole/');
    const before = await colorOfPicture(page);
    author.save({ 'parts/part.md': '# Part, changed\n\n![A picture](pic.png)' });
    await shows(page, 'Part, changed');
    author.save({ 'parts/pic.png': drawPicture(4) });
    await expect.poll(() => colorOfPicture(page)).not.toBe(before);
    expect(await isStillOpen(page)).toBe(true);
    expect(errors).toEqual([]);
  });

  test('the language and the direction of a deck that holds back are new on open pages, too', async () => {
    const deck = (front: string) => `---\naudience: shown-only\n${front}---\n# Held\n\n---\n\n## Later`;
    author.save({ 'held.md': deck('') });
    await author.serves('/held/', 'Held');
    const { page, errors } = await author.open('/held/');
    author.save({ 'held.md': deck('lang: de\ndir: auto\n') });
    await expect.poll(() => rootOf(page)).toEqual(['de', 'auto']);
    author.save({ 'held.md': deck('') });
    await expect.poll(() => rootOf(page)).toEqual(['en', null]);
    expect(await isStillOpen(page)).toBe(true);
    expect(errors).toEqual([]);
  });

  test('the speaker view goes and shows the way that the text does', async () => {
    author.save({ 'way.md': '# One\n\n---\n\n## Two\n' });
    await author.serves('/way/', 'Two');
    const { page, errors } = await author.speak('way');
    const shown = () =>
      page.evaluate(() => {
        const host = document.querySelector<HTMLElement>('#current > div');
        return [host?.lang, host?.dir];
      });
    author.save({ 'way.md': '---\nlang: ar\ndir: rtl\n---\n# One\n\n---\n\n## Two\n' });
    await expect.poll(shown).toEqual(['ar', 'rtl']);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.locator('#announcement').textContent()).toContain('Two');
    author.save({ 'way.md': '---\nrevealOptions: { rtl: true }\n---\n# One\n\n---\n\n## Two\n' });
    await expect.poll(shown).toEqual(['en', '']);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.locator('#announcement').textContent()).toContain('One');
    expect(await isStillOpen(page)).toBe(true);
    expect(errors).toEqual([]);
  });

  test('the speaker view has new slides and new notes, where it was', async () => {
    author.save({ 'speech/deck.md': '# One\n\n---\n\n## Two\n\nNote: said' });
    await author.serves('/speech/', 'Two');
    const { page, errors } = await author.speak('speech');
    const notes = page.locator('#notes-text');
    await page.keyboard.press('n');
    await expect.poll(() => notes.textContent()).toContain('said');
    author.save({ 'speech/deck.md': '# One\n\n---\n\n## Two\n\nNote: said otherwise' });
    await expect.poll(() => notes.textContent()).toContain('said otherwise');
    author.save({ 'speech/deck.md': '# One\n\n---\n\n## Two more\n\nNote: said otherwise' });
    await expect.poll(() => page.locator('#announcement').textContent()).toContain('Two more');
    expect(await isStillOpen(page)).toBe(true);
    expect(errors).toEqual([]);
  });
});
