/** Refuses files that are no decks that are read here, with what makes one of them. */
import { isDeckName } from './files/find-source.ts';
import { ImportError } from './import-error.ts';
import type { ForeignDeck } from './model.ts';

/** What files are, by their endings, and which command makes a deck of them that is read. */
const MAKERS: readonly (readonly [RegExp, string, (file: string) => string])[] = [
  [
    /\.ipynb$/i,
    'a notebook. Jupyter makes a page of it, which is imported then',
    (file) => `jupyter nbconvert --to slides ${file}`,
  ],
  [/\.org$/i, 'an outline of Org. Pandoc makes Markdown of it, which is imported then', byPandoc],
  [
    /\.re?st$/i,
    'reStructuredText. Pandoc makes Markdown of it, which is imported then',
    (file) => byPandoc(file, '-f rst '),
  ],
  [
    /\.tex$/i,
    'LaTeX. Pandoc makes Markdown of it, without notes and steps, which is imported then',
    byPandoc,
  ],
  [
    /\.(?:adoc|asciidoc)$/i,
    'AsciiDoc. Asciidoctor makes a page of it, which is imported then',
    (file) => `npx asciidoctor-revealjs ${file}`,
  ],
];

/** Returns the command by which Pandoc makes Markdown of a file. */
function byPandoc(file: string, format = ''): string {
  return `pandoc ${format}${file} -s -t markdown -o ${file.replace(/\.\w+$/, '')}.md`;
}

/** @throws ImportError where a file is what other programs make decks of */
export function refuseSource(file: string, asked: string): void {
  for (const [ending, what, make] of MAKERS)
    if (ending.test(file)) throw new ImportError(`${asked} is ${what}: ${make(asked)}.`);
}

/** What tells the tools that made a page, and keep slides in it only they can show. */
const MADE_BY: readonly (readonly [RegExp, string])[] = [
  [/<(?:svg|section)\b[^>]{0,500}\sdata-marpit-/, 'Marp made, and has none of its notes and directives'],
  [/<meta\s+property="slidev:version"/, 'Slidev made, which draws its slides by scripts'],
];

/** @throws ImportError where a page has slides that only its source tells of */
export function refusePage({ file, body }: ForeignDeck, asked: string): void {
  if (!/\.html?$/i.test(file)) return;
  for (const [sign, made] of MADE_BY)
    if (sign.test(body))
      throw new ImportError(`${asked} is a page that ${made}. Import the Markdown that it was made of.`);
}

/** @throws ImportError with why a file is none of the decks that are read here */
export function refuseUnknown(file: string, asked: string): never {
  if (!isDeckName(file))
    throw new ImportError(
      `${asked} is no deck that is read here: those are Markdown (.md, .qmd, .Rmd), pages (.html) and presentations (.pptx).`,
    );
  if (/\.html?$/i.test(file))
    throw new ImportError(
      `${asked} is a page without slides: those of reveal.js, remark, Slidy, S5, DZSlides and impress.js are read. If Markdown was what it was made of, import that.`,
    );
  throw new ImportError(
    `${asked} has no sign of a tool that Lectern imports from. If slides are parted by lines of ---, it is served as it is: lectern ${asked}.`,
  );
}
