/** Recognises decks that were plainly written for Slidev, Marp or Pandoc, so that they are not served mangled. */
import { DeckError } from './error.ts';
import { codeSpans, inside } from './fences.ts';
import type { FrontMatter } from './front-matter.ts';

interface Tool {
  readonly name: string;
  /** Front-matter keys that only this tool has. */
  readonly keys: readonly string[];
  /** Marks in the text that only this tool has. */
  readonly marks: readonly RegExp[];
  readonly hint: string;
}

const TOOLS: readonly Tool[] = [
  {
    name: 'Marp',
    keys: ['marp', 'headingDivider', 'paginate', '_class', '_paginate', '_backgroundColor'],
    marks: [/^<!--\s*_?(?:class|paginate|backgroundColor|backgroundImage|headingDivider):/m],
    hint: 'Part slides with `---`, write notes after `Note:`, pictures behind a slide as `<!-- .slide: data-background-image="…" -->`, and remove the Marp settings.',
  },
  {
    name: 'Slidev',
    keys: [
      'layout',
      'mdc',
      'drawings',
      'routerMode',
      'monaco',
      'themeConfig',
      'colorSchema',
      'htmlAttrs',
      'canvasWidth',
      'clicks',
      'highlighter',
      'seoMeta',
      'exportFilename',
    ],
    marks: [
      /^---\n(?:[\w-]+:.*\n)*(?:layout|clicks|routeAlias|hideInToc|clicksStart|src):.*\n(?:[\w-]+:.*\n)*---$/m,
      /^<v-clicks?\b/m,
    ],
    hint: 'Move each slide’s settings to `<!-- .slide: class="…" -->`, write notes after `Note:`, use `{.fragment}` for v-click, and remove the Slidev settings.',
  },
  {
    name: 'Pandoc',
    keys: [
      'output',
      'format',
      'slide-level',
      'header-includes',
      'documentclass',
      'bibliography',
      'aspectratio',
    ],
    marks: [/^% .+\n% /, /^:::+ *(?:\{[.#]?|)(?:notes|columns|column|incremental|nonincremental)\b/m],
    hint: 'Part slides with `---`, write notes after `Note:`, columns as `<div class="columns">`, and remove the Pandoc settings.',
  },
];

/** @throws DeckError naming the tool, where a deck is plainly written for it. */
export function refuseForeign(file: string, front: FrontMatter): void {
  const code = codeSpans(front.body);
  for (const tool of TOOLS) {
    const key = tool.keys.find((name) => Object.hasOwn(front.settings.values, name));
    const mark = tool.marks
      .map((pattern) => pattern.exec(front.body))
      .find((match) => match && !inside(match.index, code));
    if (key === undefined && !mark) continue;
    const place =
      key !== undefined ? front.settings.place(key) : { line: lineOf(front, mark?.index ?? 0), column: 1 };
    const sign =
      key !== undefined ? `\`${key}\` in its front matter` : `\`${mark?.[0].trim().split('\n')[0]}\``;
    throw new DeckError({
      file,
      ...place,
      reason: `this deck was written for ${tool.name}: it has ${sign}`,
      hint: tool.hint,
    });
  }
}

function lineOf(front: FrontMatter, offset: number): number {
  return front.bodyLine + front.body.slice(0, offset).split('\n').length - 1;
}
