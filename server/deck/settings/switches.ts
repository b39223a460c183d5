/**
 * Decodes which rules are switched off: `check: { alt-text: off }` in a deck's settings, or in a comment for one slide.
 */

import type { Diagnostic, Finding } from '../model/diagnostic.ts';
import { inWords } from '../model/in-words.ts';
import { nearest } from '../model/nearest.ts';
import { isRuleName, type RuleName, rules } from '../model/rules.ts';
import type { DeckSwitches, SlideSwitches, Switches } from '../model/settings.ts';

/** Decodes a mapping from rules to `off` or `on`; `refuse` is called for each invalid entry. */
export function decodeSwitches(
  mapping: Readonly<Record<string, unknown>>,
  refuse: (finding: Finding, name: string) => void,
): Switches {
  const switches: Partial<Record<RuleName, 'on' | 'off'>> = {};
  for (const [name, value] of Object.entries(mapping)) {
    const wanted = POSITIONS.get(value);
    if (!isRuleName(name)) {
      const close = nearest(name, Object.keys(rules));
      const hint = close ? `Did you mean \`${close}\`?` : 'The guide lists the rules of `check`.';
      refuse({ rule: 'unknown-setting', reason: `there is no rule \`${name}\``, hint }, name);
    } else if (wanted === undefined) {
      const reason = `the rule \`${name}\` cannot be ${inWords(value)}`;
      refuse({ rule: 'setting-value', reason, hint: 'It is `off` or `on`.' }, name);
    } else if (rules[name].stops && wanted === 'off') {
      const reason = `the rule \`${name}\` cannot be switched off`;
      refuse({ rule: 'setting-value', reason, hint: 'A deck with such a mistake cannot be compiled.' }, name);
    } else {
      switches[name] = wanted;
    }
  }
  return switches;
}

/** YAML before 1.2 parses `off` as `false`. */
const POSITIONS: ReadonlyMap<unknown, 'on' | 'off'> = new Map<unknown, 'on' | 'off'>([
  ['off', 'off'],
  [false, 'off'],
  ['on', 'on'],
  [true, 'on'],
]);

/** Returns whether a rule is on at a diagnostic's place: as the slide sets it, else as the deck does. */
export function isSwitchedOn({ rule, file, line }: Diagnostic, { deck, slides }: DeckSwitches): boolean {
  const before = slides.filter((slide) => slide.file === file && slide.line <= line);
  const slide = before.reduce<SlideSwitches | undefined>(
    (last, next) => (last && last.line > next.line ? last : next),
    undefined,
  );
  return (slide?.switches[rule] ?? deck[rule]) !== 'off';
}
