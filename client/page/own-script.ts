/** A deck's own scripts: called when the slides are there, and replaced where they stand. */
import type { RevealApi } from 'reveal.js';

/** What a file's default export may be: it starts the script, and may answer with what ends it. */
type Start = (reveal: RevealApi, deck: HTMLElement) => unknown;

type End = () => unknown;

/** The ends of what runs in a deck; undefined for a script that has none. */
const running = new WeakMap<HTMLElement, Promise<readonly (End | undefined)[]>>();

/** Loads and starts the scripts that the page names. One that fails is told of in the console, and takes nothing with it. */
export function startScripts(reveal: RevealApi, deck: HTMLElement): void {
  const { client } = deck.dataset;
  if (client === undefined) return;
  const ends = load(client).then((starts) => Promise.all(starts.map((start) => begin(start, reveal, deck))));
  running.set(deck, ends);
  ends.catch(reportError);
}

/**
 * Puts the scripts of a newer version into the place of those that run. Where these cannot be ended, or the new ones
 * cannot be loaded beside them, the page is loaded anew, at the same place.
 */
export async function replaceScripts(reveal: RevealApi, deck: HTMLElement, address: string): Promise<void> {
  const ends = await running.get(deck)?.catch(() => [undefined]);
  if (ends?.includes(undefined)) return location.reload();
  for (const end of ends ?? []) await attempt(() => end?.());
  running.delete(deck);
  if (address === '') {
    delete deck.dataset.client;
    return;
  }
  deck.dataset.client = address;
  startScripts(reveal, deck);
  // Custom elements cannot be defined a second time, for example.
  await running.get(deck)?.catch(() => location.reload());
}

async function load(address: string): Promise<readonly unknown[]> {
  // The address is the server's, of a module that it wrote: a list of what the deck's files export.
  const module = await import(/* @vite-ignore */ new URL(address, location.href).href);
  return module.default;
}

/** Starts one. A file without a function has done its work by being loaded, and cannot be undone. */
async function begin(start: unknown, reveal: RevealApi, deck: HTMLElement): Promise<End | undefined> {
  if (typeof start !== 'function') return undefined;
  // Only whoever wrote it knows what it takes; this is what it is given.
  const end = await attempt(() => (start as Start)(reveal, deck));
  return typeof end === 'function' ? () => end() : undefined;
}

async function attempt(act: () => unknown): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    reportError(error);
    return undefined;
  }
}
