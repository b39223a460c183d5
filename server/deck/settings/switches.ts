/** Which rules are switched off: `check: { alt-text: off }` in a deck's settings, or in a comment for one slide. */

import { descendants, isComment, type ParentNode } from '../html/tree.ts';
import type { Diagnostic, Finding } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { isRuleName, type RuleName, rules } from '../model/rules.ts';
import { inWords } from './reveal-options.ts';

/** Rules that are on or off against what would hold without. */
export type Switches = Readonly<Partial<Record<RuleName, 'on' | 'off'>>>;

/** A slide's switches, and where the slide begins. */
export interface SlideSwitches {
  readonly file: string;
  readonly line: number;
  readonly switches: Switches;
}

/** The switches of a deck and of all its slides. */
export interface DeckSwitches {
  readonly deck: Switches;
  readonly slides: readonly SlideSwitches[];
}

/** Decodes a mapping from rules to `off` or `on`; `refuse` is told of what cannot be followed. */
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

/** YAML before 1.2 reads `off` as `false`. */
const POSITIONS: ReadonlyMap<unknown, 'on' | 'off'> = new Map<unknown, 'on' | 'off'>([
  ['off', 'off'],
  [false, 'off'],
  ['on', 'on'],
  [true, 'on'],
]);

/** `<!-- check: { alt-text: off, contrast: off } -->`; the braces may be missing. */
const COMMENT = /^\s*check\s*:\s*\{?([^{}]*)\}?\s*$/;

/** The switches in a slide's comments; `refuse` is told of a finding and the comment that it is about. */
export function switchesIn(slide: ParentNode, refuse: (finding: Finding, comment: string) => void): Switches {
  const found = descendants(slide)
    .filter(isComment)
    .map(({ data }) => {
      const pairs = COMMENT.exec(data)?.[1]?.split(',') ?? [];
      const mapping = Object.fromEntries(
        pairs.map((pair) => {
          const [name = '', value = ''] = pair.split(/:(.*)/s);
          return [name.trim(), value.trim()];
        }),
      );
      return decodeSwitches(mapping, (finding) => refuse(finding, `<!--${data}-->`));
    });
  return Object.assign({}, ...found);
}

/** Whether a rule is on where a diagnostic stands: for its slide, else for the deck. */
export function isSwitchedOn({ rule, file, line }: Diagnostic, { deck, slides }: DeckSwitches): boolean {
  const before = slides.filter((slide) => slide.file === file && slide.line <= line);
  const slide = before.reduce<SlideSwitches | undefined>(
    (last, next) => (last && last.line > next.line ? last : next),
    undefined,
  );
  return (slide?.switches[rule] ?? deck[rule]) !== 'off';
}
