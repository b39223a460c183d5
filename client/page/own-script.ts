/** Runs a deck's own scripts once the slides are there, and replaces them. */
import type { RevealApi } from 'reveal.js';

/** The default export of a script: starts it, and may return a function that ends it. */
type Start = (reveal: RevealApi, deck: HTMLElement) => unknown;

type End = () => unknown;

/** The end functions of running scripts; undefined for a script without one. */
const running = new WeakMap<HTMLElement, Promise<readonly (End | undefined)[]>>();

/**
 * Loads and starts the page's scripts. A script that fails is reported to the console, and affects nothing
 * else.
 */
export function startScripts(reveal: RevealApi, deck: HTMLElement): void {
  const { client } = deck.dataset;
  if (client === undefined) return;
  const ends = load(client).then((starts) => Promise.all(starts.map((start) => begin(start, reveal, deck))));
  running.set(deck, ends);
  ends.catch(reportError);
}

/**
 * Replaces running scripts by a newer version. If they cannot be ended, or the new ones cannot be loaded beside
 * them, the page reloads at the same position.
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
  // For instance, custom elements cannot be defined twice.
  await running.get(deck)?.catch(() => location.reload());
}

async function load(address: string): Promise<readonly unknown[]> {
  // The server wrote the address and the module: a list of the exports of the deck's files.
  const module = await import(/* @vite-ignore */ new URL(address, location.href).href);
  return module.default;
}

/** Starts a script. A file without a function has run when it was loaded, and cannot be undone. */
async function begin(start: unknown, reveal: RevealApi, deck: HTMLElement): Promise<End | undefined> {
  if (typeof start !== 'function') return undefined;
  // Its parameters are the author's responsibility; these are the arguments.
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
