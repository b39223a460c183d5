/** Emoji by their names on GitHub: `:tada:` → 🎉. */
import type { TokenizerAndRendererExtension, Tokens } from 'marked';
import { emojiNames } from './names.ts';

const NAME = '[a-z0-9_+-]+';
const EMOJI = new RegExp(`^:(${NAME}):(?![\\w:])`);

/** A name, except in a time or an address, where a word directly precedes it. */
const START = new RegExp(`(?<![\\w:/]):${NAME}:(?![\\w:])`, 'g');

/** How many characters are searched for the next name, so that long text does not take quadratic time. */
const LOOK = 2000;

/** A marked extension for names of emoji. Code, addresses and unknown names stay as they are. */
export const emojiExtension: TokenizerAndRendererExtension = {
  name: 'emoji',
  level: 'inline',
  start: (source) => {
    for (const { 0: raw, index } of source.slice(0, LOOK).matchAll(START))
      if (emojiNames.has(raw.slice(1, -1))) return index;
    return undefined;
  },
  tokenizer: (source) => {
    const [raw, name = ''] = EMOJI.exec(source) ?? [];
    const text = emojiNames.get(name);
    return raw !== undefined && text !== undefined ? { type: 'emoji', raw, text } : undefined;
  },
  // Only the tokenizer above creates tokens of this type.
  renderer: ({ text }: Tokens.Generic) => text as string,
};
