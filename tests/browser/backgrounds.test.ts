/** Pictures behind slides in a real browser: each screen loads one file that fits it, and shows what it showed before. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawPicture } from '../bench/picture.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { drawPhoto, WIDE } from '../setup/photo.ts';
import { hold } from './hold.ts';
import { atRest, differingShare, offered, openStage, type Stage, visit } from './page.ts';
import { laptop, speak } from './speakers.ts';
import { all, press, Talk } from './talk.ts';

/** Pictures are made some seconds after the start, on two cores that others use as well. */
const PATIENCE = 180_000;

const DECK = `---
transition: none
---

<!-- .slide: data-background-image="ground.jpg" -->

# One

---

## Two

---

<!-- .slide: data-background="ground.jpg" data-background-opacity="0.5" -->

## Three
`;

/** A deck that is long enough for its later slides to come after the first. */
const LONG = Array.from({ length: 130 }, (_, at) => {
  const ground = at === 90 ? '<!-- .slide: data-background-image="ground.jpg" -->\n\n' : '';
  return `${ground}## Slide ${at + 1}`;
}).join('\n\n---\n\n');

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 };
const PROJECTOR = { viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1 };

let photo: Buffer;
let folder: TestFolder;
let stage: Stage;

beforeAll(async () => {
  photo = await drawPhoto(WIDE);
  folder = createFolder({
    'talk/deck.md': DECK,
    'talk/ground.jpg': photo,
    'long/deck.md': LONG,
    'long/ground.jpg': photo,
  });
  stage = await openStage(folder.path);
  for (const deck of ['talk', 'long'])
    await offered(() => fetch(`${stage.url}/${deck}/`), 'data-background-srcset');
}, PATIENCE);
afterAll(async () => {
  await stage?.close();
  folder?.remove('');
});

/** The pictures that a page asks for, by what is in their names for readers. */
function asked(page: Page): string[] {
  const names: string[] = [];
  page.on('request', (request) => {
    const [, name] = /(ground\.jpg|\d+\.avif)/.exec(request.url()) ?? [];
    if (name !== undefined) names.push(name);
  });
  return names;
}

/** What is behind a slide when it is shown, by the end of its name. */
async function ground(page: Page, slide = 0): Promise<string> {
  await page.waitForSelector('.reveal.ready');
  return await page.evaluate(async (h) => {
    Reveal.slide(h);
    const section = [...document.querySelectorAll<HTMLElement>('.slides section')][h];
    const content = section && Reveal.getSlideBackground(section)?.firstElementChild;
    const shown = content ? getComputedStyle(content).backgroundImage : '';
    const [, address = ''] = /^url\("(.*)"\)$/.exec(shown) ?? [];
    const picture = new Image();
    picture.src = address;
    await picture.decode().catch(() => undefined);
    return address.replace(/.*\/(?:picture\.\w+\.)?/, '');
  }, slide);
}

async function open(context: BrowserContextOptions, query = ''): Promise<{ page: Page; names: string[] }> {
  const { page } = await visit(stage, '/healthz', { context: { ...context, serviceWorkers: 'block' } });
  const names = asked(page);
  await page.goto(`${stage.url}/talk/${query}`);
  return { page, names };
}

test.each([
  ['a phone', PHONE, '1920.avif'],
  ['a projector', PROJECTOR, '1280.avif'],
] as const)(
  '%s loads one file, and shows what it showed before',
  async (_, context, file) => {
    const { page, names } = await open(context);
    for (const slide of [2, 0]) await expect.poll(() => ground(page, slide)).toBe(file);
    expect(new Set(names)).toEqual(new Set([file]));
    await atRest(page);
    const shot = await page.screenshot();
    await page.route('**/talk/', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/ data-background-(?:srcset|preview)="[^"]*"/g, '');
      await route.fulfill({ response, body });
    });
    await page.reload();
    await expect.poll(() => ground(page)).toBe('ground.jpg');
    await atRest(page);
    expect(await differingShare(shot, await page.screenshot())).toBeLessThan(0.01);
    await page.close();
  },
  PATIENCE,
);

test(
  'a slide that comes after the first ones has a file that fits, too',
  async () => {
    const { page } = await visit(stage, '/healthz', { context: { ...PROJECTOR, serviceWorkers: 'block' } });
    const names = asked(page);
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
    await page.goto(`${stage.url}/long/`);
    await page.waitForSelector('.reveal.ready.partial');
    await page.keyboard.press('End');
    await expect.poll(() => ground(page, 90)).toBe('1280.avif');
    expect(new Set(names)).toEqual(new Set(['1280.avif']));
    await page.close();
  },
  PATIENCE,
);

test(
  'its colours are there before it, from the first paint on, and say nothing of dark or light',
  async () => {
    const { page } = await visit(stage, '/healthz');
    const late = hold(/\/deck\.[^/]*\.js$|\.avif$/);
    await late.prepare(page);
    await page.goto(`${stage.url}/talk/`, { waitUntil: 'commit' });
    await page.waitForSelector('html.painted', { state: 'attached' });
    const painted = await page.evaluate(() => getComputedStyle(document.body).backgroundImage);
    expect(painted).toMatch(/^url\(.*\.1280\.avif"\), linear-gradient\(/);
    late.release();
    expect(await ground(page)).toBe('1280.avif');
    expect(
      await page.evaluate(() => [
        getComputedStyle(Reveal.getSlideBackground(0) ?? document.body).backgroundImage,
        document.querySelector('[class*="-background"]:is(section, .reveal)'),
      ]),
    ).toEqual([expect.stringMatching(/^linear-gradient\(/), null]);
    await page.close();
  },
  PATIENCE,
);

test(
  'where it is gone, or not shown, the picture’s own file is behind the slide',
  async () => {
    const { page } = await visit(stage, '/healthz');
    await page.route(/\.avif$/, (route) => route.fulfill({ status: 404 }));
    await page.goto(`${stage.url}/talk/`);
    await expect.poll(() => ground(page)).toBe('ground.jpg');
    await expect.poll(() => ground(page, 2)).toBe('ground.jpg');
    await page.close();
  },
  PATIENCE,
);

test(
  'paper has the picture’s own file',
  async () => {
    const { page, names } = await open(PROJECTOR, '?view=print');
    await page.waitForSelector('.pdf-page');
    await page.waitForLoadState('networkidle');
    expect(new Set(names)).toEqual(new Set(['ground.jpg']));
    await page.close();
  },
  PATIENCE,
);

test(
  'a save leaves an open page the file that it has, while the picture is the same',
  async () => {
    const { page, names } = await open(PROJECTOR);
    expect(await ground(page)).toBe('1280.avif');
    await page.evaluate(() => Object.assign(window, { isSame: true }));
    await page.waitForSelector('.reveal[data-part]');
    const title = () => page.locator('h1').first().innerText();
    folder.write({ 'talk/deck.md': DECK.replace('# One', '# Another') });
    await expect.poll(title).toBe('Another');
    expect(await ground(page)).toBe('1280.avif');
    expect(new Set(names)).toEqual(new Set(['1280.avif']));
    folder.write({ 'talk/ground.jpg': await sharp(photo).flop().jpeg().toBuffer() });
    await expect.poll(() => ground(page)).toMatch(/^ground\.jpg\?v=/);
    expect(await page.evaluate(() => Object.hasOwn(window, 'isSame'))).toBe(true);
    await page.close();
  },
  PATIENCE,
);

test(
  'a talk that holds back sends it with its slide, and the speaker’s pictures are small ones',
  async () => {
    const [first = '', second = '', third = ''] = DECK.split(/(?=\n---\n\n)/).slice(1);
    // Its smaller files are made already.
    folder.write({ 'talk/ground.jpg': photo, 'long/deck.md': LONG, 'long/ground.jpg': photo });
    const text = `---\naudience: shown-only\ntransition: none${second}${first}${third}`;
    const talk = await Talk.open({ text, beside: [folder.at('talk/ground.jpg')] });
    try {
      const presenter = await talk.present();
      const own = () => presenter.context.request.get(`${talk.url}/talk/`);
      await offered(own, 'data-background-srcset');
      const viewer = await talk.watch();
      const names = asked(viewer.page);
      expect(await viewer.page.locator('section').count()).toBe(1);
      await press(presenter, 'n');
      await all([viewer], ['one', -1, false]);
      await expect.poll(() => ground(viewer.page, 1)).toBe('1280.avif');
      expect(new Set(names)).toEqual(new Set(['1280.avif']));
      const speaker = await speak(talk, laptop);
      const small = () =>
        speaker
          .locator('#current > div:first-child')
          .evaluate((host) => host.shadowRoot?.querySelector<HTMLElement>('.reveal')?.style.backgroundImage);
      // It is connected before it is told where the talk is.
      await expect.poll(small).toMatch(/^image-set\(url\("_\/picture\.\w+\.(?:640|1280)\.avif"\)/);
    } finally {
      await talk.close();
    }
  },
  PATIENCE,
);

test('a picture is found whatever its name has, on the first slide and later, at each page', async () => {
  const names = ['C#.png', 'a+b & c.png', 'ü (1).png', '100%.png'];
  folder.write(Object.fromEntries(names.map((name) => [`named/${name}`, drawPicture(1)])));
  const slides = ['C#.png', 'C%23.png', 'a%2Bb & c.png', 'ü (1).png', '100%25.png, C%23.png'].map(
    (name) => `<!-- .slide: data-background-image="${name}" -->\n\nA`,
  );
  const files = names.map((name) => folder.at(`named/${name}`));
  const talk = await Talk.open({ text: slides.join('\n\n---\n\n'), files });
  const found: string[] = [];
  const note = (page: Page) => {
    page.on('response', (response) => {
      const name = decodeURIComponent(response.url().replace(/.*\/|\?.*/g, ''));
      if (/png$/.test(name)) found.push(`${response.status() < 400 ? 'there' : 'missing'}: ${name}`);
    });
  };
  const each = new Set(names.map((name) => `there: ${name}`));
  try {
    const { page } = await talk.watch(laptop, '/talk/', async (blank) => note(blank));
    for (const h of slides.keys()) {
      await page.evaluate((to) => Reveal.slide(to), h);
      await page.waitForFunction((to) => Reveal.getIndices().h === to, h);
    }
    await expect.poll(() => new Set(found)).toEqual(each);
    found.length = 0;
    const speaker = await speak(talk, laptop);
    note(speaker);
    await speaker.reload();
    await speaker.locator('#link[data-state="good"]').waitFor();
    for (const _ of slides) await speaker.keyboard.press('PageDown');
    await expect.poll(() => new Set(found)).toEqual(each);
  } finally {
    await talk.close();
  }
});
