/** Applies a new revision of the deck: replaces the changed slides in place, and keeps the position. */

import type { Changes } from '../../../server/wire/changes.ts';
import { decodeOptions } from '../../page/page-options.ts';
import type { RoomContext } from '../reveal/role-controller.ts';
import { changedOptions, type Options } from './changed-options.ts';
import { compare, fetchChanges } from './fetch-changes.ts';
import { arrangeColumns, putSlide } from './morph.ts';
import { putAlsoAfter, withoutScrolling } from './scroll-place.ts';
import { fetchPage } from './whole-page.ts';

/** reveal.js's defaults of the options that saves have changed. */
const defaults = new Map<string, unknown>();

/** Fetches the changes to a revision, and applies them. Does nothing when they are not available. */
export async function revise(context: RoomContext, wanted: string): Promise<void> {
  const { dataset } = context.deck;
  const { revision = '' } = dataset;
  if (revision === wanted) return;
  const changes = (await fetchChanges(revision)) ?? (await comparePages(revision));
  // Another save was applied meanwhile: these changes are to a page that no longer exists.
  if (dataset.revision !== revision) await revise(context, wanted);
  else if (changes) await applyChanges(context, revision, changes);
}

/** Applies changes in a single task, so that nothing in between is painted. */
export async function applyChanges(context: RoomContext, from: string, changes: Changes): Promise<void> {
  const { dataset } = context.deck;
  // Another save may have been applied meanwhile.
  if (changes.revision === from || dataset.revision !== from) return;
  const options = optionsOf(context, changes);
  // The address contains the position.
  if (changes.reload || !options) {
    location.reload();
    return;
  }
  apply(context, changes, options);
  const { client = dataset.client ?? '' } = changes;
  if (client !== (dataset.client ?? '')) {
    const { replaceScripts } = await import('../../page/own-script.ts');
    await replaceScripts(context.reveal, context.deck, client);
  }
  context.deck.dispatchEvent(new CustomEvent('lectern:revised', { bubbles: true }));
}

/** Compares the page as it was sent, from the browser's cache, since reveal.js has modified the open one. */
async function comparePages(revision: string): Promise<Changes | undefined> {
  const [old, next] = await Promise.all([fetchPage('force-cache'), fetchPage('no-cache')]);
  return next && compare(old?.deck.dataset.revision === revision ? old : undefined, next);
}

function apply(context: RoomContext, changes: Changes, options: Options): void {
  const { reveal, deck, slides, mover } = context;
  deck.dataset.revision = changes.revision;
  if (changes.shown === undefined) delete slides.dataset.shown;
  else slides.dataset.shown = changes.shown;
  if (changes.options !== undefined) deck.dataset.options = changes.options;
  if (changes.features !== undefined) deck.dataset.features = changes.features;
  if (changes.title !== undefined) document.title = changes.title;
  const isTurned = setLanguage(changes);
  replaceStyles(changes);
  const { columns } = changes;
  const isConfigured = Object.keys(options).length > 0;
  if (columns || isConfigured) {
    withoutScrolling(context, () => {
      mover.replaceSlides(() => {
        if (columns) arrangeColumns(slides, columns, changes.slides);
        for (const [id, html] of Object.entries(changes.slides)) putSlide(reveal, id, html);
        if (isConfigured) reveal.configure(options);
        else reveal.sync();
      });
    });
    return;
  }
  let isPlacedAnew = changes.styles !== undefined || isTurned;
  putAlsoAfter(reveal, changes.slides, (id, html) => {
    if (putSlide(reveal, id, html)) isPlacedAnew = true;
  });
  // With a thousand slides, this takes as long as everything else.
  if (isPlacedAnew) reveal.layout();
}

/** Sets the page's language and text direction. Returns whether the direction has changed. */
function setLanguage({ lang, dir }: Changes): boolean {
  const { documentElement: root } = document;
  const before = root.dir;
  if (lang !== undefined) root.lang = lang;
  if (dir) root.dir = dir;
  else if (dir !== undefined) root.removeAttribute('dir');
  return root.dir !== before;
}

/** Returns the options that have changed; undefined where this page cannot apply them. */
function optionsOf({ reveal, deck }: RoomContext, { options }: Changes): Options | undefined {
  if (options === undefined) return {};
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const decode = (json: string): Options => ({ ...decodeOptions(json, isStill) });
  const config = { ...reveal.getConfig() };
  return changedOptions(decode(deck.dataset.options ?? '{}'), decode(options), { config, defaults });
}

/** Replaces the page's own styles, which follow those of reveal.js in the head. */
function replaceStyles({ fontFaces, styles }: Changes): void {
  const [, ...present] = document.head.querySelectorAll('style');
  [fontFaces, styles].forEach((text, index) => {
    const here = present[index];
    if (here && text !== undefined && here.textContent !== text) here.textContent = text;
  });
}
