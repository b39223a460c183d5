/** Films and sounds: fetched when their slides are near, played when they come, and still wherever slides stand still. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFolder } from '../setup/folder.ts';
import type { Engine } from './engines/engine.ts';
import { engines } from './engines/engines.ts';
import { laptop, speak } from './speakers.ts';
import { all, press, type Seat, Talk } from './talk.ts';

const guide = join(import.meta.dirname, '../../decks/guide');
const glow = readFileSync(join(guide, 'glow.webm'));
const names = ['two', 'three', 'four', 'five', 'six', 'far'];
const folder = createFolder({
  ...Object.fromEntries(names.map((name) => [`${name}.webm`, glow])),
  'words.md': '# Words alone\n',
});

const slides = [
  '# One',
  '## Two\n\n<video src="two.webm" muted data-autoplay></video>',
  '## Three\n\n<video data-src="three.webm" controls></video>\n\n<audio src="bells.mp3" controls></audio>',
  '## Four\n\n<video muted loop autoplay><source data-src="four.webm" type="video/webm"></video>\n\n<video muted data-autoplay src="two.webm"></video>',
  '<!-- .slide: data-background-video="five.webm" data-background-video-muted data-background-size="contain" -->\n\n## Five',
  '## Six\n\n<video class="fragment" muted data-autoplay src="six.webm"></video>\n\n<p class="fragment"><video muted data-autoplay src="two.webm"></video></p>',
  '## Seven',
  '## Eight\n\n<video src="far.webm" controls></video>',
].join('\n\n---\n\n');

let talk: Talk;
let stage: Seat;
let viewer: Seat;
const asked: string[] = [];

beforeAll(async () => {
  const files = [...names.map((name) => folder.at(`${name}.webm`)), join(guide, 'bells.mp3')];
  talk = await Talk.open({ text: slides, files, beside: [folder.at('words.md')] });
  const listen = async (page: Page) => {
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  };
  [stage, viewer] = await Promise.all([talk.present(), talk.watch(undefined, undefined, listen)]);
});

afterAll(async () => {
  folder.remove('');
  await talk?.close();
});

/** The films that the viewer's page has asked for, in order. */
const films = () =>
  [...new Set(asked.filter((path) => /\.(webm|mp3)$/.test(path)))].map((path) => path.slice(6));

/** Which of the media of the present slide, and behind it, play; `undefined` for those without a picture yet. */
const playing = ({ page }: Pick<Seat, 'page'>) =>
  page.evaluate(() => {
    const places = [Reveal.getCurrentSlide(), Reveal.getSlideBackground(Reveal.getCurrentSlide())];
    return places
      .flatMap((place) => [...(place?.querySelectorAll('video') ?? [])])
      .map((film) => (film.readyState < 2 ? undefined : !film.paused && !film.ended && film.currentTime > 0));
  });

/** Goes on, and waits until stage and audience play as they should. */
async function goOn(slide: string, f: number, expected: readonly (boolean | undefined)[]): Promise<void> {
  await press(stage, 'PageDown');
  await all([stage, viewer], [slide, f, false]);
  for (const seat of [stage, viewer]) await expect.poll(() => playing(seat)).toEqual(expected);
}

test('films play when their slides come, and were fetched one slide before', async () => {
  await expect.poll(films).toEqual(['two.webm']);
  await goOn('two', -1, [true]);
  await expect.poll(films).toEqual(['two.webm', 'three.webm', 'bells.mp3']);
  // What nobody has started shows its first picture.
  await goOn('three', -1, [false]);
  await goOn('four', -1, [true, true]);
  await goOn('five', -1, [true]);
  await goOn('six', -1, [false, false]);
  await goOn('six', 0, [true, false]);
  await goOn('six', 1, [true, true]);
  await press(stage, 'PageUp', 'PageUp');
  await all([stage, viewer], ['six', -1, false]);
  for (const seat of [stage, viewer]) await expect.poll(() => playing(seat)).toEqual([false, false]);
  expect(films()).not.toContain('far.webm');
});

test('a film of a step that a browser refuses to play has its buttons until it plays', async () => {
  const { page, context } = await talk.watch(undefined, '/talk/', async (opened) => {
    await opened.addInitScript(() => {
      const { play } = HTMLMediaElement.prototype;
      let isRefused = true;
      // As an iPhone does that saves power, without sound too.
      HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
        return isRefused ? Promise.reject(new DOMException('', 'NotAllowedError')) : play.call(this);
      };
      addEventListener('tap', () => {
        isRefused = false;
      });
    });
  });
  const film = page.locator('#six video').first();
  const controls = () => film.evaluate((element: HTMLVideoElement) => element.controls);
  await press(stage, 'PageDown');
  await page.locator('#six.present video.visible').waitFor();
  await expect.poll(controls).toBe(true);
  await film.evaluate((element: HTMLVideoElement) => {
    dispatchEvent(new Event('tap'));
    return element.play();
  });
  await expect.poll(controls).toBe(false);
  await press(stage, 'PageUp');
  await all([stage, viewer], ['six', -1, false]);
  await context.close();
});

test('the speaker’s pictures show films at their beginning, behind slides too', async () => {
  const speaker = await speak(talk, laptop);
  const still = (id: string) =>
    speaker.evaluate((frame) => {
      const root = document.querySelector(`${frame} > div`)?.shadowRoot;
      return [...(root?.querySelectorAll('video') ?? [])].map((film) => [
        film.readyState >= 2,
        film.paused,
        film.muted,
        film.controls,
        film.offsetWidth > 0,
      ]);
    }, id);
  const stands = [true, true, true, false, true];
  await press(stage, 'Home', 'PageDown', 'PageDown');
  await expect.poll(() => still('#current')).toEqual([stands]);
  await expect.poll(() => still('#slide-preview')).toEqual([stands, stands]);
  await press(stage, 'PageDown', 'PageDown');
  await expect.poll(() => still('#current')).toEqual([stands]);
  await speaker.context().close();
});

test('paper shows them at their beginning', async () => {
  const { page, context } = await talk.watch();
  await page.goto(`${talk.url}/talk/?view=print`);
  await page.locator('.pdf-page video').first().waitFor();
  const stills = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('video')].map(
        ({ readyState, controls, paused }) => readyState >= 2 && !controls && paused,
      ),
    );
  await expect.poll(stills).toSatisfy((found: boolean[]) => found.length >= 8 && !found.includes(false));
  await context.close();
});

test('a deck without any has no code for them', async () => {
  const loaded: string[] = [];
  const { context } = await talk.watch(undefined, '/words/', async (page) => {
    page.on('request', (request) => loaded.push(request.url()));
  });
  expect(loaded.some((url) => url.includes('/_/deck.'))).toBe(true);
  expect(loaded.filter((url) => url.includes('/_/films.'))).toEqual([]);
  expect(asked.filter((path) => path.includes('/_/films.'))).not.toEqual([]);
  await context.close();
});

test('pages are without errors', () => {
  for (const { errors } of [stage, viewer]) expect(errors).toEqual([]);
});

describe('in Firefox', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await engines.Firefox();
  });
  afterAll(() => engine?.close());

  test('a film plays when its slide comes', async () => {
    await press(stage, 'Home', 'PageDown');
    const page = await engine.open();
    await page.goto(`${talk.url}/talk/`);
    const time = () =>
      page.evaluate(() => document.querySelector<HTMLVideoElement>('#two.present video')?.currentTime);
    await expect.poll(time).toBeGreaterThan(0);
    await page.close();
  });
});
