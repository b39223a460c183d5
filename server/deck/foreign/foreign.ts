/**
 * Recognizes decks of other tools. A certain sign refuses the deck, so that it is not served mangled; what could
 * be the author's own text causes only a hint.
 */
import { DeckError, type Diagnostic } from '../model/diagnostic.ts';
import type { FrontMatter } from '../text/front-matter.ts';
import { hintMarks, SLIDE_SETTINGS } from './foreign-marks.ts';
import { SearchedText, type Sign } from './signs.ts';

interface Tool {
  readonly name: string;
  /** The front-matter setting that identifies the tool's decks, and a test of its value. */
  readonly key: readonly [name: string, tells: (value: unknown) => boolean];
  readonly hint: string;
}

/** Returns a test for the name of a slide format: the value itself, or a key of a mapping with the format's options. */
function names(pattern: RegExp): (value: unknown) => boolean {
  return (value) => {
    const words = typeof value === 'object' && value !== null ? Object.keys(value) : [String(value)];
    return words.some((word) => pattern.test(word));
  };
}

const HEADINGS =
  'Part slides with `---`, write notes after `Note:`, columns as `{.columns}`, and remove the settings of the other tool.';

const TOOLS: readonly Tool[] = [
  {
    name: 'Marp',
    key: ['marp', (value) => value === true],
    hint: 'Part slides with `---`, write notes after `Note:`, pictures behind a slide as `<!-- .slide: data-background-image="…" -->`, and remove the Marp settings.',
  },
  { name: 'Quarto', key: ['format', names(/^(?:revealjs|beamer|pptx)$/)], hint: HEADINGS },
  {
    name: 'R Markdown',
    key: [
      'output',
      names(/^(?:revealjs|xaringan)::|^(?:ioslides|slidy|beamer|powerpoint)_presentation$|^slidy$/),
    ],
    hint: HEADINGS,
  },
];

/** A layout of Slidev in a slide's settings. */
const SLIDEV_LAYOUT =
  /^layout:\s*["']?(?:cover|intro|center|default|section|statement|fact|quote|two-cols(?:-header)?|image(?:-left|-right)?|iframe(?:-left|-right)?|end|full|none)["']?\s*$/;

const SLIDEV_HINT =
  'Move each slide’s settings to `<!-- .slide: class="…" -->`, write notes after `Note:`, use `{.fragment}` for v-click, and remove the Slidev settings.';

/** Refuses a deck that is certainly written for another tool. */
function refuseForeign(file: string, { settings }: FrontMatter, text: SearchedText): void {
  for (const { name, key, hint } of TOOLS) {
    if (Object.hasOwn(settings.values, key[0]) && key[1](settings.values[key[0]])) {
      const value = settings.values[key[0]];
      const written = typeof value === 'object' ? '' : `: ${String(value)}`;
      refuse(name, hint, {
        file,
        ...settings.place(key[0]),
        found: `\`${key[0]}${written}\` in its front matter`,
      });
    }
  }
  const layout = text.slideSettings(SLIDEV_LAYOUT);
  if (layout)
    refuse('Slidev', SLIDEV_HINT, { file, ...layout, found: `\`${layout.found}\` between two \`---\`` });
}

function refuse(tool: string, hint: string, { found, ...place }: Sign & { readonly file: string }): never {
  const reason = `this deck was written for ${tool}: it has ${found}`;
  const byHand = hint.charAt(0).toLowerCase() + hint.slice(1);
  throw new DeckError({
    ...place,
    rule: 'foreign-deck',
    reason,
    hint: `\`lectern import\` makes a deck of it. By hand: ${byHand}`,
  });
}

/**
 * Returns hints about what looks like another tool's syntax and is shown as text here: each kind once, at
 * its first place.
 * @throws DeckError naming the tool and the place of the sign, if the deck is certainly written for another tool
 */
export function hintsOfForeign(file: string, front: FrontMatter): Diagnostic[] {
  const text = new SearchedText(front);
  refuseForeign(file, front, text);
  const signs = [
    ...hintMarks.map((mark) => ({ ...mark, sign: text.signOf(mark) })),
    { ...SLIDE_SETTINGS, sign: text.slideSettings(SLIDE_SETTINGS.pattern) },
  ];
  return signs.flatMap(({ tool, does, instead, sign }) => {
    if (!sign) return [];
    const { found, line, column } = sign;
    const reason = `\`${found}\` is ${tool}’s, and ${does ?? 'is text here'}`;
    return [{ file, line, column, rule: 'foreign-syntax' as const, reason, hint: instead }];
  });
}
