/** Recognises TeX outside of formulas, and suggests what to write instead. */

/** Commands recognised without an argument; those that also occur in paths and names of programs are left out. */
const SIGNS =
  'alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau upsilon ' +
  'phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega infty partial nabla cdot times ' +
  'leq geq neq approx equiv sim propto pm mp rightarrow leftarrow Rightarrow Leftrightarrow mapsto sum prod int oint ' +
  'notin subset subseteq cup cap forall exists ldots cdots dots qquad hbar ell langle rangle dagger perp circ';

/**
 * Returns a pattern for TeX in text: a command with an argument, or one of those above that is not part of a
 * path. `\end` is left to its `\begin`.
 */
export function texPattern(macros: readonly string[]): RegExp {
  const alone = [...SIGNS.split(' '), ...macros.filter((name) => /^[a-zA-Z]+$/.test(name))].join('|');
  const argument = String.raw`(?!end\{)[a-zA-Z]{2,}\*?(?:\[[^\]\n]*\])?\{[^{}\n]*\}?`;
  return new RegExp(
    String.raw`(?<![\\:/.\w]|[a-zA-Z_]\d*)\\(?:${argument}|(?:${alone})(?![a-zA-Z\\]))|(?<=\d)\\(?:${alone})(?![a-zA-Z\\])`,
  );
}

const REMEDIES: readonly (readonly [commands: RegExp, remedy: string])[] = [
  [
    /^\\begin\{(?:equation|align|alignat|gather|CD)\*?\}/,
    'A formula ends with the `\\end` of its own name, and holds no blank line.',
  ],
  [
    /^\\(?:begin|end)\{(?:itemize|enumerate|description|table|tabular|figure|center|document|frame|columns?|block)\*?\}/,
    'TeX is read in formulas alone; lists, tables and pictures are written in Markdown.',
  ],
  [/^\\begin/, 'Write it between two lines of `$$`.'],
  [
    /^\\(?:[cC]ref|autoref|pageref|nameref|hyperref)/,
    'An equation is referred to by `\\eqref{…}` or `\\ref{…}`, a slide by `[words](#/id)`.',
  ],
  [
    /^\\(?:[a-z]*cite[a-z]*|footnote|bibliography)/,
    'Write it as a footnote: `[^1]` here, and below `[^1]: Author, title, year`.',
  ],
  [
    /^\\(?:SI|si|qty|unit|num|ang)(?![a-zA-Z])/,
    'Write units as `$\\pu{1.2 m s-2}$`, or define the command below `macros` in the front matter.',
  ],
  [
    /^\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator)/,
    'Define commands below `macros` in the front matter, or between dollars.',
  ],
  [
    /^\\(?:text|emph|(?:sub)*section|caption|includegraphics|url|href|item|title|author|vspace|hspace)/,
    'TeX is read in formulas alone; outside of them write Markdown: `**bold**`, `*italic*`, `## Heading`, `![…](…)`.',
  ],
  [/^\\label/, 'Write `\\label{…}` into an equation, between its `$$`.'],
];

/** Returns the remedy for TeX that is shown as text. */
export function texRemedy(tex: string): string {
  const known = REMEDIES.find(([commands]) => commands.test(tex))?.[1];
  return (
    known ?? 'Write formulas between dollars, such as `$\\pi$`, and TeX that is to be seen between backticks.'
  );
}
