/** What an open page makes of options that a save has changed. */
import { expect, test } from 'vitest';
import { changedOptions } from '../../../client/live/update/changed-options.ts';

const config = { progress: true, transition: 'slide', loop: false };

test('options that are new or different are told, and those that are the same are not', () => {
  const defaults = new Map<string, unknown>();
  const told = changedOptions(
    { transition: 'fade', hash: true },
    { transition: 'zoom', hash: true, loop: true },
    { config, defaults },
  );
  expect(told).toEqual({ transition: 'zoom', loop: true });
});

test('one that was taken away again is as it was before it came', () => {
  const defaults = new Map<string, unknown>();
  changedOptions({}, { progress: false }, { config, defaults });
  const now = { ...config, progress: false };
  expect(changedOptions({ progress: false }, {}, { config: now, defaults })).toEqual({ progress: true });
});

test.each([
  ['one with which the page was loaded is taken away', { progress: false }, {}],
  ['reveal.js reads one only when it starts', {}, { touch: false }],
  ['the slides have another size', { width: 1280, height: 720 }, { width: 1280, height: 800 }],
  ['slides change by themselves', { autoSlide: 1000 }, { autoSlide: 2000 }],
])('the page is to be loaded anew where %s', (_, before, after) => {
  expect(changedOptions(before, after, { config, defaults: new Map() })).toBeUndefined();
});
