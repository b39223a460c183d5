/** A talk whose present slide is edited away, and comes back: everybody is on the same slide, and no step skips one. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { laptop, speak } from './speakers.ts';
import { all, press, type Seat, Talk } from './talk.ts';

const recording = join(import.meta.dirname, '../../decks/guide/start.cast');

/** Columns by name; a stack's slides stand in one. */
const columns = {
  one: '# One',
  film: '## Film\n\n![Starting a deck](start.cast){idle=1 poster=2}',
  steps: '## Steps\n\n- first {.fragment}\n- second {.fragment}',
  stack: '## Top\n\n----\n\n## Below\n\n- more {.fragment}\n\n----\n\n## Bottom',
  five: '<!-- .slide: data-background-color="navy" -->\n\n## Five',
  six: '## Six',
} as const;

type Column = keyof typeof columns;

const whole: readonly Column[] = ['one', 'film', 'steps', 'stack', 'five', 'six'];

function deckOf(names: readonly string[]): string {
  const texts: Readonly<Record<string, string>> = columns;
  return `---\ntitle: Edited\n---\n\n${names.map((name) => texts[name] ?? name).join('\n\n---\n\n')}\n`;
}

let talk: Talk;
let stage: Seat;
let viewer: Seat;
let speaker: Page;

beforeAll(async () => {
  ({ talk, stage, viewer } = await Talk.begin({ text: deckOf(whole), beside: [recording] }));
  speaker = await speak(talk, laptop);
});
afterAll(() => talk?.close());

const without = (gone: Column) => whole.filter((name) => name !== gone);

describe('the present slide is edited away and back', () => {
  test.each([
    ['the only recording', ['film', -1], [without('film')], 'steps', ['steps', -1]],
    ['the first', ['one', -1], [without('one')], 'film', ['film', -1]],
    ['the last', ['six', -1], [without('six')], 'five', ['six', -1]],
    ['one with steps', ['steps', 1], [without('steps')], 'top', ['top', -1]],
    ['a whole stack', ['below', 0], [without('stack')], 'five', ['bottom', -1]],
    [
      'one that had moved',
      ['five', -1],
      [
        ['one', '## New', ...whole.slice(1)],
        ['one', '## New', ...without('five').slice(1)],
      ],
      'top',
      ['six', -1],
    ],
  ] as const)('%s', async (_, [id, f], edits, meanwhile, [next, nextF]) => {
    await goTo(id, f);
    for (const edit of edits) {
      talk.edit(deckOf(edit));
      await agree(edit);
    }
    expect(await slideAt(speaker)).toBe(meanwhile);
    talk.edit(deckOf(whole));
    await agree(whole);
    await all([stage, viewer], [id, f, false]);
    // Two versions of a deck may have as many slides.
    await expect.poll(() => slideAt(speaker)).toBe(id);
    await speaker.keyboard.press('PageDown');
    await all([stage, viewer], [next, nextF, false]);
  });

  test('while the screen is black', async () => {
    await goTo('film', -1);
    await press(stage, 'b');
    await all([viewer], ['film', -1, true]);
    talk.edit(deckOf(without('film')));
    await agree(without('film'));
    await all([stage, viewer], ['steps', -1, true]);
    talk.edit(deckOf(whole));
    await agree(whole);
    await all([stage, viewer], ['film', -1, true]);
    await press(stage, 'b');
    await all([viewer], ['film', -1, false]);
  });
});

test('the backgrounds of slides that stay are the same elements, in the order of the slides', async () => {
  await goTo('five', -1);
  await viewer.page.evaluate(() =>
    Reveal.getSlideBackground(Reveal.getCurrentSlide())?.setAttribute('data-mark', ''),
  );
  const backgrounds = () => {
    const columns = [...document.querySelectorAll('.backgrounds > *')];
    const { h } = Reveal.getIndices();
    return {
      count: columns.length,
      marked: columns.findIndex((each) => each.matches('[data-mark]')) === h,
      shown: columns.filter((each) => each.matches('.present')).map((each) => columns.indexOf(each) === h),
      dark: document.querySelector('.reveal.has-dark-background') !== null,
    };
  };
  for (const edit of [['## New', ...whole], ['six', ...without('six')], without('one'), whole]) {
    talk.edit(deckOf(edit));
    await agree(edit);
    const found = { count: edit.length, marked: true, shown: [true], dark: true };
    expect(await viewer.page.evaluate(backgrounds)).toEqual(found);
  }
});

test('a step back to a slide that was put in where everyone had been is told', async () => {
  await goTo('five', -1);
  const longer = [...whole.slice(0, 4), '## New', 'five', 'six'];
  talk.edit(deckOf(longer));
  await agree(longer);
  await press(stage, 'PageUp');
  await all([stage, viewer], ['new', -1, false]);
  await expect.poll(() => slideAt(speaker)).toBe('new');
});

/** Takes everyone to a slide of the whole deck, by the stage. */
async function goTo(id: string, f: number): Promise<void> {
  talk.edit(deckOf(whole));
  await agree(whole);
  await stage.page.evaluate(
    ([id, f]) => {
      const { h, v } = Reveal.getIndices(document.getElementById(id) ?? undefined);
      Reveal.slide(h, v, f);
    },
    [id, f] as const,
  );
  await all([stage, viewer], [id, f, false]);
  await expect.poll(() => slideAt(speaker)).toBe(id);
}

/** Waits until stage, viewer and speaker view have this very deck and show the same slide of it. */
async function agree(names: readonly string[]): Promise<void> {
  const count = deckOf(names).split(/^-{3,4}$/m).length - 2;
  await expect
    .poll(async () => {
      const seats = await Promise.all([stage.page, viewer.page].map(slideOf));
      const [slide, total] = [await slideAt(speaker), await speaker.locator('#number').innerText()];
      return [...seats, [slide, Number(total.split(' ').at(-1))]].map((seat) => seat.join(' '));
    })
    .toEqual(Array(3).fill(expect.stringMatching(new RegExp(` ${count}$`))));
  await expect
    .poll(async () => {
      const seats = await Promise.all([stage.page, viewer.page].map(slideOf));
      return new Set([...seats.map(([slide]) => slide), await slideAt(speaker)]).size;
    })
    .toBe(1);
}

/** The slide that a deck's page shows, and how many there are. */
async function slideOf(page: Page): Promise<[string, number]> {
  return page.evaluate((): [string, number] =>
    globalThis.Reveal?.isReady() ? [Reveal.getCurrentSlide().id, Reveal.getTotalSlides()] : ['', 0],
  );
}

/** The slide that a speaker view shows. */
function slideAt(page: Page): Promise<string> {
  return page
    .locator('#current > div:first-child')
    .evaluate((host) => host.shadowRoot?.querySelector('section.present')?.id ?? '');
}

describe('a mistake in the middle of a talk', () => {
  test('is told in a speaker view that is open, and the talk goes on', async () => {
    talk.edit(deckOf(whole));
    await agree(whole);
    await goTo('steps', 0);
    const mistake = speaker.locator('details.mistake');
    talk.edit(`---\ntitle: [Edited\n---\n\n${deckOf(whole)}`);
    await mistake.waitFor();
    expect(await mistake.locator('summary').textContent()).toBe(
      'This deck has a mistake: it is shown as it was before',
    );
    expect(await mistake.locator('pre').textContent()).toMatch(/talk\.md:\d+:\d+/);
    expect(await slideAt(speaker)).toBe('steps');
    await press(stage, 'n');
    await all([stage, viewer], ['steps', 1, false]);
    expect(await viewer.page.locator('details.mistake').count()).toBe(0);
    talk.edit(deckOf(whole));
    await mistake.waitFor({ state: 'detached' });
    await all([stage, viewer], ['steps', 1, false]);
  });

  test('is that the deck’s file is gone, until it is back', async () => {
    const mistake = speaker.locator('details.mistake', { hasText: 'This deck’s files are gone' });
    // Without any deck the whole site stays as it was.
    writeFileSync(join(talk.folder, 'decks/other.md'), '# Other');
    rmSync(join(talk.folder, 'decks/talk.md'));
    await mistake.waitFor();
    await press(stage, 'n');
    await all([stage, viewer], ['top', -1, false]);
    talk.edit(deckOf(whole));
    await mistake.waitFor({ state: 'detached' });
  });
});
