/**
 * Recognises decks of other tools. What is certain refuses a deck, so that it is not served mangled; whatever may be an
 * author's own words is a hint.
 */
import { DeckError, type Diagnostic } from '../model/diagnostic.ts';
import type { FrontMatter } from '../text/front-matter.ts';
import { hintMarks, SLIDE_SETTINGS } from './foreign-marks.ts';
import { type Sign, signOf, slideSettings } from './signs.ts';

interface Tool {
  readonly name: string;
  /** Tells its decks by a setting in the front matter. */
  readonly key: readonly [name: string, tells: (value: unknown) => boolean];
  readonly hint: string;
}

/** The word for a format that makes slides, alone or as the key of a mapping with its options. */
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

/** A layout of Slidev's in the settings of a slide. */
const SLIDEV_LAYOUT =
  /^layout:\s*["']?(?:cover|intro|center|default|section|statement|fact|quote|two-cols(?:-header)?|image(?:-left|-right)?|iframe(?:-left|-right)?|end|full|none)["']?\s*$/;

const SLIDEV_HINT =
  'Move each slide’s settings to `<!-- .slide: class="…" -->`, write notes after `Note:`, use `{.fragment}` for v-click, and remove the Slidev settings.';

/** @throws DeckError naming the tool, where a deck is certainly written for it. */
export function refuseForeign(file: string, front: FrontMatter): void {
  const { settings } = front;
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
  const layout = slideSettings(front, SLIDEV_LAYOUT);
  if (layout)
    refuse('Slidev', SLIDEV_HINT, { file, ...layout, found: `\`${layout.found}\` between two \`---\`` });
}

function refuse(tool: string, hint: string, { found, ...place }: Sign & { readonly file: string }): never {
  const reason = `this deck was written for ${tool}: it has ${found}`;
  throw new DeckError({ ...place, rule: 'foreign-deck', reason, hint });
}

/** What looks like another tool's syntax and shows as it was written: each kind once, where it stands first. */
export function hintsOfForeign(file: string, front: FrontMatter): Diagnostic[] {
  const settings = slideSettings(front, SLIDE_SETTINGS.pattern);
  const signs = [
    ...hintMarks.map((mark) => ({ ...mark, sign: signOf(mark, front) })),
    { ...SLIDE_SETTINGS, sign: settings },
  ];
  return signs.flatMap(({ tool, does, instead, sign }) => {
    if (!sign) return [];
    const { found, line, column } = sign;
    const reason = `\`${found}\` is ${tool}’s, and ${does ?? 'is text here'}`;
    return [{ file, line, column, rule: 'foreign-syntax' as const, reason, hint: instead }];
  });
}
