/** A deck that names its audience is never open because the setting could not be read. */
import { describe, expect, test } from 'vitest';
import { DeckError } from '../../../server/deck/model/diagnostic.ts';
import { parseDeck } from '../../../server/deck/parse.ts';

/** The line that is at fault, or how open the deck is. */
function openness(text: string): number | string {
  try {
    return parseDeck({ name: 'a', file: 'deck.md', format: 'markdown', text }).settings.audience;
  } catch (error) {
    if (error instanceof DeckError && error.diagnostic.rule !== 'no-slides') return error.diagnostic.line;
    throw error;
  }
}

const SLIDES = '\n# One\n\n---\n\n# Two\n';

describe('a setting that is not read is an error at its line', () => {
  test.each([
    ['no blank behind the colon', '---\naudience:shown-only\n---', 2],
    ['no colon', '---\naudience shown-only\n---', 2],
    ['no colon, below another setting', '---\ntitle: x\n  audience shown-only\n---', 3],
    ['an item of a list', '---\n- audience: shown-only\n---', 2],
    ['a blank before the dashes', ' ---\naudience: shown-only\n---', 2],
    ['two lines of dashes', '---\n---\naudience: shown-only\n---', 3],
    ['a second block', '---\ntitle: x\n---\n---\naudience: shown-only\n---', 5],
    ['the dashes forgotten', 'title: x\naudience: shown-only\n---', 2],
    ['a value below it, the dashes forgotten', 'title: x\naudience:\n  follow\n---', 2],
    ['other signs', '***\naudience: shown-only\n***', 2],
    ['long dashes', '———\naudience: shown-only\n———', 2],
    ['below the options of reveal.js', '---\nrevealOptions:\n  audience: shown-only\n---', 3],
    ['among the options of reveal.js', '---\nrevealOptions: { audience: follow }\n---', 2],
    ['below a key that there is not', '---\nlectern:\n  audience: shown-only\n---', 3],
    ['a merge', '---\nx: &a { audience: shown-only }\n<<: *a\n---', 2],
    ['a path', '---\nlectern.audience: shown-only\n---', 2],
    ['braces without a blank', '---\n{ audience:shown-only }\n---', 2],
    ['JSON with a comma too many', '{ "title": "x",\n"audience": "shown-only", }\n', 2],
    ['a table of TOML', '+++\n[deck]\naudience = "shown-only"\n+++', 3],
    ['a comment', '<!-- audience: shown-only -->', 1],
    ['a value that there is not, in a block that is not read', ' ---\naudience: closed\n---', 2],
    ['full-width letters', ' ---\nａｕｄｉｅｎｃｅ：shown-only\n---', 2],
  ])('%s', (_case, front, line) => {
    expect(openness(`${front}${SLIDES}`)).toBe(line);
  });
});

describe('the deck is shut', () => {
  test.each([
    ['---\naudience:\u00a0shown-only\n---'],
    ['---\n\u200baudience: shown-only\n---'],
    ['---\naudience:\u200b shown-only\n---'],
    ['---\n\taudience: shown-only\n---'],
    ['---\n  audience: shown-only\n---'],
    ['---\naudience:\n---'],
    ['---yaml\naudience: shown-only\n---'],
    ['+++\naudience = "shown-only"\n+++'],
    ['\u00a0---\naudience: shown-only\n---'],
    ['\u200b---\naudience: shown-only\n---'],
    ['---\u00a0\naudience: shown-only\n---'],
    ['---\n? audience\n: shown-only\n---'],
    ['---\nAUDIENCE: shown-only\n---'],
  ])('%j, or its author told', (front) => {
    expect([2, 'shown-only']).toContain(openness(`${front}${SLIDES}`));
  });
});

describe('words that are none are left alone', () => {
  test.each([
    ['---\ntitle: x\n---\n\n# A\n\nAudience: developers'],
    ['---\n\n# A\n\nAudience: developers\n\n---\n\n# B'],
    ['---\ndescription: |\n  audience: developers\n---\n# A'],
    ['---\nvars:\n  audience: developers\n---\n# A {{ audience }}'],
    ['---\n# audience: shown-only\ntitle: x\n---\n# A'],
    ['<!--\naudience: shown-only\n-->\n---\ntitle: x\n---\n# A'],
    ['# A\n\n```yaml\naudience: shown-only\n```'],
    ['# A\n\n`audience: shown-only` holds slides back'],
    ['# A\n\n---\n\naudience: shown-only'],
    ['# A\n\nAudience: follow the leader'],
    ['---\ntitle: x\n---\n# The audience'],
    ['---\naudience: free\n---\n# A'],
    ['---\ntitle: Audience\n---\n# A'],
  ])('%j', (text) => {
    expect(openness(text)).toBe('free');
  });
});
