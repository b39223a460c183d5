/** Recognises decks that were plainly written for Slidev, Marp or Pandoc, so that they are not served mangled. */
import { DeckError } from './error.ts';
import { codeSpans, inside, lineAt } from './fences.ts';
import type { FrontMatter } from './front-matter.ts';

interface Tool {
  readonly name: string;
  /** Front-matter keys that only this tool has, and those of others whose value gives it away. */
  readonly keys: Readonly<Record<string, true | RegExp>>;
  /** Marks in the text that only this tool has, each with a part of it, by which most texts need no closer look. */
  readonly marks: readonly (readonly [part: string, mark: RegExp])[];
  readonly hint: string;
}

/** A key that no other tool has. */
const OWN = true;

const TOOLS: readonly Tool[] = [
  {
    name: 'Marp',
    keys: {
      marp: OWN,
      headingDivider: OWN,
      paginate: OWN,
      _class: OWN,
      _paginate: OWN,
      _backgroundColor: OWN,
      theme: /^(?:gaia|uncover)$/,
    },
    marks: [
      [
        '<!--',
        /^<!--\s*(?:_?(?:class|paginate|backgroundColor|backgroundImage|color|header|footer)|headingDivider|marp):/gm,
      ],
      ['![bg', /!\[bg(?: [^[\]\n]*)?\]\(/g],
    ],
    hint: 'Part slides with `---`, write notes after `Note:`, pictures behind a slide as `<!-- .slide: data-background-image="…" -->`, and remove the Marp settings.',
  },
  {
    name: 'Slidev',
    keys: {
      mdc: OWN,
      drawings: OWN,
      routerMode: OWN,
      monaco: OWN,
      themeConfig: OWN,
      colorSchema: OWN,
      htmlAttrs: OWN,
      canvasWidth: OWN,
      clicks: OWN,
      highlighter: OWN,
      seoMeta: OWN,
      exportFilename: OWN,
      theme: /^(?:seriph|apple-basic|@slidev\/.*|slidev-theme-.*)$/,
      layout:
        /^(?:cover|intro|center|default|section|statement|fact|quote|two-cols(?:-header)?|image(?:-left|-right)?|iframe(?:-left|-right)?|end|full|none)$/,
    },
    marks: [
      ['<v-click', /^<v-clicks?\b/gm],
      ['::', /^::(?:right|left|default|bottom)::[ \t]*$/gm],
    ],
    hint: 'Move each slide’s settings to `<!-- .slide: class="…" -->`, write notes after `Note:`, use `{.fragment}` for v-click, and remove the Slidev settings.',
  },
  {
    name: 'Pandoc',
    keys: {
      output: OWN,
      format: OWN,
      'slide-level': OWN,
      'header-includes': OWN,
      documentclass: OWN,
      bibliography: OWN,
      aspectratio: OWN,
    },
    marks: [
      ['% ', /^% .+\n% /g],
      [':::', /^:::+ *(?:\{[.#]?)?(?:notes|columns?|incremental|nonincremental)\b/gm],
      ['. . .', /^\. \. \.[ \t]*$/gm],
    ],
    hint: 'Part slides with `---`, write notes after `Note:`, columns as `<div class="columns">`, and remove the Pandoc settings.',
  },
];

/** Keys with which Slidev gives one slide its settings, between two `---`. */
const SLIDE_KEY =
  /^(?:layout|clicks|clicksStart|routeAlias|hideInToc|src|transition|background|class|image|level|disabled|preload|zoom):/;

/** A rule with a setting behind it, without which no slide has settings: most decks need no closer look. */
const RULE_AND_SETTING = /^---[ \t]*\n[\w-]+:(?:\s|$)/m;

/** @throws DeckError naming the tool, where a deck is plainly written for it. */
export function refuseForeign(file: string, front: FrontMatter): void {
  for (const tool of TOOLS) {
    const sign = signInFront(tool, front) ?? signInBody(tool, front);
    if (!sign) continue;
    throw new DeckError({
      file,
      line: sign.line,
      column: sign.column,
      rule: 'foreign-deck',
      reason: `this deck was written for ${tool.name}: it has ${sign.found}`,
      hint: tool.hint,
    });
  }
}

interface Sign {
  readonly line: number;
  readonly column: number;
  readonly found: string;
}

function signInFront({ keys }: Tool, { settings }: FrontMatter): Sign | undefined {
  for (const [key, tells] of Object.entries(keys)) {
    if (!Object.hasOwn(settings.values, key)) continue;
    const value = settings.values[key];
    if (tells === OWN) return { ...settings.place(key), found: `\`${key}\` in its front matter` };
    if (typeof value === 'string' && tells.test(value)) {
      return { ...settings.place(key), found: `\`${key}: ${value}\` in its front matter` };
    }
  }
  return undefined;
}

function signInBody({ name, marks }: Tool, { body, bodyLine }: FrontMatter): Sign | undefined {
  const marked = marks.flatMap(([part, mark]) => (body.includes(part) ? [...body.matchAll(mark)] : []));
  const maySet = name === 'Slidev' && RULE_AND_SETTING.test(body);
  if (marked.length === 0 && !maySet) return undefined;
  const code = codeSpans(body);
  const found = marked.find(({ index }) => !inside(index, code) && !isIndented(body, index));
  if (found) {
    const start = body.lastIndexOf('\n', found.index - 1) + 1;
    return {
      line: lineAt(body, found.index, bodyLine),
      column: found.index - start + 1,
      found: `\`${found[0].trim().split('\n')[0]}\``,
    };
  }
  return maySet ? slideSettings(body, bodyLine, code) : undefined;
}

/** Whether a mark stands in indented code or in a code span. */
function isIndented(body: string, at: number): boolean {
  const line = body.slice(body.lastIndexOf('\n', at - 1) + 1, at);
  return /^(?: {4}|\t)/.test(line) || (line.match(/`/g) ?? []).length % 2 === 1;
}

/** A block of YAML between two `---`, as Slidev has it at the start of a slide. */
function slideSettings(body: string, bodyLine: number, code: ReturnType<typeof codeSpans>): Sign | undefined {
  const lines = body.split('\n');
  let offset = 0;
  let tells: Sign | undefined;
  let open = false;
  for (const [i, line] of lines.entries()) {
    const isRule = /^---[ \t]*$/.test(line) && !inside(offset, code);
    if (isRule && open && tells) return tells;
    const isSetting = /^[\w-]+:(?:\s|$)/.test(line);
    if (open && isSetting && SLIDE_KEY.test(line)) {
      tells ??= { line: bodyLine + i, column: 1, found: `\`${line.trim()}\` between two \`---\`` };
    }
    open = isRule || (open && isSetting);
    if (isRule || !open) tells = undefined;
    offset += line.length + 1;
  }
  return undefined;
}
