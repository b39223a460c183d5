/** Which file of several is loaded behind a slide. */
import { afterEach, expect, test, vi } from 'vitest';
import { choose } from '../../../client/features/pictures/choose-backgrounds.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  [320, 1, 'a'],
  [711, 1, 'a'],
  [712, 1, 'b'],
  [640, 2, 'b'],
  // Finer pixels than two in one do not count.
  [640, 3, 'b'],
  [1920, 1, 'c'],
  [3840, 2, 'c'],
])('%i pixels wide at %i to one is %s', (width, ratio, file) => {
  vi.stubGlobal('devicePixelRatio', ratio);
  for (const list of ['a 640w,b 1280w,c 1920w', 'a 640w, b 1280w, c 1920w'])
    expect(choose(list, width)).toBe(file);
});
