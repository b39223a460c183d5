/** Whatever the input, a deck becomes slides or one DeckError. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DeckError } from '../../server/deck/model/diagnostic.ts';
import { parseDeck } from '../../server/deck/parse.ts';
import { renderDeck } from '../../server/deck/render.ts';
import { createRandom, pick } from './random.ts';

/** What else than a DeckError a text makes the compiler throw. */
async function surprise(text: string, format: 'markdown' | 'html'): Promise<unknown> {
  try {
    const deck = await renderDeck(parseDeck({ name: 'deck', file: 'deck.md', text, format }));
    const ids = deck.stacks.flatMap(({ slides }) => slides.map(({ id }) => id));
    return new Set(ids).size === ids.length && !ids.includes('') ? undefined : `ids: ${ids}`;
  } catch (error) {
    return error instanceof DeckError ? undefined : error;
  }
}

/** Every deck that the format's tests have. */
const texts = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:md|html)$/.test(file))
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));

/** For thousands of decks in milliseconds, on a machine that may have other things to do. */
const THOUSANDS_MS = 180_000;

test('decks cut off anywhere compile or say why not', async () => {
  const random = createRandom(1);
  for (const text of texts) {
    const start = Math.floor(random() * text.length * 0.5);
    const part = text.slice(start, start + Math.floor(random() * text.length));
    expect(await surprise(part, 'markdown'), part).toBeUndefined();
    expect(await surprise(part, 'html'), part).toBeUndefined();
  }
});

test(
  'soup of the format’s own marks compiles or says why not',
  async () => {
    const random = createRandom(2);
    const marks: readonly [string, ...string[]] = [
      '\n',
      ...(
        '--- ---- -- Note: notes: # ## - * 1. > ``` ~~~ ` ** _ | |-|- [ ] ( ) ! ![ ]( $ $$ \\( \\) \\[ \\] { } {.a} {.fragments} ' +
        '<!-- --> .slide: .element: class="x" id="y" <div> </div> <section> </section> <section data-markdown> <p> </p> <pre> <code> ' +
        '</code></pre> <svg> </svg> <template> </template> <noscript> <script> </script> <style> </style> <table> <td> <select> ' +
        '<iframe src="x"> <video autoplay> <img src=x> <aside class="notes"> </aside> [^1] [^1]: [x]: &amp; &#0; \\ text ' +
        'data-visibility="hidden" : [!NOTE] :tada: ]{.a} *** {.columns} {.left} <textarea> </textarea> <title> <body> <html> <frameset> <math> <mi> <annotation-xml>'
      ).split(' '),
      '\n\n',
      '    ',
      '\t',
      '\n---\n',
      '\r\n',
      '\u0000',
      '\uFEFF',
      '🎉',
      '\uD800',
      'é',
    ];
    for (let i = 0; i < 1500; i++) {
      const text = Array.from({ length: 1 + Math.floor(random() * 40) }, () => pick(random, marks)).join(
        pick(random, ['', ' ']),
      );
      expect(await surprise(text, 'markdown'), JSON.stringify(text)).toBeUndefined();
      expect(await surprise(text, 'html'), JSON.stringify(text)).toBeUndefined();
      expect(
        await surprise(`---\nmarkdown: 2013\n---\n${text}`, 'markdown'),
        JSON.stringify(text),
      ).toBeUndefined();
    }
  },
  THOUSANDS_MS,
);

test('random bytes compile or say why not', async () => {
  const random = createRandom(3);
  for (let i = 0; i < 200; i++) {
    const bytes = Uint8Array.from({ length: 300 }, () => Math.floor(random() * 256));
    const text = new TextDecoder().decode(bytes);
    expect(await surprise(text, 'markdown'), JSON.stringify(text)).toBeUndefined();
    expect(await surprise(`---\n${text}\n---\n`, 'markdown'), JSON.stringify(text)).toBeUndefined();
  }
});

test('what is nested too deeply is an error with its place', async () => {
  for (const text of ['>'.repeat(10_000), '<b>'.repeat(4_000), `---\nx: ${'['.repeat(50_000)}\n---\n# A\n`]) {
    expect(await surprise(text, 'markdown')).toBeUndefined();
  }
});
