/** Renders a deck's text, for tests of its slides' HTML. */
import { parseDeck } from '../../../../server/deck/parse.ts';
import { renderDeck } from '../../../../server/deck/render.ts';

/** Returns the HTML of a deck's slides. */
export async function renderSlides(text: string): Promise<string[]> {
  const deck = parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown', read: () => undefined });
  const { stacks } = await renderDeck(deck);
  return stacks.flatMap(({ slides }) => slides.map(({ html }) => html));
}
