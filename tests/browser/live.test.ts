/** A stage, another presenter and the audience in a real browser: who moves whom. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { all, joined, phone, press, type Seat, Talk, where } from './talk.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let talk: Talk;
let stage: Seat;
let remote: Seat;
let viewer: Seat;

beforeAll(async () => {
  talk = await Talk.open();
  stage = await talk.present();
  remote = await talk.present(phone);
  viewer = await talk.watch();
});
afterAll(() => talk?.close());

describe('following', () => {
  beforeEach(async () => {
    // By way of another slide: who is still there from before is not there yet.
    await press(stage, 'End');
    await all([stage, remote, viewer], ['six', -1, false]);
    await press(stage, 'Home');
    await all([stage, remote, viewer], ['one', -1, false]);
  });

  test('the audience follows to slide, fragment, code step and black screen', async () => {
    await press(stage, 'ArrowRight');
    await all([remote, viewer], ['two', -1, false]);
    await press(stage, 'ArrowRight');
    await all([remote, viewer], ['two', 0, false]);
    await press(stage, 'n', 'n', 'n');
    await all([remote, viewer], ['three', 0, false]);
    await press(stage, 'b');
    await all([remote, viewer], ['three', 0, true]);
    await press(stage, 'b', 'p');
    await all([remote, viewer], ['three', -1, false]);
  });

  test('a viewer stays while the room shows a slide that this page has not', async () => {
    const rename = (from: string, to: string) =>
      viewer.page.evaluate(([before, after]) => document.getElementById(before)?.setAttribute('id', after), [
        from,
        to,
      ] as const);
    await press(stage, 'n', 'n', 'n');
    // A page that is behind is told the newest step alone.
    await all([viewer], ['two', 1, false]);
    await rename('three', 'of-another-build');
    try {
      await press(stage, 'n', 'b');
      await all([remote], ['three', -1, true]);
      await all([viewer], ['two', 1, true]);
    } finally {
      await rename('of-another-build', 'three');
    }
    await press(stage, 'b', 'n');
    await all([remote, viewer], ['three', 0, false]);
  });

  test('either presenter takes the next step', async () => {
    await press(remote, 'n');
    await all([stage, viewer], ['two', -1, false]);
    await press(stage, 'n');
    await all([remote, viewer], ['two', 0, false]);
    await press(remote, 'n');
    await all([stage, viewer], ['two', 1, false]);
  });

  test('a late-comer is at the very step', async () => {
    await press(stage, 'n', 'n', 'b');
    await all([viewer], ['two', 0, true]);
    const late = await talk.watch(phone);
    await all([late], ['two', 0, true]);
    await press(stage, 'b');
    await all([late], ['two', 0, false]);
    await late.context.close();
  });

  test('following leaves no trace in the history, and the address names the slide', async () => {
    const before = await viewer.page.evaluate(() => history.length);
    await press(stage, 'ArrowRight', 'ArrowRight');
    await all([viewer], ['two', 0, false]);
    expect(await viewer.page.evaluate(() => history.length)).toBe(before);
    expect(await viewer.page.evaluate(() => location.hash)).toBe('#/two');
  });

  test('reloading moves nobody', async () => {
    await press(stage, 'n', 'n');
    await all([remote, viewer], ['two', 0, false]);
    for (const seat of [stage, remote, viewer]) {
      await seat.page.reload();
      await joined(seat.page);
    }
    await all([stage, remote, viewer], ['two', 0, false]);
  });
});

describe('browsing', () => {
  test('a reader who pages away stays there, and one press leads back to live', async () => {
    await press(stage, 'End', 'Home');
    await all([viewer], ['one', -1, false]);
    await press(viewer, 'End');
    const back = viewer.page.getByRole('button', { name: 'Back to live · slide 1' });
    await back.waitFor();
    await press(stage, 'n');
    await viewer.page.getByRole('button', { name: 'Back to live · slide 2' }).waitFor();
    expect(await where(viewer)).toEqual(['six', -1, false]);
    const box = await viewer.page.getByRole('button', { name: /Back to live/ }).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    await viewer.page.getByRole('button', { name: /Back to live/ }).focus();
    await press(viewer, 'Enter');
    await all([viewer], ['two', -1, false]);
    expect(await viewer.page.getByRole('button', { name: /Back to live/ }).count()).toBe(0);
    await press(stage, 'n');
    await all([viewer], ['two', 0, false]);
  });

  test('a link within the deck, and the address, are ways to browse too', async () => {
    await press(stage, 'Home');
    await all([viewer], ['one', -1, false]);
    await viewer.page.evaluate(() => {
      location.hash = '#/five';
    });
    await viewer.page.getByRole('link', { name: 'To one' }).waitFor();
    await viewer.page.getByRole('button', { name: /Back to live/ }).click();
    await all([viewer], ['one', -1, false]);
  });

  test('nobody of the audience moves anybody', async () => {
    await press(stage, 'Home');
    await all([remote, viewer], ['one', -1, false]);
    await press(viewer, 'End');
    await viewer.page.getByRole('button', { name: /Back to live/ }).click();
    await all([stage, remote, viewer], ['one', -1, false]);
  });
});

test('a key held down brings everyone to the same place', async () => {
  await press(stage, 'Home');
  await all([remote, viewer], ['one', -1, false]);
  for (let repeat = 0; repeat < 20; repeat++) await stage.page.keyboard.down('n');
  await stage.page.keyboard.up('n');
  await all([stage, remote, viewer], ['six', -1, false]);
});

test('axe finds nothing in what the room adds to a page', async () => {
  await press(viewer, 'Home');
  await viewer.page.getByRole('button', { name: /Back to live/ }).waitFor();
  await viewer.page.evaluate(axe);
  const found = await viewer.page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(
      '.live-bar',
    );
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  expect(found).toEqual([]);
});

test('pages are without errors', () => {
  for (const { errors } of [stage, remote, viewer]) expect(errors).toEqual([]);
});
