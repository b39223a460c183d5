/** Slides that are darker or lighter than the others: our themes have a class for that, and reveal.js's have backgrounds. */
import type { DeckDraft, SlideDraft } from '../model.ts';

/** The backgrounds by class. Letters on them are as light or as dark as reveal.js makes them on any. */
const GROUNDS: ReadonlyMap<string, string> = new Map([
  ['dark', '#222222'],
  ['light', '#f5f5f5'],
]);

/** Gives slides of those classes backgrounds in a deck with a theme of reveal.js; `css` is the text of its own styles. */
export function withGrounds(deck: DeckDraft, isRevealTheme: boolean, css: string): DeckDraft {
  return isRevealTheme ? { ...deck, slides: deck.slides.map((slide) => withGround(slide, css)) } : deck;
}

function withGround(slide: SlideDraft, css: string): SlideDraft {
  const name = slide.classes.find((each) => GROUNDS.has(each) && !css.includes(`.${each}`));
  const colour = name === undefined ? undefined : GROUNDS.get(name);
  if (colour === undefined) return slide;
  const ground = { 'data-background-color': colour };
  return {
    ...slide,
    classes: slide.classes.filter((each) => each !== name),
    // One of its own stays.
    attributes: { ...ground, ...slide.attributes },
  };
}
