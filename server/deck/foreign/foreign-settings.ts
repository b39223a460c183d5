/** Settings and themes of other tools, each with its tool and its equivalent here. */

/** The tool that a setting belongs to, and the remedy: what follows `Instead: `, or a sentence of its own. */
export interface ForeignSetting {
  readonly tool: string;
  readonly instead: string;
}

const ALREADY = 'it needs no setting here; remove it.';
const ONE_SLIDE = 'write what holds for one slide as `<!-- .slide: class="…" -->`.';
const SIZE = '`revealOptions: { width: 1600, height: 900 }`.';
const NUMBER = '`footer: "{n}"`, or `revealOptions: { slideNumber: c/t }`.';
const OWN_CSS = 'name a style sheet beside the deck in `css`.';
const HEADINGS = 'begin each slide with a line of `---`.';

/** Remedies by tool and setting, with the settings' names as the tool's documentation has them. */
const BY_TOOL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Marp: {
    marp: 'the deck is read as it is; remove it.',
    paginate: NUMBER,
    headingDivider: HEADINGS,
    size: SIZE,
    style: OWN_CSS,
    math: 'it needs no setting here; commands of your own stand below `macros`.',
    backgroundColor:
      '`revealOptions` has none; write `<!-- .slide: data-background-color="…" -->` on a slide.',
    backgroundImage: 'write `<!-- .slide: data-background-image="…" -->` on a slide.',
    color: OWN_CSS,
    _class: ONE_SLIDE,
    _paginate: '`<!-- .slide: data-footer="off" -->` on that slide.',
    _backgroundColor: 'write `<!-- .slide: data-background-color="…" -->` on that slide.',
    _color: ONE_SLIDE,
    _header: 'write `<!-- .slide: data-header="…" -->` on that slide.',
    _footer: 'write `<!-- .slide: data-footer="…" -->` on that slide.',
  },
  Slidev: {
    layout:
      'most layouts are found by what is on a slide; others are asked for by `{.columns}`, `{.section}`, `{.statement}` and the like.',
    class: ONE_SLIDE,
    background: 'write `<!-- .slide: data-background-image="…" -->` on the slide.',
    mdc: ALREADY,
    info: '`description`.',
    titleTemplate: '`title`.',
    drawings: 'the speaker view has a pointer; slides cannot be drawn on.',
    routerMode: ALREADY,
    monaco: 'code is shown, and not edited, here.',
    themeConfig: 'set the theme’s variables in a style sheet that `css` names.',
    colorSchema: '`theme: lectern-light` or `theme: lectern-dark`.',
    aspectRatio: SIZE,
    canvasWidth: SIZE,
    highlighter: ALREADY,
    lineNumbers: 'write `[]` behind a block’s language, as in ```` ```ts [] ````.',
    fonts: 'name the faces in a style sheet that `css` names.',
    defaults: '`defaults` stands in `site.yml`, for all its decks.',
    clicks: ALREADY,
    htmlAttrs: '`lang` and `dir`.',
    seoMeta: '`description`.',
    exportFilename: '`lectern pdf` names the file by its deck.',
    download: 'the speaker view has the PDF for presenters.',
    favicon: ALREADY,
    twoslash: ALREADY,
    addons: '`client` names scripts of your own.',
    record: 'a deck records nothing.',
    presenter: 'the speaker view is there for whoever has the key.',
    selectable: ALREADY,
    wakeLock: ALREADY,
  },
  'Quarto or R Markdown': {
    format: '`theme`, `transition`, `css` and `revealOptions` stand in the front matter itself.',
    output: '`theme`, `transition`, `css` and `revealOptions` stand in the front matter itself.',
    subtitle: 'write it below the title on the first slide.',
    institute: 'write it on the first slide.',
    logo: '`footer: "![](logo.png)"`.',
    execute: 'nothing is executed; keep the results in the deck.',
    params: '`vars`.',
    engine: 'nothing is executed; keep the results in the deck.',
    jupyter: 'nothing is executed; keep the results in the deck.',
    knitr: 'nothing is executed; keep the results in the deck.',
  },
  Pandoc: {
    'slide-level': HEADINGS,
    'header-includes': '`css` names style sheets, `client` scripts, `macros` commands of TeX.',
    documentclass: ALREADY,
    aspectratio: SIZE,
    bibliography: 'write what you cite as footnotes, `[^1]`.',
    csl: 'write what you cite as footnotes, `[^1]`.',
    fontsize: OWN_CSS,
    'revealjs-url': ALREADY,
    incremental: '`animateLists: true`.',
    toc: 'write a slide of links, such as `[Start](#/start)`.',
    'title-slide-attributes': ONE_SLIDE,
    colortheme: '`theme`.',
  },
  Deckset: {
    autoscale: ALREADY,
    slidenumbers: NUMBER,
    slidecount: '`footer: "{n} / {N}"`.',
    'build-lists': '`animateLists: true`.',
    'slide-transition': '`transition`.',
    'slide-dividers': HEADINGS,
    'presenter-notes': 'write notes after `Note:`.',
    'background-color': 'write `<!-- .slide: data-background-color="…" -->` on a slide.',
    'footer-style': OWN_CSS,
    'code-language': 'write its name behind each ```` ``` ````.',
  },
  remark: {
    countIncrementalSlides: ALREADY,
    ratio: SIZE,
    highlightStyle: '`highlightTheme`.',
    highlightLines: 'write lines behind the language, as in ```` ```js [2] ````.',
    highlightLanguage: 'write its name behind each ```` ``` ````.',
    slideNumberFormat: NUMBER,
    navigation: 'who presents leads; `audience` says how far the others may go.',
  },
  HedgeDoc: {
    slideOptions:
      '`revealOptions` for options of reveal.js; `theme` and `transition` stand in the front matter itself.',
    type: 'every file here is a deck; remove it.',
    tags: ALREADY,
    robots: '`unlisted: true` keeps a deck off the index, and search engines from it.',
    breaks: 'end a line with two blanks, or a backslash, where it is to break.',
    GA: 'nothing of the audience is counted.',
    disqus: 'decks have no comments.',
    opengraph: '`title` and `description`.',
    image: 'the cover is the first slide.',
  },
  Obsidian: {
    enableLinks: 'write `[words](address)`; links always work.',
    enableMenu: ALREADY,
    enableOverview: ALREADY,
    enableTimeBar: '`duration`.',
    enableChalkboard: 'the speaker view has a pointer; slides cannot be drawn on.',
    enablePointer: ALREADY,
    enableCustomControls: ALREADY,
    timeForPresentation: '`duration`, in minutes instead of seconds.',
    defaultTemplate: 'decks have no templates; `header`, `footer` and `css` hold for all slides.',
    bg: 'write `<!-- .slide: data-background-color="…" -->` on a slide.',
    remoteCSS: 'keep a copy beside the deck, and name it in `css`.',
    cssClasses: ONE_SLIDE,
    cssclasses: ONE_SLIDE,
    cssclass: ONE_SLIDE,
    aliases: ALREADY,
  },
  presenterm: {
    sub_title: 'write it below the title on the first slide.',
    event: '`venue`.',
    location: '`venue`.',
    options: '`revealOptions` for options of reveal.js, `animateLists: true` for incremental lists.',
  },
  'reveal-hugo': {
    outputs: 'every file here is a deck; remove it.',
    reveal_hugo:
      '`revealOptions` for options of reveal.js; `theme` and `highlightTheme` stand in the front matter itself.',
    draft: '`unlisted: true` keeps a deck off the index.',
    weight: '`date`: the newest deck is first.',
  },
  MkSlides: {
    slides:
      '`theme`, `highlightTheme`, `separator`, `verticalSeparator` and `notesSeparator` stand in the front matter itself.',
    revealjs: '`revealOptions`.',
    plugins: 'code, math, notes, search and zoom are built in.',
  },
  'reveal.js': {
    reveal: '`revealOptions`.',
    revealJsOptions: '`revealOptions`.',
    'reveal-options': '`revealOptions`.',
    reveal_options: '`revealOptions`.',
    highlight_theme: '`highlightTheme`.',
    'highlight-theme': '`highlightTheme`.',
    separator_vertical: '`verticalSeparator`.',
    separator_notes: '`notesSeparator`.',
  },
};

const SETTINGS: ReadonlyMap<string, ForeignSetting> = new Map(
  Object.entries(BY_TOOL).flatMap(([tool, keys]) =>
    Object.entries(keys).map(([key, instead]) => [key, { tool, instead }] as const),
  ),
);

/** Returns the setting of another tool with this name. */
export function foreignSetting(key: string): ForeignSetting | undefined {
  return SETTINGS.get(key);
}

/** Themes of other tools, each with its tool and the nearest theme here. */
const THEMES: ReadonlyMap<string, readonly [tool: string, near: string]> = new Map([
  ['default', ['other tools', 'lectern']],
  ['seriph', ['Slidev', 'serif']],
  ['apple-basic', ['Slidev', 'white']],
  ['bricks', ['Slidev', 'beige']],
  ['shibainu', ['Slidev', 'black']],
  ['gaia', ['Marp', 'beige']],
  ['uncover', ['Marp', 'simple']],
  ['dark', ['other tools', 'black']],
  ['light', ['other tools', 'white']],
  ['metropolis', ['Beamer', 'simple']],
  ['madrid', ['Beamer', 'sky']],
]);

/**
 * Returns a theme's tool and the nearest theme here. Slidev's themes are also known by the full names of
 * their packages.
 */
export function foreignTheme(name: string): { readonly tool: string; readonly near: string } | undefined {
  const bare = name.toLowerCase().replace(/^(?:@slidev\/|slidev-)theme-/, '');
  const [tool, near] = THEMES.get(bare) ?? [];
  if (tool !== undefined && near !== undefined) return { tool, near };
  return bare === name.toLowerCase() ? undefined : { tool: 'Slidev', near: 'lectern' };
}
