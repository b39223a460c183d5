/** The lightbox in step: what the stage opens in front of a slide everyone sees, until it is closed or somebody steps. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drawPicture } from '../bench/picture.ts';
import { createFolder } from '../setup/folder.ts';
import { laptop, speak } from './speakers.ts';
import { all, press, type Seat, Talk } from './talk.ts';

const guide = join(import.meta.dirname, '../../decks/guide');
const folder = createFolder({ 'pic.png': drawPicture(1), 'words.md': '# Words alone\n' });

const text = [
  '# One',
  '## Two\n\n<img src="pic.png" alt="small" data-preview-image>\n<img src="pic.png" alt="wide" data-preview-image="pic.png" data-preview-fit="cover">\n<video src="glow.webm" data-preview-video></video>\n\n<a href="../words/" data-preview-link>Words</a>\n\n- a step {.fragment}',
  '## Three\n\n<img src="pic.png" alt="other" data-preview-image>',
].join('\n\n---\n\n');

let talk: Talk;
let stage: Seat;
let remote: Page;
let viewer: Seat;

beforeAll(async () => {
  const files = [folder.at('pic.png'), join(guide, 'glow.webm')];
  talk = await Talk.open({ text, files, beside: [folder.at('words.md')] });
  [stage, viewer, remote] = await Promise.all([talk.present(), talk.watch(), speak(talk, laptop)]);
});

afterAll(async () => {
  folder.remove('');
  await talk?.close();
});

beforeEach(async () => {
  await remote.keyboard.press('End');
  await remote.keyboard.press('Home');
  await all([stage, viewer], ['one', -1, false]);
  await remote.keyboard.press('PageDown');
  await all([stage, viewer], ['two', -1, false]);
});

/** What is in front of the slide: kind, file or page, and fit. */
const shown = ({ page }: Pick<Seat, 'page'>) =>
  page.evaluate(() => {
    const overlay = document.querySelector<HTMLElement>('.r-overlay');
    const content = overlay?.querySelector<HTMLImageElement>('img, video, iframe');
    if (!overlay || !content) return undefined;
    return [content.localName, new URL(content.src).pathname, overlay.dataset.previewFit ?? ''];
  });

async function everyoneSees(seats: readonly Seat[], expected: readonly string[] | undefined): Promise<void> {
  for (const seat of seats) await expect.poll(() => shown(seat), { interval: 25 }).toEqual(expected);
}

const picture = ['img', '/talk/pic.png', 'scale-down'];

describe('what the stage opens', () => {
  test.each([
    ['img[alt=small]', picture],
    ['img[alt=wide]', ['img', '/talk/pic.png', 'cover']],
    ['video', ['video', '/talk/glow.webm', 'scale-down']],
    ['a', ['iframe', '/words/', '']],
  ])('by %s the audience sees, until it is closed', async (opener, expected) => {
    await stage.page.locator(`#two ${opener}`).click();
    await everyoneSees([stage, viewer], expected);
    await press(stage, 'Escape');
    await everyoneSees([stage, viewer], undefined);
  });

  test('whoever is late sees, and a step from a phone closes everywhere', async () => {
    await stage.page.locator('#two img[alt=wide]').click();
    await everyoneSees([viewer], ['img', '/talk/pic.png', 'cover']);
    const late = await talk.watch();
    await everyoneSees([late], ['img', '/talk/pic.png', 'cover']);
    await remote.keyboard.press('PageDown');
    await all([stage, viewer, late], ['two', 0, false]);
    await everyoneSees([stage, viewer, late], undefined);
    const later = await talk.watch();
    await all([later], ['two', 0, false]);
    expect(await shown(later)).toBeUndefined();
    for (const { context } of [late, later]) await context.close();
  });

  test('another presenter’s deck shows and closes, too', async () => {
    const other = await talk.present();
    await stage.page.locator('#two img[alt=small]').click();
    await everyoneSees([other, viewer], picture);
    await press(other, 'Escape');
    await everyoneSees([stage, other, viewer], undefined);
    await other.context.close();
  });

  test('is not for who browses, until they are back', async () => {
    await press(viewer, 'End');
    await all([viewer], ['three', -1, false]);
    await stage.page.locator('#two img[alt=small]').click();
    await everyoneSees([stage], picture);
    await viewer.page.locator('#three img').click();
    await everyoneSees([viewer], picture);
    await press(stage, 'Escape');
    await everyoneSees([stage], undefined);
    // What a reader has opened alone stays.
    expect(await shown(viewer)).toEqual(picture);
    await press(viewer, 'Escape');
    await stage.page.locator('#two video').click();
    await everyoneSees([stage], ['video', '/talk/glow.webm', 'scale-down']);
    expect(await shown(viewer)).toBeUndefined();
    await viewer.page.getByRole('button', { name: /Back to live/ }).click();
    await everyoneSees([viewer], ['video', '/talk/glow.webm', 'scale-down']);
  });
});

test('a deck page whose room shows nothing has no code for it', async () => {
  const loaded: string[] = [];
  const { context } = await talk.watch(undefined, undefined, async (page) => {
    page.on('request', (request) => loaded.push(request.url()));
  });
  expect(loaded.some((url) => url.includes('/_/join.'))).toBe(true);
  expect(loaded.filter((url) => url.includes('/_/previews.'))).toEqual([]);
  await context.close();
});

test('pages are without errors', () => {
  for (const { errors } of [stage, viewer]) expect(errors).toEqual([]);
});
