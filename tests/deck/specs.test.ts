/** The format, rule by rule: each deck in `specs/` beside the slides that it must become. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DeckError } from '../../server/deck/model/diagnostic.ts';
import { parseDeck } from '../../server/deck/parse.ts';
import { renderDeck } from '../../server/deck/render.ts';
import { normalForm } from './normal-form.ts';

const folder = join(import.meta.dirname, 'specs');

/** `NAME.md` is a Markdown deck, `NAME.deck.html` one in HTML; `NAME.html` is what it becomes. */
const decks = readdirSync(folder).filter((file) => /\.(?:md|deck\.html)$/.test(file));

describe('the format', () => {
  for (const file of decks) {
    const name = file.replace(/\.(?:md|deck\.html)$/, '');
    test(name.replaceAll('-', ' '), async () => {
      await expect(await compile(file)).toMatchFileSnapshot(join(folder, `${name}.html`));
    });
  }
});

async function compile(file: string): Promise<string> {
  const text = (path: string) => readFileSync(join(folder, path), 'utf8');
  const read = (path: string) => (existsSync(join(folder, path)) ? text(path) : undefined);
  try {
    const format = file.endsWith('.md') ? 'markdown' : 'html';
    return normalForm(await renderDeck(parseDeck({ name: 'deck', file, text: text(file), format, read })));
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    const { diagnostic } = error;
    return `<!-- error -->\n${error.message}\n${diagnostic.hint}\n`;
  }
}
