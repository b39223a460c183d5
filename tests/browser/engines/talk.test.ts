/** A talk in every browser engine: one who presents, the same person's speaker view, and one of the audience. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command } from '../../setup/command.ts';
import { createFolder } from '../../setup/folder.ts';
import { freePort } from '../../setup/port.ts';
import { type Served, startServer } from '../../setup/sealed.ts';
import { settled } from '../../setup/settled.ts';
import { all, where } from './decks.ts';
import { type Engine, type EnginePage, LAPTOP } from './engine.ts';
import { engines } from './engines.ts';

const KEY = 'a-key-for-tests-0123456789';

const TALK = `---
duration: 10
---

# One

Note: Say **hello**.

---

## Two

- first {.fragment}
- second {.fragment}

Note: Of the second.

---

## Three

\`\`\`ts [1|2]
const a = 1;
const b = 2;
\`\`\`

---

## Four

---

## Five
`;

const HELD = '---\naudience: shown-only\n---\n\n# Open\n\n---\n\n## Kingfisher\n\n---\n\n## Heron\n';

/** Each engine has decks of its own. */
const names = Object.keys(engines).map((name) => name.toLowerCase());
const folder = createFolder({
  ...Object.fromEntries(names.map((name) => [`decks/${name}.md`, TALK])),
  ...Object.fromEntries(names.map((name) => [`decks/${name}-held.md`, HELD])),
});

let server: Served;
const serve = (port: number) =>
  startServer(
    [command, 'serve', folder.at('decks'), '--key', KEY, '--data', folder.at('data')],
    undefined,
    String(port),
  );

beforeAll(async () => {
  server = await serve(await freePort());
  await settled(server.address);
});
afterAll(async () => {
  await server?.stop();
  folder.remove('');
});

describe.each(Object.entries(engines))('in %s', (engineName, start) => {
  const name = engineName.toLowerCase();
  let engine: Engine;
  let stage: EnginePage;
  let speaker: EnginePage;
  let viewer: EnginePage;
  const address = (path: string) => `${server.address}${name}${path}`;

  beforeAll(async () => {
    engine = await start();
    [stage, speaker, viewer] = [await engine.open(), await engine.open(), await engine.open()];
  });
  afterAll(() => engine?.close());

  test('the key opens the speaker view, after a wrong one, too', async () => {
    await speaker.goto(address('/speaker'));
    await speaker.click('#key');
    await speaker.press(...'wrong', 'Enter');
    await expect.poll(() => text(speaker, '[role=alert]')).toBe('That is not the key.');
    await speaker.press(...KEY, 'Enter');
    await expect.poll(() => text(speaker, '#notes-text')).toBe('Say hello.');
    await expect.poll(() => text(speaker, '#link')).toBe('Connected');
    expect(await speaker.evaluate(() => location.href)).toBe(address('/speaker'));
  });

  test('the audience follows to slide, fragment, code step and black screen', async () => {
    await stage.goto(address(`/speaker?key=${KEY}`));
    await stage.goto(address('/'));
    await viewer.goto(address('/'));
    await joined(stage, viewer);
    await stage.press('ArrowRight');
    await all([stage, viewer], 'two', -1, false);
    await stage.press('ArrowRight');
    await all([stage, viewer], 'two', 0, false);
    await expect.poll(() => seen(viewer, '.fragment')).toEqual(['first']);
    await stage.press('n', 'n', 'n');
    await all([stage, viewer], 'three', 0, false);
    await stage.press('b');
    await all([stage, viewer], 'three', 0, true);
    await expect.poll(() => seen(speaker, '.veil')).toEqual(['The screen is black']);
    await stage.press('b', 'PageUp', 'PageUp');
    await all([stage, viewer], 'two', 1, false);
  });

  test('the speaker view has notes, the next slide, the clock and the audience, and leads', async () => {
    await expect.poll(() => text(speaker, '#notes-text')).toBe('Of the second.');
    await expect.poll(() => text(speaker, '#number')).toBe('Slide 2 of 5');
    await expect.poll(() => text(speaker, '#next-slide-title')).toBe('Next: Three');
    await expect.poll(() => text(speaker, '#watching')).toBe('1 watching');
    const small = () =>
      speaker.evaluate(() => {
        const host = document.querySelector('#slide-preview > div');
        const slide = host?.shadowRoot?.querySelector('section.present');
        const [heading, frame] = [slide?.querySelector('h2'), document.querySelector('#slide-preview')].map(
          (part) => part?.getBoundingClientRect(),
        );
        if (!slide || !heading || !frame) return undefined;
        return [slide.id, heading.width > 20 && heading.left >= frame.left && heading.right <= frame.right];
      });
    await expect.poll(small).toEqual(['three', true]);
    await speaker.click('#next');
    await all([stage, viewer], 'three', -1, false);
    await speaker.press('PageDown');
    await all([stage, viewer], 'three', 0, false);
    await expect.poll(() => text(speaker, '#start')).toBe('Pause');
    await expect.poll(() => text(speaker, '#elapsed')).toMatch(/^(?!0:00)\d+:\d\d of 10:00$/);
  });

  test('a dot is where the presenter points, until they do no more', async () => {
    await stage.press('d');
    await stage.point(600, 300);
    await stage.point(640, 360);
    const dot = () =>
      viewer.evaluate(() => {
        const box = document.querySelector('.live-dot')?.getBoundingClientRect();
        return box && [Math.round((box.left + box.right) / 2), Math.round((box.top + box.bottom) / 2)];
      });
    await expect
      .poll(async () => {
        const [x = 0, y = 0] = (await dot()) ?? [];
        return Math.abs(x - 640) < 8 && Math.abs(y - 360) < 8;
      })
      .toBe(true);
    await stage.press('d');
    await expect.poll(dot).toBeUndefined();
  });

  test('who pages away stays there, and one press leads back', async () => {
    await viewer.press('End');
    await all([viewer], 'five', -1, false);
    await expect.poll(() => text(viewer, '.live-back')).toBe('Back to live · slide 3');
    await stage.press('n');
    await expect.poll(() => text(viewer, '.live-back')).toBe('Back to live · slide 4');
    expect((await where(viewer))?.[0]).toBe('five');
    await viewer.click('.live-back');
    await all([viewer], 'four', -1, false);
  });

  test('a phone of the audience shows the slide, and follows', async () => {
    await viewer.resize(390, 844);
    const shows = (id: string, other: string) =>
      expect
        .poll(async () => (await inSight(viewer)).filter((slide) => [id, other].includes(slide)))
        .toEqual([id]);
    await stage.press('End');
    await all([stage, viewer], 'five', -1, false);
    await shows('five', 'one');
    await stage.press('Home', 'n', 'n');
    await all([stage, viewer], 'two', 0, false);
    await shows('two', 'five');
    await expect.poll(() => seen(viewer, '#two .fragment')).toEqual(['first']);
    await viewer.resize(LAPTOP.width, LAPTOP.height);
    await all([viewer], 'two', 0, false);
  });

  test('a save is on every page, and moves nobody', async () => {
    folder.write({ [`decks/${name}.md`]: TALK.replace('- second', '- edited').replace('Of the', 'Of an') });
    // It is on the page, and not to be seen yet.
    const last = () => document.querySelector('#two li:last-child')?.textContent;
    for (const page of [stage, viewer]) await expect.poll(() => page.evaluate(last)).toBe('edited');
    await expect.poll(() => text(speaker, '#notes-text')).toBe('Of an second.');
    await all([stage, viewer], 'two', 0, false);
    await stage.press('n');
    await expect.poll(() => seen(viewer, '.fragment')).toEqual(['first', 'edited']);
  });

  test('scripts do not fail until the server does', async () => {
    for (const page of [stage, speaker, viewer]) expect(await page.errors()).toEqual([]);
  });

  test('a server that is killed and starts again has everyone where they were', async () => {
    await server.stop();
    await stage.press('n');
    await all([stage], 'three', -1, false);
    await all([viewer], 'two', 1, false);
    server = await serve(Number(new URL(server.address).port));
    await all([viewer], 'three', -1, false);
    await expect.poll(() => text(speaker, '#link')).toBe('Connected');
    await expect.poll(() => text(speaker, '#number')).toBe('Slide 3 of 5');
    await speaker.press('PageDown');
    await all([stage, viewer], 'three', 0, false);
  });

  test('of a deck that holds back, a viewer has what was shown and no more', async () => {
    await stage.goto(address('-held/'));
    await viewer.goto(address('-held/'));
    await joined(stage, viewer);
    const has = (words: string) =>
      viewer.evaluate((of) => document.documentElement.outerHTML.includes(of), words);
    expect([await has('Open'), await has('Kingfisher')]).toEqual([true, false]);
    await stage.press('n');
    await all([stage, viewer], 'kingfisher', -1, false);
    expect([await has('Kingfisher'), await has('Heron')]).toEqual([true, false]);
    await viewer.reload();
    await all([viewer], 'kingfisher', -1, false);
    expect(await has('Heron')).toBe(false);
  });
});

/** Waits until pages know where their room is. */
async function joined(...pages: readonly EnginePage[]): Promise<void> {
  const isJoined = () => document.querySelector('.reveal.ready[data-part]') !== null;
  for (const page of pages) await expect.poll(() => page.evaluate(isJoined)).toBe(true);
}

/** The words of an element as they are read; none where there is no such. */
function text(page: EnginePage, selector: string): Promise<string> {
  return page.evaluate((of) => {
    const element = document.querySelector<HTMLElement>(of);
    return (element?.innerText ?? '').replaceAll(/[\s\u2066-\u2069]+/g, ' ').trim();
  }, selector);
}

/** The words of what can be seen. */
function seen(page: EnginePage, selector: string): Promise<string[]> {
  return page.evaluate(
    (of) =>
      [...document.querySelectorAll(of)]
        .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .map(({ textContent }) => textContent.trim()),
    selector,
  );
}

/** The slides whose headings are in the window. */
function inSight(page: EnginePage): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.slides :is(h1, h2)')]
      .filter((heading) => {
        const { top, bottom } = heading.getBoundingClientRect();
        return heading.checkVisibility({ visibilityProperty: true }) && top >= 0 && bottom <= innerHeight;
      })
      .map((heading) => heading.closest('section')?.id ?? ''),
  );
}
