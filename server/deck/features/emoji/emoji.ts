/** `:tada:` → 🎉, by the names that GitHub gives. */
import type { TokenizerAndRendererExtension, Tokens } from 'marked';
import { emojiNames } from './names.ts';

const NAME = '[a-z0-9_+-]+';
const EMOJI = new RegExp(`^:(${NAME}):(?![\\w:])`);

/** Not in a time or an address, where a word stands right before. */
const START = new RegExp(`(?<![\\w:/]):${NAME}:(?![\\w:])`, 'g');

/** How far the next name is looked for, so that long text does not cost the square of its length. */
const LOOK = 2000;

/** Extension of marked that finds names of emoji. Code, addresses and names that are not in the table stay as they are. */
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
  // Only the tokenizer above makes tokens of this type.
  renderer: ({ text }: Tokens.Generic) => text as string,
};
