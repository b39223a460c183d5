/** Validates the options of reveal.js 6 that a deck may set, and explains why it may not set the others. */

import type { Finding } from '../model/diagnostic.ts';
import { inWords } from '../model/in-words.ts';
import { nearest } from '../model/nearest.ts';
import type { RevealOptions } from '../model/settings.ts';

/** A type of values: its description for the author, and its validation. */
interface Kind {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isSwitch = (value: unknown) => typeof value === 'boolean';

const SWITCH: Kind = { expected: '`true` or `false`', fits: isSwitch };
const NUMBER: Kind = { expected: 'a number', fits: isNumber };
const TEXT: Kind = { expected: 'a text', fits: (value) => typeof value === 'string' };
const SIZE: Kind = {
  expected: 'a number of pixels, or a share such as "100%"',
  fits: (value) => isNumber(value) || (typeof value === 'string' && /^\d+(?:\.\d+)?%?$/.test(value)),
};
const NUMBER_OR_OFF: Kind = {
  expected: 'a number or `false`',
  fits: (value) => isNumber(value) || value === false,
};
const SWITCH_OR_AUTO: Kind = {
  expected: '`true`, `false` or `null`',
  fits: (value) => isSwitch(value) || value === null,
};

function words(...known: readonly (string | boolean)[]): Kind {
  const listed = known.map((word) => `\`${word}\``);
  return {
    expected: `${listed.slice(0, -1).join(', ')} or ${listed.at(-1)}`,
    fits: (value) => known.some((word) => word === value),
  };
}

const TRANSITIONS = ['none', 'fade', 'slide', 'convex', 'concave', 'zoom'] as const;

/** A transition of reveal.js, or two, for entering and leaving: `fade-in slide-out`. */
const TRANSITION: Kind = {
  expected: `one of ${TRANSITIONS.map((name) => `\`${name}\``).join(', ')}`,
  fits: (value) =>
    typeof value === 'string' &&
    value.split(/\s+/).every((word) => TRANSITIONS.some((name) => word.replace(/-(?:in|out)$/, '') === name)),
};

/** Options that change only how slides look and move (reveal.js 6.0.2, `js/config.ts`). */
const OPTIONS: Readonly<Record<string, Kind>> = {
  ...each(SIZE, 'width height'),
  ...each(
    NUMBER,
    'margin minScale maxScale autoAnimateDuration defaultTiming totalTime minimumTimePerSlide viewDistance',
    'mobileViewDistance hideCursorTime pdfMaxPagesPerSlide pdfPageHeightOffset',
  ),
  ...each(
    SWITCH,
    'center disableLayout controlsTutorial progress hash hashOneBasedIndex respondToHashChanges history',
    'jumpToSlide keyboard overview touch loop rtl help pause fragments fragmentInURL autoAnimate',
    'autoAnimateUnmatched autoSlideStoppable focusBodyOnPageVisibilityChange hideInactiveCursor',
    'sortFragmentsOnSync mouseWheel previewLinks pdfSeparateFragments',
  ),
  ...each(SWITCH_OR_AUTO, 'autoPlayMedia preloadIframes'),
  ...each(
    NUMBER_OR_OFF,
    'autoSlide scrollActivationWidth parallaxBackgroundHorizontal parallaxBackgroundVertical',
  ),
  ...each(
    TEXT,
    'display autoAnimateEasing parallaxBackgroundImage parallaxBackgroundSize parallaxBackgroundRepeat',
    'parallaxBackgroundPosition',
  ),
  ...each(TRANSITION, 'transition backgroundTransition'),
  controls: words(true, false, 'speaker', 'speaker-only'),
  controlsLayout: words('edges', 'bottom-right'),
  controlsBackArrows: words('faded', 'hidden', 'visible'),
  slideNumber: words(true, false, 'h.v', 'h/v', 'c', 'c/t'),
  showSlideNumber: words('all', 'print', 'speaker'),
  navigationMode: words('default', 'linear', 'grid'),
  transitionSpeed: words('default', 'fast', 'slow'),
  view: words('scroll', 'print', 'default'),
  scrollLayout: words('full', 'compact'),
  scrollSnap: words(false, 'proximity', 'mandatory'),
  scrollProgress: words(true, false, 'auto'),
};

/** The names of all options that a deck may set. */
export const revealOptionNames: readonly string[] = Object.keys(OPTIONS);

function each(kind: Kind, ...names: readonly string[]): Record<string, Kind> {
  return Object.fromEntries(names.flatMap((line) => line.split(' ')).map((name) => [name, kind]));
}

/** Reasons or alternatives for options that people try but that a deck may not set. */
const REFUSED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    showNotes: 'Notes never reach the audience.',
    showHiddenSlides: 'Hidden slides never reach the audience.',
    plugins: 'Code, math, notes, search and zoom are built in.',
    dependencies: 'Code, math, notes, search and zoom are built in.',
    shuffle: 'Slides keep their places, so that links to them hold.',
    embedded: 'The deck fills its page.',
    postMessage: 'The page takes no commands from other windows.',
    postMessageEvents: 'The page takes no commands from other windows.',
    multiplex: 'Remove it.',
    ...Object.fromEntries(
      ['katex', 'math', 'mathjax2', 'mathjax3', 'mathjax4'].map((name) => [
        name,
        'Formulas need no option; set `macros` in the front matter for commands of your own.',
      ]),
    ),
    markdown: 'Set `separator`, `verticalSeparator` and `notesSeparator` in the front matter.',
    theme: 'Set `theme` in the front matter.',
  }),
);

/** Returns the options in a mapping that a deck may set; `refuse` is called for each of the others. */
export function decodeRevealOptions(
  mapping: Readonly<Record<string, unknown>>,
  refuse: (finding: Finding, name: string) => void,
): RevealOptions {
  const allowed: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(mapping)) {
    const kind = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
    if (!kind) {
      refuse(unknownOption(name), name);
    } else if (!kind.fits(value) || !isPlain(value)) {
      const reason = `the reveal.js option \`${name}\` cannot be ${inWords(value)}`;
      refuse({ rule: 'setting-value', reason, hint: `It takes ${kind.expected}.` }, name);
    } else {
      allowed[name] = value;
    }
  }
  return allowed;
}

function unknownOption(name: string): Finding {
  const close = REFUSED.has(name) ? undefined : nearest(name, Object.keys(OPTIONS));
  return {
    rule: close ? 'unknown-setting' : 'setting-without-effect',
    reason: `the reveal.js option \`${name}\` has no effect here`,
    hint: close
      ? `Did you mean \`${close}\`?`
      : (REFUSED.get(name) ?? 'Only options that change how slides look and move are passed on.'),
  };
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
