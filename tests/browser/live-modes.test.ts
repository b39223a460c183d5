/** What a deck's author chooses for the audience, what is shared beside the slides, and a deck edited mid-talk. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hold } from './hold.ts';
import { all, deck, joined, laptop, phone, press, type Seat, Talk, where } from './talk.ts';

const guide = join(import.meta.dirname, '../../decks/guide');

let server: Talk;
beforeAll(async () => {
  server = await Talk.open();
});
afterAll(() => server?.close());

describe('audience: follow', () => {
  let talk: Talk;
  let stage: Seat;
  let viewer: Seat;
  beforeAll(async () => {
    talk = await server.another('follow', {
      text: deck.replace('title: A talk', 'title: A talk\naudience: follow'),
    });
    ({ stage, viewer } = await talk.seated());
  });
  afterAll(() => talk?.close());

  test('without a talk the deck is just a deck', async () => {
    await press(viewer, 'n');
    await all([viewer], ['two', -1, false]);
    await all([stage], ['one', -1, false]);
    expect(await viewer.page.locator('.controls button:visible').count()).toBeGreaterThan(0);
  });

  test('during the talk nobody pages away, and a hint says why', async () => {
    await press(stage, 'n', 'n');
    await all([viewer], ['two', 0, false]);
    // The words are there for some seconds only.
    const hint = viewer.page.getByText('The presenter leads.').waitFor();
    await Promise.all([hint, press(viewer, 'n', 'End', 'p', 'Escape')]);
    await all([viewer], ['two', 0, false]);
    expect(await viewer.page.locator('.reveal.overview').count()).toBe(0);
    expect(await viewer.page.locator('.controls button:visible').count()).toBe(0);
  });

  test('after the talk the audience is free where it is', async () => {
    await press(stage, 'b');
    await all([viewer], ['two', 0, true]);
    await stage.page.evaluate(() => {
      const sockets = (globalThis as { sockets?: WebSocket[] }).sockets ?? [];
      sockets.at(-1)?.send('{"type":"end"}');
    });
    await all([viewer, stage], ['two', 0, false]);
    await press(viewer, 'n', 'n');
    await all([viewer], ['three', -1, false]);
    expect(await viewer.page.getByRole('button', { name: /Back to live/ }).count()).toBe(0);
  });
});

describe('on a phone', () => {
  let talk: Talk;
  beforeAll(async () => {
    talk = await server.another('scrolled');
  });
  afterAll(() => talk?.close());

  test('the deck scrolls until a talk begins, then it shows the step that is live', async () => {
    const viewer = await talk.watch(phone);
    expect(await viewer.page.locator('.reveal-scroll').count()).toBe(1);
    const stage = await talk.present();
    await press(stage, 'n', 'n');
    await all([viewer], ['two', 0, false]);
    expect(await viewer.page.locator('.reveal-scroll').count()).toBe(0);
    expect(await viewer.page.locator('.fragment.visible').count()).toBe(1);
    expect(viewer.errors).toEqual([]);
  });
});

describe('a presenter’s first steps', () => {
  let talk: Talk;
  beforeAll(async () => {
    talk = await server.another('late');
  });
  afterAll(() => talk?.close());

  /** A presenter whose part comes when `arrive` is called. */
  async function presentLate(): Promise<{ readonly stage: Seat; readonly arrive: () => void }> {
    const { prepare, release } = hold(/\/_\/stage\./);
    return { stage: await talk.present(laptop, prepare), arrive: release };
  }

  test('lead, though the part that leads was still on its way', async () => {
    const viewer = await talk.watch();
    const { stage, arrive } = await presentLate();
    await press(stage, 'n', 'n');
    await all([stage], ['two', 0, false]);
    arrive();
    await all([viewer, stage], ['two', 0, false]);
    await press(stage, 'n');
    await all([viewer, stage], ['two', 1, false]);
  });

  test('move nobody where another presenter leads already, and the next one leads', async () => {
    const [viewer, first] = await Promise.all([talk.watch(), talk.present()]);
    // This one's part is there, too, once it stands where the last test ended.
    await all([viewer, first], ['two', 1, false]);
    await press(first, 'End');
    await all([viewer, first], ['six', -1, false]);
    const told = () => viewer.page.evaluate(() => Reflect.get(globalThis, 'told'));
    const before = await told();
    const { stage, arrive } = await presentLate();
    await press(stage, 'n', 'n');
    await all([stage], ['two', 0, false]);
    arrive();
    await all([stage, viewer, first], ['six', -1, false]);
    expect(await told()).toBe(before);
    await press(stage, 'p');
    await all([stage, viewer, first], ['five', -1, false]);
  });
});

describe('beside the slides', () => {
  let talk: Talk;
  let stage: Seat;
  let viewer: Seat;
  const text =
    '# Start\n\n---\n\n## Film\n\n<video src="glow.webm" controls loop></video>\n\n---\n\n## Bells\n\n<audio src="bells.mp3" controls></audio>\n';
  beforeAll(async () => {
    talk = await server.another('films', {
      text,
      files: [join(guide, 'glow.webm'), join(guide, 'bells.mp3')],
    });
    ({ stage, viewer } = await talk.seated());
    await press(stage, 'n');
    await viewer.page.locator('#film.present').waitFor();
  });
  afterAll(() => talk?.close());

  test('the presenter’s pointer is at the same part of the slide for everyone', async () => {
    await press(stage, 'd');
    const dot = viewer.page.locator('.live-dot');
    for (const [x, y] of [
      [400, 200],
      [800, 500],
    ] as const) {
      await stage.page.mouse.move(x, y);
      await expect.poll(async () => middleOf(await dot.boundingBox())).toEqual([x, y]);
    }
    await press(stage, 'd');
    await dot.waitFor({ state: 'detached' });
  });

  test('a film plays, stands and seeks for everyone', async () => {
    const film = () => {
      const video = document.querySelector('video');
      return { paused: video?.paused, time: video?.currentTime ?? Number.NaN };
    };
    // Playwright evaluates as if a person had asked for it.
    await stage.page.evaluate(() => document.querySelector('video')?.play());
    await expect.poll(async () => (await viewer.page.evaluate(film)).paused).toBe(false);
    await expect
      .poll(async () => {
        const [one, other] = await Promise.all([stage.page.evaluate(film), viewer.page.evaluate(film)]);
        return Math.abs(one.time - other.time);
      })
      .toBeLessThan(0.5);
    const late = await talk.watch();
    await expect.poll(async () => (await late.page.evaluate(film)).paused).toBe(false);
    await stage.page.evaluate(() => document.querySelector('video')?.pause());
    for (const { page } of [viewer, late])
      await expect.poll(async () => (await page.evaluate(film)).paused).toBe(true);
    const [one, other] = await Promise.all([stage.page.evaluate(film), viewer.page.evaluate(film)]);
    expect(Math.abs(one.time - other.time)).toBeLessThan(0.5);
    const seek = (left: number) =>
      stage.page.evaluate((rest) => {
        const video = document.querySelector('video');
        if (video) video.currentTime = rest === 0 ? 0 : video.duration - rest;
      }, left);
    const time = async () => (await viewer.page.evaluate(film)).time;
    // Its two ends are one while it plays in a loop, but not while it stands.
    await seek(0);
    await expect.poll(time).toBeLessThan(0.5);
    await seek(0.1);
    await expect.poll(time).toBeGreaterThan(1);
    await late.context.close();
  });

  test('where a browser forbids sound there is none until it is asked for', async () => {
    await press(stage, 'n');
    await viewer.page.locator('#bells.present').waitFor();
    const fresh = await talk.watch();
    // What Playwright evaluates counts as a person's touch, after which Chromium allows sound.
    await fresh.page.evaluate(() => {
      const { play } = HTMLMediaElement.prototype;
      HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
        return this.muted ? play.call(this) : Promise.reject(new DOMException('', 'NotAllowedError'));
      };
    });
    await stage.page.evaluate(() => document.querySelector('audio')?.play());
    const sound = fresh.page.getByRole('button', { name: 'Tap for sound' });
    await sound.click();
    expect(await fresh.page.evaluate(() => document.querySelector('audio')?.muted)).toBe(false);
    expect(await sound.count()).toBe(0);
    await fresh.context.close();
  });

  test('where it forbids everything, as an iPhone that saves power, the tap for sound has it play', async () => {
    await stage.page.evaluate(() => document.querySelector('audio')?.pause());
    const fresh = await talk.watch();
    await fresh.page.evaluate(() => {
      const { play } = HTMLMediaElement.prototype;
      let isTap = false;
      const tap = () => {
        isTap = true;
        setTimeout(() => {
          isTap = false;
        });
      };
      addEventListener('click', tap, true);
      HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
        const isAllowed = isTap || !this.paused;
        return isAllowed ? play.call(this) : Promise.reject(new DOMException('', 'NotAllowedError'));
      };
    });
    await stage.page.evaluate(() => {
      const [audio] = document.querySelectorAll('audio');
      if (!audio) return;
      audio.loop = true;
      return audio.play();
    });
    await fresh.page.getByRole('button', { name: 'Tap for sound' }).click();
    const bells = () =>
      fresh.page.evaluate(() =>
        [...document.querySelectorAll('audio')].map(({ paused, muted }) => [paused, muted]),
      );
    await expect.poll(bells).toEqual([[false, false]]);
    await fresh.context.close();
  });
});

describe('a deck that is edited during the talk', () => {
  let talk: Talk;
  let stage: Seat;
  let viewer: Seat;
  beforeAll(async () => {
    talk = await server.another('edited');
    ({ stage, viewer } = await talk.seated());
  });
  afterAll(() => talk?.close());

  test('changes in place, and everyone stays where they are', async () => {
    await press(stage, 'n', 'n', 'n', 'n', 'n', 'n');
    await all([viewer], ['three', 1, false]);
    for (const { page } of [stage, viewer]) {
      await page.evaluate(() => {
        document.querySelector('#three')?.setAttribute('data-kept', '');
      });
    }
    talk.edit(deck.replace('# One', '# One\n\n---\n\n## One and a half').replace('## Six', '## Seven'));
    for (const seat of [stage, viewer]) {
      // The edited slide keeps its former id, so that links to it hold.
      await seat.page.locator('#six', { hasText: 'Seven' }).waitFor({ state: 'attached' });
      expect(await where(seat)).toEqual(['three', 1, false]);
      expect(await seat.page.locator('#three[data-kept].present').count()).toBe(1);
      expect(await seat.page.evaluate(() => Reveal.getIndices().h)).toBe(3);
    }
    await press(stage, 'n');
    await all([viewer], ['four', -1, false]);
    await press(stage, 'End');
    await all([viewer], ['six', -1, false]);
  });

  test('even the slide that is shown', async () => {
    await press(stage, 'Home');
    await all([viewer], ['one', -1, false]);
    // Past the new slide.
    await press(stage, 'n', 'n', 'n');
    await all([viewer], ['two', 0, false]);
    talk.edit(deck.replace('- second', '- changed'));
    for (const seat of [stage, viewer]) {
      await seat.page.getByText('changed', { exact: true }).waitFor({ state: 'attached' });
      expect(await where(seat)).toEqual(['two', 0, false]);
    }
    for (const { errors } of [stage, viewer]) expect(errors).toEqual([]);
    const late = await talk.watch();
    await joined(late.page);
    await all([late], ['two', 0, false]);
  });
});

function middleOf(box: { x: number; y: number; width: number; height: number } | null): number[] {
  return box ? [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)] : [];
}
