/** Terminal recordings on slides: options, mistakes, what the page gets of them. */
import { expect, test } from 'vitest';
import { parseDeck } from '../../../../server/deck/parse.ts';
import { renderDeck } from '../../../../server/deck/render.ts';

const FILES: Readonly<Record<string, string>> = {
  'a b.cast': '{"version":3,"term":{"cols":20,"rows":3}}\n[0.5,"o","first"]\n[9,"o","\\r\\n<last> ┼"]\n',
  'bad.cast': '{"version":2,"width":20,"height":3}\n[0.5,"o","a"]\nnonsense',
};

async function compile(text: string) {
  const deck = await renderDeck(
    parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown', read: () => undefined }),
    { read: (path) => FILES[path] },
  );
  return { ...deck, html: deck.stacks[0]?.slides[0]?.html ?? '' };
}

const warningsOf = ({ warnings }: Awaited<ReturnType<typeof compile>>) =>
  warnings.map(({ line, column, rule, reason }) => `${line}:${column} ${rule}: ${reason}`);

test('a recording has its size, its length, a poster and its last frame', async () => {
  const deck = await compile('![Compiling](a%20b.cast){speed=4 idle=1 loop .wide}');
  expect(deck.html).toContain(
    '<lectern-cast src="a%20b.cast" aria-label="Compiling" speed="4" idle="1" loop="" class="wide" role="group" cols="20" rows="3" duration="1.5" style="--cols:20;--rows:3">' +
      '<span class="cast-screen" aria-hidden="true"><samp>first</samp></span>' +
      '<samp class="cast-last">first\n&lt;last&gt; ┼</samp></lectern-cast>',
  );
  expect(deck.html).not.toContain('<p>');
  expect(deck.features).toEqual(new Set(['cast']));
  expect(deck.characters().code).toContain('┼');
  expect(deck.references).toMatchObject([{ url: 'a%20b.cast', kind: 'media' }]);
  expect(deck.warnings).toEqual([]);
});

test('options may stand in the title, and `turbo` is a speed', async () => {
  const { html } = await compile('Look: ![x](a%20b.cast "turbo start=2 poster=20") there');
  expect(html).toContain('speed="8" start="2"');
  expect(html).toContain('aria-hidden="true"><samp>first\n&lt;last&gt; ┼</samp>');
});

test('an unknown option is told where it stands', async () => {
  expect(warningsOf(await compile('text\n\n![x](a%20b.cast){speed=fast}'))).toEqual([
    '3:18 cast: `speed=fast` is not an option of a recording',
  ]);
});

test('a recording that cannot be read leaves its words, and says on which of its lines', async () => {
  const deck = await compile('![What I did](bad.cast)');
  expect(deck.html).toContain('<p>What I did</p>');
  expect(warningsOf(deck)).toEqual([
    '1:15 cast: the recording bad.cast cannot be shown: on its line 3, it is not an event, such as `[0.5, "o", "text"]`',
  ]);
});

test('one that is not there is still asked for, so that its absence is told', async () => {
  expect((await compile('![x](none.cast)')).references).toMatchObject([{ url: 'none.cast' }]);
});
