/** One numbering everywhere: what the deck shows is what the speaker view, the stage's jump and the way back to live say. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { laptop, speak } from './speakers.ts';
import { all, press, type Seat, Talk } from './talk.ts';

const slides = `# One

---

## Two

----

## Below two

---

## Three

---

<!-- .slide: data-visibility="uncounted" -->

## Spare

---

## Four
`;

let server: Talk;
beforeAll(async () => {
  server = await Talk.open();
});
afterAll(() => server?.close());

describe.each([
  ['none', '', { three: '4', below: '3', again: '2.2', number: 'Slide 4 of 5' }],
  [
    'c/t',
    'revealOptions: { slideNumber: c/t }\n',
    { three: '4', below: '3', again: '2/2', number: 'Slide 4 of 5' },
  ],
  [
    'h.v',
    'revealOptions: { slideNumber: h.v }\n',
    { three: '3', below: '2.2', again: '2/2', number: 'Slide 3, 5 in all' },
  ],
] as const)('with slide numbers: %s', (format, front, { three, below, again, number }) => {
  let talk: Talk;
  let stage: Seat;
  let viewer: Seat;
  let speaker: Page;

  beforeAll(async () => {
    talk = await server.another(`numbers-${format.replace(/\W/g, '-')}`, {
      text: `---\ntitle: Numbers\ntransition: none\n${front}---\n\n${slides}`,
    });
    stage = await talk.present();
    viewer = await talk.watch();
    speaker = await speak(talk, laptop);
    await stage.page.waitForSelector('.deck-search', { state: 'attached' });
  });
  afterAll(() => talk?.close());

  test('a number typed at the speaker view and at the stage is the same slide', async () => {
    for (const [typed, slide] of [
      [three, 'three'],
      [below, 'below-two'],
      ['1', 'one'],
      [again, 'below-two'],
      [three, 'three'],
    ] as const) {
      await speaker.keyboard.press('g');
      await speaker.keyboard.type(typed);
      await speaker.keyboard.press('Enter');
      await all([stage, viewer], [slide, -1, false]);
      await press(stage, 'End');
      await all([viewer], ['four', -1, false]);
      await press(stage, 'g');
      await stage.page.keyboard.type(typed);
      await press(stage, 'Enter');
      await all([stage, viewer], [slide, -1, false]);
      await expect.poll(() => stage.page.locator('.jump-to-slide').count()).toBe(0);
    }
  });

  test('it is the number that is shown, listed, and led back to', async () => {
    await expect.poll(() => speaker.locator('#number').innerText()).toBe(number);
    if (format !== 'none') {
      const shown = await viewer.page.locator('.slide-number').innerText();
      expect(shown.split(/\s*\/\s*/)[0]?.trim()).toBe(three);
    }
    await speaker.keyboard.press('g');
    const current = speaker.locator('#jump-list [aria-current] b');
    await expect.poll(() => current.innerText()).toBe(three);
    await speaker.keyboard.press('Escape');
    await press(viewer, 'Home');
    await viewer.page.getByRole('button', { name: `Back to live · slide ${three}`, exact: true }).click();
    await all([viewer], ['three', -1, false]);
  });

  test('a number that is none moves nobody', async () => {
    await press(stage, 'g');
    await stage.page.keyboard.type('99');
    await stage.page.waitForTimeout(300);
    await press(stage, 'Enter');
    await all([stage, viewer], ['three', -1, false]);
  });
});
