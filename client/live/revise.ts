/** Takes up a deck that was compiled anew: changes the slides that changed, where they stand, and keeps the place. */
import type { RevealConfig } from 'reveal.js';
import { type Changes, compare, fetchChanges } from './changes.ts';
import { arrangeColumns, putSlide } from './morph.ts';
import type { Props } from './part.ts';
import { currentPlace } from './place.ts';
import { putAlsoAfter, withoutScrolling } from './scroll-place.ts';
import { fetchPage } from './whole-page.ts';

/** Options that `Mover` sets. */
const THE_ROOMS: ReadonlySet<string> = new Set(['autoSlide', 'scrollActivationWidth', 'view']);

/** Fetches what makes this page a revision of its deck, and takes it up. Does nothing when it is not to be had. */
export async function revise(props: Props, wanted: string): Promise<void> {
  const { dataset } = props.deck;
  const { revision = '' } = dataset;
  if (revision === wanted) return;
  const changes = (await fetchChanges(revision)) ?? (await comparePages(revision));
  if (changes) await takeUp(props, revision, changes);
}

/** Replaces what has changed since a revision, all in one task, so that nothing else is ever seen. */
export async function takeUp(props: Props, from: string, changes: Changes): Promise<void> {
  const { dataset } = props.deck;
  // Another save may have been taken up meanwhile.
  if (changes.revision === from || dataset.revision !== from) return;
  if (changes.reload) {
    location.reload();
    return;
  }
  apply(props, changes);
  const { client = dataset.client ?? '' } = changes;
  if (client !== (dataset.client ?? '')) {
    const { replaceScripts } = await import('../own-script.ts');
    await replaceScripts(props.reveal, props.deck, client);
  }
  props.deck.dispatchEvent(new CustomEvent('lectern:revised', { bubbles: true }));
}

/** The page as it came, from the browser's own cache: what reveal.js has made of it cannot be compared. */
async function comparePages(revision: string): Promise<Changes | undefined> {
  const [old, next] = await Promise.all([fetchPage('force-cache'), fetchPage('no-cache')]);
  return next && compare(old?.deck.dataset.revision === revision ? old : undefined, next);
}

function apply(props: Props, changes: Changes): void {
  const { reveal, deck, slides, mover } = props;
  const place = currentPlace(reveal);
  const options = changes.options === undefined ? {} : changedOptions(deck, changes.options);
  deck.dataset.revision = changes.revision;
  if (changes.options !== undefined) deck.dataset.options = changes.options;
  if (changes.features !== undefined) deck.dataset.features = changes.features;
  if (changes.title !== undefined) document.title = changes.title;
  replaceStyles(changes);
  const { columns } = changes;
  const isConfigured = Object.keys(options).length > 0;
  if (columns || isConfigured) {
    withoutScrolling(props, () => {
      mover.quietly(() => {
        if (columns) arrangeColumns(slides, columns, changes.slides);
        for (const [id, html] of Object.entries(changes.slides)) putSlide(reveal, id, html);
        if (isConfigured) reveal.configure(options);
        else reveal.sync();
      });
      mover.renew(place);
    });
    return;
  }
  let isSeen = changes.styles !== undefined;
  putAlsoAfter(reveal, changes.slides, (id, html) => {
    if (putSlide(reveal, id, html)) isSeen = true;
  });
  if (isSeen) reveal.layout();
}

/** What the author has changed, but for what the room decides while it is live. */
function changedOptions(deck: HTMLElement, next: string): RevealConfig {
  const [before, after] = [deck.dataset.options ?? '{}', next].map((json) => JSON.parse(json));
  const names = Object.keys(after).filter(
    (name) => !THE_ROOMS.has(name) && JSON.stringify(after[name]) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(names.map((name) => [name, after[name]]));
}

/** A page's own styles are the first in its head; before them, here, are those of reveal.js. */
function replaceStyles({ fontFaces, styles }: Changes): void {
  const [, ...present] = document.head.querySelectorAll('style');
  [fontFaces, styles].forEach((text, index) => {
    const here = present[index];
    if (here && text !== undefined && here.textContent !== text) here.textContent = text;
  });
}
