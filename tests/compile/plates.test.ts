/** Dark drawings have their plate on the page of their deck; others have none. */
import { afterEach, expect, test } from 'vitest';
import { createSite, type TestSite, textAt } from '../setup/loading.ts';

const svg = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0H9" stroke="${colour}"/></svg>`;

let it: TestSite;
afterEach(() => it.remove());

test('a dark drawing has a plate, a light one none', async () => {
  it = createSite({
    'talk/deck.md': '# A\n\n![Dark](dark.svg)\n\n![Light](light.svg)',
    'talk/dark.svg': svg('#111'),
    'talk/light.svg': svg('#eee'),
  });
  const found = [
    ...textAt((await it.load()).site, '/talk/').matchAll(/<img[^>]*src="(\w+)\.svg"[^>]*>/g),
  ].map(([tag, name]) => [name, /class="([^"]*)"/.exec(tag)?.[1]]);
  expect(found).toEqual([
    ['dark', 'plate'],
    ['light', undefined],
  ]);
});
