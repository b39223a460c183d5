/** The format, rule by rule: decks beside the slides that they must become. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DeckError } from '../../server/deck/model/diagnostic.ts';
import { parseDeck } from '../../server/deck/parse.ts';
import { renderDeck } from '../../server/deck/render.ts';
import { normalForm } from './normal-form.ts';

/** Tests each deck of a folder: `NAME.md` is a Markdown deck, `NAME.deck.html` one in HTML; `NAME.html` is what it becomes. */
export function testPairs(folder: string): void {
  const decks = readdirSync(folder).filter((file) => /\.(?:md|deck\.html)$/.test(file));
  test.each(decks.map((file) => [file.replace(/\.(?:md|deck\.html)$/, '').replaceAll('-', ' '), file]))(
    '%s',
    async (_, file) => {
      const name = file.replace(/\.(?:md|deck\.html)$/, '');
      await expect(await compile(folder, file)).toMatchFileSnapshot(join(folder, `${name}.html`));
    },
  );
}

async function compile(folder: string, file: string): Promise<string> {
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
