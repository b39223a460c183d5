/** Decks with scripts of their own in a real browser: they run, are replaced by a save, and survive a mistake. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Author, isStillOpen, type OpenPage } from './author.ts';

const element = `
class TickTock extends HTMLElement {
  connectedCallback(): void { this.attachShadow({ mode: 'open' }).textContent = 'tick'; }
}
customElements.define('tick-tock', TickTock);
`;

const counter = `
import './counter.css';
import { plus } from 'tiny-sums';

export default function (reveal: { getTotalSlides(): number }, deck: HTMLElement): () => void {
  const button = deck.querySelector('#count') as HTMLButtonElement;
  let count = reveal.getTotalSlides();
  const show = (): void => { button.textContent = 'times: ' + count; };
  const press = (): void => { count = plus(count, 1); show(); };
  button.addEventListener('click', press);
  show();
  return () => button.removeEventListener('click', press);
}
`;

const slides = '# Count\n\n<button id="count">…</button>\n\n---\n\n## Clock\n\n<tick-tock></tick-tock>\n';

const files = {
  'talk/deck.md': `---\nclient: [counter.ts]\n---\n${slides}`,
  'talk/counter.ts': counter,
  'talk/counter.css': '#count { outline: 3px solid rgb(1, 2, 3) }',
  'talk/node_modules/tiny-sums/package.json': '{"name":"tiny-sums","type":"module","main":"a.js"}',
  'talk/node_modules/tiny-sums/a.js': 'export const plus = (a, b) => a + b;',
  'clock/deck.md': `---\nclient: clock.ts\n---\n${slides}`,
  'clock/clock.ts': element,
  'plain.md': '# Plain',
};

let author: Author;
beforeAll(async () => {
  author = await Author.start(files);
});
afterAll(() => author?.end());

const button = (page: Page) => page.locator('#count');

describe('a counter with a package', () => {
  let seat: OpenPage;
  let page: Page;
  beforeAll(async () => {
    seat = await author.open('/talk/');
    page = seat.page;
  });

  test('counts, in its own styles', async () => {
    await expect.poll(() => button(page).textContent()).toBe('times: 2');
    await button(page).click();
    expect(await button(page).textContent()).toBe('times: 3');
    expect(await button(page).evaluate((each) => getComputedStyle(each).outlineColor)).toBe('rgb(1, 2, 3)');
  });

  test('is ended and begun anew by a save, in place', async () => {
    author.save({ 'talk/counter.ts': counter.replaceAll('times', 'pressed') });
    await expect.poll(() => button(page).textContent()).toBe('pressed: 2');
    await button(page).click();
    // The former listener is gone.
    expect(await button(page).textContent()).toBe('pressed: 3');
    expect(await isStillOpen(page)).toBe(true);
  });

  test('stays as it was while a mistake is in it, which the author sees', async () => {
    author.save({ 'talk/counter.ts': `${counter}\nconst a = = 1;` });
    await page.getByText("this can't be bundled").waitFor();
    await button(page).click();
    expect(await button(page).textContent()).toBe('pressed: 4');
    const plain = await author.open('/plain/');
    expect(await plain.page.locator('h1').textContent()).toBe('Plain');
    await plain.page.close();
    author.save({ 'talk/counter.ts': counter.replaceAll('times', 'again') });
    await expect.poll(() => button(page).textContent()).toBe('again: 2');
  });

  test('can hear of slides that were replaced', async () => {
    await page.evaluate(() =>
      document.addEventListener('lectern:revised', () => Object.assign(globalThis, { isRevised: true })),
    );
    author.save({ 'talk/deck.md': files['talk/deck.md'].replace('## Clock', '## Another') });
    await page.locator('h2', { hasText: 'Another' }).waitFor({ state: 'attached' });
    await expect.poll(() => page.evaluate(() => Reflect.get(globalThis, 'isRevised'))).toBe(true);
    expect(await isStillOpen(page)).toBe(true);
    expect(seat.errors).toEqual([]);
  });
});

describe('a component', () => {
  test('is upgraded, and nothing offends the policy', async () => {
    const { page, errors } = await author.open('/clock/');
    const console: string[] = [];
    page.on('console', (message) => console.push(message.text()));
    await page.reload();
    await expect
      .poll(() => page.evaluate(() => document.querySelector('tick-tock')?.shadowRoot?.textContent))
      .toBe('tick');
    expect([console.filter((text) => /policy/i.test(text)), errors]).toEqual([[], []]);
    await page.close();
  });

  test('that cannot be ended is loaded with its page, at the same place', async () => {
    const { page } = await author.open('/clock/#/clock');
    author.save({ 'clock/clock.ts': element.replace("'tick'", "'tock'") });
    await expect
      .poll(() => page.evaluate(() => document.querySelector('tick-tock')?.shadowRoot?.textContent))
      .toBe('tock');
    expect([await isStillOpen(page), new URL(page.url()).hash]).toEqual([false, '#/clock']);
    await page.close();
  });
});
