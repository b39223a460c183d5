/** Shift+click under `lectern dev`: the slide's source opens in the author's editor, and only for the author's own pages. */
import { request } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeEditor } from '../setup/editor.ts';
import { Author, type OpenPage } from './author.ts';

const files = {
  'talk/deck.md': '# One\n\n[To last](#/last)\n\n---\n\n<!-- include: part.md -->\n\n---\n\n## Last\n',
  'talk/part.md': '## Part one\n\nWords\n\n---\n\n## Part two\n',
};

const editor = makeEditor();

let author: Author;
beforeAll(async () => {
  author = await Author.start(files, '--editor', editor.command);
});
afterAll(async () => {
  await author?.end();
  editor.remove();
});
beforeEach(() => editor.forget());

const told = editor.opened;

const show = (page: Page, id: string) =>
  page.evaluate((slide) => {
    const { h, v } = Reveal.getIndices(document.getElementById(slide) ?? undefined);
    Reveal.slide(h, v);
  }, id);

describe('Shift+click', () => {
  let seat: OpenPage;
  beforeAll(async () => {
    seat = await author.open('/talk/');
    // A deck is compiled for its author once somebody has it open.
    await vi.waitFor(
      async () => expect(await ask({ slide: 'one' })).toEqual([202, 'The editor opens.\n']),
      30_000,
    );
    await vi.waitFor(() => expect(told()).toBeDefined(), 30_000);
  });

  test.each([
    ['one', 'talk/deck.md', 1],
    ['part-one', 'talk/part.md', 1],
    ['part-two', 'talk/part.md', 7],
    ['last', 'talk/deck.md', 11],
  ])('on the slide %s opens %s at line %i', async (slide, file, line) => {
    const { page } = seat;
    await show(page, slide);
    await page.locator(`#${slide}.present :is(h1, h2)`).click({ modifiers: ['Shift'] });
    await expect.poll(told).toBe(`${author.at(file)}:${line}:1`);
    expect(await page.evaluate(() => String(getSelection()))).toBe('');
  });

  test('leaves links, plain clicks and the zoom of Alt+click as they are', async () => {
    const { page, errors } = seat;
    await show(page, 'one');
    await page.locator('#one h1').click();
    // Its box is as wide as the slide; its word is at the left.
    await page.locator('#one h1').dblclick({ position: { x: 30, y: 50 } });
    expect(await page.evaluate(() => String(getSelection()).trim())).toBe('One');
    await page.locator('#one h1').click({ modifiers: ['Alt'] });
    await page.keyboard.press('Escape');
    await show(page, 'one');
    await page.getByRole('link', { name: 'To last' }).click();
    await page.locator('#last.present').waitFor();
    expect(told()).toBeUndefined();
    expect(errors).toEqual([]);
  });
});

describe('a request', () => {
  const stranger = 'Only this server’s own pages may do this.\n';
  const unknown = 'There is no such slide, or its deck was not compiled yet.\n';

  test.each([
    ['of a page from elsewhere', { slide: 'one', origin: 'http://elsewhere.example' }, [403, stranger]],
    ['of no page', { slide: 'one', origin: '' }, [403, stranger]],
    ['of a page without an origin', { slide: 'one', origin: 'null' }, [403, stranger]],
    [
      'through a proxy',
      { slide: 'one', forwarded: '192.0.2.1' },
      [403, 'Sources are opened for pages on the server’s own machine only.\n'],
    ],
    ['for an unknown slide', { slide: 'none' }, [404, unknown]],
    ['for a path', { slide: '../../../etc/passwd' }, [404, unknown]],
    ['for a source’s path', { slide: 'talk/deck.md:1' }, [404, unknown]],
    ['for what is no slide’s id', { slide: 'a'.repeat(5000) }, [413, 'That is no slide’s id.\n']],
  ] as const)('%s opens nothing', async (_, question, answer) => {
    expect(await ask(question)).toEqual(answer);
    expect(told()).toBeUndefined();
  });

  test('for another host opens nothing', async () => {
    const host = 'elsewhere.example';
    const [status] = await ask({ slide: 'one', host, origin: `http://${host}` });
    expect(status).toBe(421);
    expect(told()).toBeUndefined();
  });
});

describe('on a network', () => {
  const broken = '---\ntitle: "Broken\n---\n\n# One\n\nNote: a secret\n';
  let desk: Author;
  let here: string;
  beforeAll(async () => {
    desk = await Author.start(files, '--editor', editor.command, '--host', '0.0.0.0');
    here = `http://localhost:${new URL(desk.url).port}`;
  });
  afterAll(() => desk?.end());

  test('whoever is no presenter opens nothing', async () => {
    const answer = await ask({ slide: 'one', site: here });
    // Whether a slide is there is not told either.
    await expect.poll(() => news()).toContain('"talk"');
    expect(answer).toEqual([401, 'This is for presenters. Sign in at the speaker view.\n']);
    expect(await ask({ slide: 'none', site: here })).toEqual(answer);
    expect(told()).toBeUndefined();
  });

  test('mistakes, which may hold notes, are told to presenters only', async () => {
    const signedIn = await fetch(`${here}/talk/speaker?key=a-key-for-tests-0123456789`, {
      redirect: 'manual',
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    desk.save({ 'talk/deck.md': broken });
    await expect.poll(() => news(cookie)).toContain('"frames":{"talk":["talk/deck.md:');
    const strangers = await news();
    expect(strangers).toContain('"frames":{},"warnings":{},"site":"",');
    for (const secret of ['Broken', 'secret', 'deck.md']) expect(strangers).not.toContain(secret);
  });

  /** The first news that somebody hears. */
  async function news(cookie = ''): Promise<string> {
    const response = await fetch(`${here}/_/news?deck=talk`, { headers: { cookie } });
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();
    return new TextDecoder().decode(value);
  }
});

interface Question {
  readonly slide: string;
  readonly site?: string;
  readonly origin?: string;
  readonly host?: string;
  readonly forwarded?: string;
}

/** What the server answers to a page's request, with headers that `fetch` would not send. */
function ask({
  slide,
  site = author.url,
  origin = site,
  host,
  forwarded,
}: Question): Promise<[number | undefined, string]> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-length': slide.length,
      ...(origin !== '' && { origin }),
      ...(host !== undefined && { host }),
      ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
    };
    const asked = request(`${site}/talk/source`, { method: 'POST', headers }, async (response) => {
      let text = '';
      for await (const part of response.setEncoding('utf8')) text += String(part);
      resolve([response.statusCode, text]);
    });
    asked.on('error', reject);
    asked.end(slide);
  });
}
