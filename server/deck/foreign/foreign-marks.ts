/**
 * Syntax of other tools on slides, and its equivalent here. All of it could be an author's own text, so it only
 * causes a hint.
 */
import type { Mark } from './signs.ts';

/** A piece of another tool's syntax. */
export interface ForeignMark extends Mark {
  readonly tool: string;
  /** What happens to it here, if it is not shown as text. */
  readonly does?: string;
  /** The remedy, as a sentence. */
  readonly instead: string;
}

const COMMENT = 'is a comment here';
const BACKGROUND =
  'Write a picture behind a slide as `<!-- .slide: data-background-image="…" -->`, a colour as `data-background-color`.';
const SLIDE_CLASS =
  'Write what holds for one slide as `<!-- .slide: … -->`, such as `<!-- .slide: class="…" -->`.';
const FRAGMENT = 'Put `{.fragment}` behind what is to come with a step of its own.';
const COLUMNS = 'Write `{.columns}` on the slide, and `***` between the columns.';
const CAPTION = 'Write it as a paragraph of its own, `*What the table shows*{.small}`.';
const PARTS = 'Part slides with `---`, and those of a stack with `----`.';

export const hintMarks: readonly ForeignMark[] = [
  {
    tool: 'Marp',
    parts: ['<!--'],
    pattern: /^<!--\s*(?:_\w+|marp|headingDivider|backgroundColor|backgroundImage):/gm,
    does: COMMENT,
    instead: SLIDE_CLASS,
  },
  {
    tool: 'Marp',
    parts: ['<!--'],
    pattern: /^<!--\s*paginate:\s*(?:true|false|hold|skip)\s*-->/gm,
    does: COMMENT,
    instead: 'Write `footer: "{n}"` in the front matter for a number on each slide.',
  },
  {
    tool: 'Marp',
    parts: ['![bg'],
    pattern: /!\[bg(?: [^[\]\n]*)?\]\(/g,
    does: 'shows the picture on the slide',
    instead: BACKGROUND,
  },
  {
    tool: 'Slidev',
    parts: ['<v-'],
    pattern: /^<v-(?:clicks?|after|switch|drag)\b/gm,
    does: 'has no effect here',
    instead: FRAGMENT,
  },
  {
    tool: 'Slidev',
    parts: ['<<<'],
    pattern: /^<<<[ \t]*\S.*$/gm,
    instead: 'Fill a code fence from a file: ```` ```ts {include=tide.ts#4-9} ````.',
  },
  { tool: 'Slidev', parts: ['::'], pattern: /^::(?:right|left|default|bottom)::[ \t]*$/gm, instead: COLUMNS },
  {
    tool: 'Pandoc',
    parts: ['% '],
    pattern: /^% .+\n% /gm,
    opens: 'text',
    instead: 'Write `title` and `speakers` in the front matter.',
  },
  {
    tool: 'Pandoc',
    parts: [':::'],
    pattern: /^:::+ *(?:\{[.#]?)?(?:columns?|incremental|nonincremental|fragment|r-stack|aside)\b/gm,
    instead: `${COLUMNS} ${FRAGMENT}`,
  },
  {
    tool: 'Pandoc',
    parts: ['^['],
    // After other characters, it begins a character class of a regular expression.
    pattern: /(?<=[\p{L}\p{Pe}\p{Pf}.,;:!?"'*_])\^\[[^\]^\n]* [^\]^\n]*\]/gu,
    instead: 'Write a footnote as `[^1]`, and its text on a line below: `[^1]: …`.',
  },
  {
    tool: 'Pandoc',
    parts: ['@'],
    pattern:
      /(?<![\w\]!])\[(?:[^\]@\n]* )?-?@(?![a-z][\w.-]*\/)[A-Za-z][\w:.#$%&+?<>~/-]*(?:[,;][^\]\n]*)?\](?![({[:])/g,
    instead: 'Write what you cite as a footnote, `[^1]`; an equation is referred to by `\\eqref{…}`.',
  },
  {
    tool: 'Pandoc',
    parts: ['Table: '],
    pattern: /(?<=\|[^\n]*\n\s*)^Table: .+$|^Table: .+$(?=\n\s*[^\n]*\|)/gm,
    instead: CAPTION,
  },
  { tool: 'Pandoc', parts: ['{#tbl-'], pattern: /^: .+\{#tbl-[\w-]+\}$/gm, instead: CAPTION },
  { tool: 'Pandoc', parts: ['. . .'], pattern: /^\. \. \.[ \t]*$/gm, instead: FRAGMENT },
  {
    tool: 'Deckset',
    parts: ['[.'],
    pattern: /^\[\.[a-z][\w-]*(?:: *[^\]\n]*)?\][ \t]*$/gm,
    instead: SLIDE_CLASS,
  },
  {
    tool: 'Deckset',
    parts: ['[fit]'],
    pattern: /^#{1,6} +\[fit\]/gm,
    instead: 'Write `{.r-fit-text}` behind the heading.',
  },
  {
    tool: 'Deckset',
    parts: [': '],
    // Deckset's settings stand at the top, without `---` around them.
    pattern:
      /^(?:(?:autoscale|slidenumbers|slidecount|build-lists|slide-transition|slide-dividers|presenter-notes|background-color|footer-style|code-language): .+|theme: [A-Z][\w ]*, *\d+$)/gm,
    opens: 'text',
    instead:
      'Write settings between two lines of `---`: `footer`, `theme`, `transition`, and `animateLists: true` for build-lists.',
  },
  {
    tool: 'remark',
    parts: [':'],
    pattern:
      /^(?:class: *(?:center|middle|inverse|left|right|top|bottom|impact)\b|layout: *(?:true|false)\b|template: *[\w-]|count: *false\b|background-image: *url\().*$/gm,
    opens: 'slide',
    instead: SLIDE_CLASS,
  },
  {
    tool: 'remark',
    parts: ['['],
    pattern: /^\.(?:left|right)(?:-column)?\[|^\.(?:footnote|center|small|pull-left|pull-right)\[/gm,
    instead: `${COLUMNS} Mark words as \`[words]{.class}\`.`,
  },
  {
    tool: 'HedgeDoc',
    parts: ['{%'],
    pattern: /^\{%\s*(?:hackmd|youtube|vimeo|gist|slideshare|speakerdeck|pdf|geogebra)\b.*$/gm,
    instead: 'Show a page with `<iframe src="…"></iframe>`, a picture or a recording by `![…](…)`.',
  },
  {
    tool: 'Obsidian',
    parts: ['[['],
    pattern: /(?<![!\w[}$)])(?<!<!--[^>\n]*)\[\[[^\]\n]+\]\](?!\()/g,
    instead: 'Write `[words](address)`; another deck is `/name/`.',
  },
  {
    tool: 'Obsidian',
    parts: ['<!--'],
    // Those that `features/attributes/obsidian-comments.ts` reads left aside.
    pattern:
      /\b(?!(?:bg|class|style|id)\b|data-)[\w-]+=(?=["'])(?<=^<!--\s*(?:slide|element)\s[^>]{0,500}\s[\w-]+=)/gm,
    does: 'has no effect here',
    instead: 'Write what it does as `class` or `style`; decks have no templates.',
  },
  {
    tool: 'Obsidian',
    parts: ['<'],
    pattern: /^<(?:grid|split)\b[^>\n]*>/gm,
    does: 'has no effect here',
    instead: COLUMNS,
  },
  {
    tool: 'presenterm',
    parts: ['<!--', 'end_slide'],
    pattern: /^<!--\s*end_slide\s*-->/gm,
    does: COMMENT,
    instead: PARTS,
  },
  {
    tool: 'presenterm',
    parts: ['<!--', 'pause'],
    pattern: /^<!--\s*pause\s*-->/gm,
    does: COMMENT,
    instead: FRAGMENT,
  },
  {
    tool: 'presenterm',
    parts: ['<!--', 'column'],
    pattern: /^<!--\s*(?:column_layout|column):.*-->/gm,
    does: COMMENT,
    instead: COLUMNS,
  },
  {
    tool: 'presenterm',
    parts: ['<!--', 'speaker_note'],
    pattern: /^<!--\s*speaker_note:/gm,
    does: COMMENT,
    instead: 'Write notes after `Note:`.',
  },
  {
    tool: 'presenterm',
    parts: ['<!--'],
    pattern:
      /^<!--\s*(?:jump_to_middle|reset_layout|new_lines?:?|incremental_lists:|list_item_newlines:|font_size:|alignment:|skip_slide|no_footer)/gm,
    does: COMMENT,
    instead: SLIDE_CLASS,
  },
  {
    tool: 'reveal-hugo',
    parts: ['{{'],
    pattern: /^\{\{[<%]\s*\/?(?:slide|section|fragment|frag|markdown|highlight|figure)\b.*$/gm,
    instead: `${PARTS} ${FRAGMENT}`,
  },
];

/** Settings between two `---`, with which Slidev begins a slide. */
export const SLIDE_SETTINGS: Pick<ForeignMark, 'tool' | 'instead' | 'pattern' | 'does'> = {
  tool: 'Slidev',
  pattern:
    /^(?:layout|clicks|clicksStart|routeAlias|hideInToc|src|transition|background|class|image|level|disabled|preload|zoom):/,
  instead: SLIDE_CLASS,
};
