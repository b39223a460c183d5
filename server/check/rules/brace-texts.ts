/**
 * Reports braces that are shown as text: without the dots of classes, with words that a player does not know,
 * or in the wrong place.
 */
import { BRACES, decodeBraces } from '../../deck/features/attributes/syntax.ts';
import { LAYOUTS } from '../../deck/features/layouts/layouts.ts';
import { PLAYER_SWITCHES } from '../../deck/features/pictures/players.ts';
import { descendants, isElement, isInside, isText, type Text, textOf } from '../../deck/html/tree.ts';
import type { Diagnostic, Finding } from '../../deck/model/diagnostic.ts';
import { nearest } from '../../deck/model/nearest.ts';
import { type CheckedDeck, onSlide } from '../deck/checked-deck.ts';
import { knownIn, LITERAL, suggestClass } from '../deck/known-classes.ts';

/** Braces at the end of a text or a line, where they would be read if they were correct. */
const AT_END = /(?<![\w\\{}$])\{[ \t]*([\w.#"'= \t-]+?)[ \t]*\}(?=[ \t]*(?:\n|$))/g;

/** Braces directly after a player, whatever follows. */
const BEHIND_PLAYER = /^\{([\w.,#"'= \t-]+)\}/;

const RIGHT = new RegExp(BRACES, 'g');

export function* braceTexts({ settings, slides }: CheckedDeck): Iterable<Diagnostic> {
  const known = knownIn(settings);
  for (const slide of slides) {
    const { source, format } = slide.slide;
    const isRead = format === 'markdown' && settings.markdown !== '2013';
    for (const node of descendants(slide.section)) {
      if (!isText(node) || isInside(node, LITERAL)) continue;
      const ofPlayer = isRead ? behindPlayer(node) : undefined;
      if (ofPlayer) {
        yield onSlide(slide, ofPlayer.finding, ofPlayer.braces, ofPlayer.words);
        continue;
      }
      for (const [braces, words = ''] of node.value.matchAll(AT_END)) {
        const right = pointed(words, known);
        // Layout names of slides are reported when compiling.
        const isTold =
          node.parentNode !== null && textOf(node.parentNode) === braces && !/\s|[.#=]/.test(words.trim());
        if (right === undefined || (isTold && LAYOUTS.has(words.trim()))) continue;
        const reason = `\`${braces}\` is text`;
        yield onSlide(slide, { rule: 'class-name', reason, hint: `Did you mean \`{${right}}\`?` }, braces);
      }
      for (const [braces, words = ''] of isRead ? node.value.matchAll(RIGHT) : []) {
        const names = decodeBraces(words).class?.split(' ') ?? [];
        if (!names.some((name) => known.has(name)) || source.includes(`\\${braces}`)) continue;
        yield onSlide(slide, misplaced(braces), braces);
      }
    }
  }
}

function misplaced(braces: string): Finding {
  return {
    rule: 'class-name',
    reason: `\`${braces}\` is text: no braces are read there`,
    hint: 'They belong at the end of a block or below it, or right behind `[words]`, `**words**` or a picture.',
  };
}

/** Returns the finding for braces after a video or audio, of which the known words were read. */
function behindPlayer({ value, parentNode }: Text) {
  const siblings = parentNode?.childNodes ?? [];
  const player = siblings[siblings.findIndex((node) => isText(node) && node.value === value) - 1];
  const [braces, words] = BEHIND_PLAYER.exec(value) ?? [];
  if (words === undefined || !player || !isElement(player) || !/^(?:video|audio)$/.test(player.tagName))
    return undefined;
  const written = words.split(/[\s,]+/).filter((word) => word !== '');
  const right = written.map((word) => {
    const name = word.replace(/^\./, '');
    const isKnown = word.includes('=') || PLAYER_SWITCHES.has(name);
    return isKnown ? word : nearest(name, [...PLAYER_SWITCHES]);
  });
  const known = [...PLAYER_SWITCHES].map((name) => `\`${name}\``).join(', ');
  const finding: Finding = {
    rule: 'class-name',
    reason: `\`${braces}\` behind a recording is text`,
    hint: right.includes(undefined)
      ? `It knows ${known} and \`poster=…\`, with blanks between.`
      : `Did you mean \`{${right.join(' ')}}\`?`,
  };
  return { finding, braces: braces ?? '', words };
}

/** Returns the words in braces as they should be; undefined where none of them is a known class. */
function pointed(words: string, known: ReadonlySet<string>): string | undefined {
  const all = words.split(/\s+(?=(?:[^"']|"[^"]*"|'[^']*')*$)/);
  const right = all.map((word) => {
    if (/^[#]|=/.test(word)) return word;
    const name = word.replace(/^\./, '');
    return known.has(name) ? `.${name}` : `.${suggestClass(name, known) ?? name}`;
  });
  const knows = right.some((word) => known.has(word.slice(1)));
  return knows && right.join(' ') !== all.join(' ') ? right.join(' ') : undefined;
}
