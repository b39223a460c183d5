/** Style sheets that a page brings along for its tool, not for its words: those of reveal.js itself, its themes and its exporters. */

/** What tells the style sheet of a program: rules that no author would write, or not together. */
const OF_TOOLS: readonly RegExp[] = [
  // Notebooks', of hundreds of rules, and Pygments' colours of code.
  /(?:(?:\.jp-[A-Z]|--jp-)[\s\S]*?){10}/,
  /\.highlight \.(?:hll|c)\b[\s\S]*\.highlight \.k[a-z]?\b/,
  // Pandoc's: of its templates, and for code.
  /\bspan\.smallcaps\s*\{\s*font-variant\b/,
  /\bcode\.sourceCode\s*(?:>\s*span\s*)?\{[^}]*(?:white-space:\s*pre|display:\s*inline-block)/,
  // Org's and Asciidoctor's.
  /\bpre\.src-[\w-]+:before\b/,
  /\.reveal \.listingblock\.stretch\b/,
  // Those of reveal.js, its plug-ins and DZSlides.
  /\.reveal \.controls\b[\s\S]*\.reveal \.progress\b[\s\S]*\.reveal \.backgrounds\b/,
  /html,\s*body,\s*div,\s*span,\s*applet\b/,
  /\.hljs-ln\s*\{\s*border-collapse\b/,
  /#upcoming-slide\b/,
  /section\[aria-selected\]/,
  // KaTeX's and MathJax's.
  /@font-face\s*\{\s*font-family:\s*["']?KaTeX_/,
  /\bmjx-(?:c\b|c::|container\[)/,
];

/** Themes of reveal.js by the colours of their links and headings. */
const THEMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    beige: '#8b743d #333',
    black: '#42affa #fff',
    blood: '#a23 #eee',
    dracula: '#ff79c6 #bd93f9',
    league: '#13daec #eee',
    moon: '#268bd2 #eee8d5',
    night: '#e7ad52 #eee',
    serif: '#51483d #383d3d',
    simple: '#00008b #000',
    sky: '#3b759e #333',
    solarized: '#268bd2 #586e75',
    white: '#2a76dd #222',
    'white-contrast': '#2a76dd #000',
  }).map(([name, colours]) => [colours, name]),
);

/** Returns whether a style sheet is that of a tool. */
export function isOfTool(css: string): boolean {
  return OF_TOOLS.some((sign) => sign.test(css)) || themeIn(css) !== undefined;
}

/** Returns which theme of reveal.js a style sheet is, where a page has it within itself. */
export function themeIn(css: string): string | undefined {
  const colourOf = (name: string) =>
    new RegExp(`--r-${name}-color:\\s*(#\\w+)`).exec(css)?.[1]?.toLowerCase();
  return THEMES.get(`${colourOf('link')} ${colourOf('heading')}`);
}
