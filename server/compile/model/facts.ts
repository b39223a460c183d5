/** Derives what the index says about a deck from its settings, as far as they can be read. */

import { DeckError } from '../../deck/model/diagnostic.ts';
import type { DeckSettings, SettingsLayer } from '../../deck/model/settings.ts';
import { resolveSettings, SHUT } from '../../deck/settings/decode-settings.ts';
import { ownSettings as decodeOwn } from '../../deck/settings/unread-audience.ts';
import { splitFrontMatter } from '../../deck/text/front-matter.ts';
import { normaliseText } from '../../deck/text/text.ts';
import type { DeckFacts } from './compiled.ts';

/** Returns the facts about a deck. */
export function factsOf(name: string, settings: DeckSettings): DeckFacts {
  return {
    name,
    title: settings.title ?? name,
    description: settings.description ?? '',
    date: settings.date ?? '',
    venue: settings.venue ?? '',
    speakers: settings.speakers,
    lang: settings.lang,
    unlisted: settings.unlisted,
  };
}

/** A deck's text, its path as shown to the author, and the settings around it. */
export interface BrokenDeck {
  readonly shown: string;
  readonly text: string;
  readonly readLayers: () => { readonly layers: readonly SettingsLayer[] };
}

/**
 * Returns the settings of a deck that does not compile. What cannot be read gets the strictest setting: an unlisted
 * deck stays unlisted, and an unknown audience is `shown-only`.
 */
export function settingsOfBroken({ shown, text, readLayers }: BrokenDeck): DeckSettings {
  return resolveSettings(...settingsAround(readLayers), ownSettings(text, shown));
}

function settingsAround(readLayers: BrokenDeck['readLayers']): readonly SettingsLayer[] {
  try {
    return readLayers().layers;
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    return [SHUT];
  }
}

function ownSettings(text: string, shown: string): SettingsLayer {
  try {
    const normal = normaliseText(text);
    return decodeOwn(splitFrontMatter(normal, shown), normal, []);
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    // Front matter that cannot be parsed: keeping the deck off the index is safer than listing it against its
    // author's will.
    return /^\s*["']?unlisted\b/m.test(text) ? { ...SHUT, unlisted: true } : SHUT;
  }
}
