/** Pandoc's and Quarto's words: braces behind spans and pictures, short codes, marks for small letters, notes in brackets. */
import type { Remarks } from '../../model.ts';
import { bracesWords, parseBraces } from '../../text/attributes/braces.ts';
import { isBlank, type Line, mapLines, mapWords, outsideCode, written } from '../../text/lines.ts';
import { mapPictures, type Picture, pictureText, sizeWords } from '../../text/picture-text.ts';
import { absoluteStyle } from './pandoc-divs.ts';

/** Rewrites a slide's words. */
export function convertWords(lines: readonly Line[], remarks: Remarks): Line[] {
  const footnotes: Line[] = [];
  const plain = mapLines(lines, (text, at) => convertLine(text, at, remarks));
  const tex = withoutTex(plain, remarks);
  const spans = tex.map((line) => (line.isCode ? line : { ...line, text: convertSpans(line, tex, remarks) }));
  const words = mapWords(spans, (part, at) => {
    const noted = part.replace(/(?<!\\)\^\[((?:[^[\]]|\[[^\]]*\])*)\]/g, (_all, note: string) => {
      const name = `${at}-${footnotes.length + 1}`;
      footnotes.push(...written(at, `[^${name}]: ${note}`));
      return `[^${name}]`;
    });
    for (const [found] of noted.matchAll(/\[(?:[^\]@\n]* )?-?@[A-Za-z][\w:.-]*[^\]\n]*\](?!\()/g)) {
      remarks.lost(
        at,
        found,
        'there is no bibliography; what is cited is shown as it is. Write it as a footnote, `[^1]`.',
      );
    }
    return smallLetters(noted);
  });
  return footnotes.length === 0
    ? words
    : [
        ...words,
        ...written(footnotes[0]?.at ?? 1, ''),
        ...footnotes.flatMap((note) => [note, ...written(note.at, '')]),
      ];
}

/** Rewrites raised and lowered letters and dashes outside of formulas and tables. */
function smallLetters(part: string): string {
  if (/^[\s|:+=-]*$/.test(part) || /<!--/.test(part)) return part;
  return part
    .split(/(\$\$?[^$]+\$\$?|\]\([^)]*\)|\{[^}]*\}|<[^>]*>|https?:\S+)/)
    .map((piece, i) => {
      if (i % 2 === 1) return piece;
      return piece
        .replace(/(?<![~\\])~([^~\s]+)~(?!~)/g, '<sub>$1</sub>')
        .replace(/(?<![\\[^])\^([^^\s[\]]+)\^/g, '<sup>$1</sup>')
        .replace(/(?<=[\p{L}\p{N}\s"'”).,])---(?=[\p{L}\p{N}\s"'“(])/gu, '—')
        .replace(/(?<=[\p{L}\p{N}\s"'”).,])--(?=[\p{L}\p{N}\s"'“(])/gu, '–');
    })
    .join('');
}

/** Rewrites what takes a whole line. */
function convertLine(text: string, at: number, remarks: Remarks): string | readonly string[] {
  const [, name, rest = ''] = /^\s*\{\{<\s*([\w-]+)\s*(.*?)\s*>\}\}\s*$/.exec(text) ?? [];
  if (name === 'video') {
    const url = /^["']?([^\s"']+)/.exec(rest)?.[1] ?? '';
    const id = /(?:youtu\.be\/|[?&]v=|embed\/)([\w-]{6,})/.exec(url)?.[1];
    if (id === undefined) return `![](${url})`;
    remarks.became(at, text, 'a page of YouTube, which needs the network');
    return `<iframe src="https://www.youtube-nocookie.com/embed/${id}" title="YouTube" width="800" height="450"></iframe>`;
  }
  if (name === 'pagebreak' || /^#{1,6}\s+\{[^{}]*\}\s*$/.test(text)) return [];
  if (/^\s*\\(?:pause|onslide)\b/.test(text)) return '. . .';
  const line = text
    .replace(/^(\s*)#\.(\s)/, '$11.$2')
    .replace(/\s*\\newline\s*$/, '\\')
    .replace(/^(\s*)\(@[\w-]*\)(\s)/, '$11.$2')
    .replace(/^(\s*)\*\*\*\*+\s*$/, '$1***')
    .replace(/^(#{1,6}\s.*?)\s*\{([^{}]*)\}\s*$/, (_all, heading: string, words: string) => {
      const own = bracesWords(parseBraces(words.replace(/\.un(?:numbered|listed)|^-$/g, '')));
      return own.length === 0 ? heading : `${heading} {${own.join(' ')}}`;
    })
    .replace(/(\$\$)\s*\{#[^}]*\}\s*$/, '$1');
  return outsideCode(line, (part) =>
    part.replace(/\{\{<\s*([\w-]+)([^>]*)>\}\}/g, (whole: string) => {
      remarks.lost(at, whole, 'short codes of Quarto were left out.');
      return '';
    }),
  ).replace(/`r\s[^`]+`/g, (whole) => {
    remarks.lost(at, whole, 'code among words is not run; write its result.');
    return whole;
  });
}

/** Commands of TeX that only concern a printed page. */
const LAYOUT =
  /^\s*\\(?:vspace|hspace|vfill|hfill|newpage|clearpage|center|centering|tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|bigskip|medskip|smallskip|setbeamer\w*|usepackage|input|include|begingroup|endgroup|columnsbegin|columnsend|column|(?:begin|end)\{(?:center|flush\w+|columns?|minipage|small|tiny|footnotesize|scriptsize|large|multicols|\w*block|frame)\*?\})(?![a-zA-Z]).*$/;

/** Environments that are formulas. */
const FORMULA = /^(?:equation|align|alignat|gather|multline|eqnarray|split|CD|math|displaymath)\*?$/;

/** Leaves out commands of TeX on lines of their own; a picture is shown, and what TeX draws is shown as code. */
function withoutTex(lines: readonly Line[], remarks: Remarks): Line[] {
  const result: Line[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    const { text, at, isCode } = line;
    const [, path] = /^\s*\\includegraphics\s*(?:\[[^\]]*\])?\{([^{}]+)\}[\s\\]*$/.exec(text) ?? [];
    const [, words] = /^\s*\\centerline\{(.*)\}\s*$/.exec(text) ?? [];
    const [, block] = /^\s*\\begin\{\w*block\}\{(.+)\}\s*$/.exec(text) ?? [];
    const environment = isCode ? undefined : /^\s*\\begin\{(\w+\*?)\}/.exec(text)?.[1];
    if (isCode) result.push(line);
    else if (block !== undefined) result.push(...written(at, '', `**${block}**`, ''));
    else if (/^\s*\\(?:begin|end)\{\w*block\}(?:\{\})?\s*$/.test(text)) result.push(...written(at, ''));
    else if (LAYOUT.test(text)) remarks.lost(at, text, 'TeX on a line of its own was left out.');
    else if (path !== undefined) result.push({ ...line, text: `![](${path})` });
    else if (words !== undefined) result.push({ ...line, text: words });
    else if (environment !== undefined && !FORMULA.test(environment) && !isInFormula(lines, i)) {
      const close = lines.findIndex((each, k) => k >= i && each.text.includes(`\\end{${environment}}`));
      const end = close === -1 ? i : close;
      remarks.lost(at, text, 'TeX is not drawn here, and shown as text; put a picture in its place.');
      const code = [...written(at, '```latex'), ...lines.slice(i, end + 1), ...written(at, '```')];
      result.push(...written(at, ''), ...code.map((each) => ({ ...each, isCode: true })), ...written(at, ''));
      i = end;
    } else result.push(line);
  }
  return result;
}

/** Returns whether a line is between two dollars on lines of their own. */
function isInFormula(lines: readonly Line[], index: number): boolean {
  const marks = lines
    .slice(0, index)
    .flatMap(({ text, isCode }) => (isCode ? [] : (text.match(/\$\$/g) ?? [])));
  return marks.length % 2 === 1;
}

/** Rewrites spans, links and pictures with braces. */
function convertSpans(line: Line, lines: readonly Line[], remarks: Remarks): string {
  const isFigure = isAlone(line, lines);
  const pictured = outsideCode(line.text, (part) => mapPictureBraces(part, isFigure));
  return outsideCode(pictured, (part) =>
    part.replace(
      /(?<!!)(\[(?:[^[\]\\]|\\.|\[[^\]]*\])*\])(\([^)\s]*(?:\s+"[^"]*")?\))?\{([^{}]+)\}/g,
      (whole: string, words: string, link: string | undefined, inside: string) => {
        const braces = parseBraces(inside);
        const { classes, values } = braces;
        const text = words.slice(1, -1);
        if (link === undefined && classes.includes('underline')) return `<u>${text}</u>`;
        if (link === undefined && classes.includes('alert')) return `**${text}**`;
        if (link === undefined && classes.includes('mark')) return `<mark>${text}</mark>`;
        if (link === undefined && classes.includes('kbd')) return `<kbd>${text}</kbd>`;
        const style = [
          values.get('style'),
          classes.includes('absolute') ? absoluteStyle(values) : undefined,
          classes.includes('smallcaps') ? 'font-variant: small-caps' : undefined,
        ]
          .filter((each) => each !== undefined)
          .join('; ');
        const own = bracesWords({
          ...braces,
          classes: classes.filter((name) => !/^(?:absolute|smallcaps|external|nonumber)$/.test(name)),
          values: new Map([...values].filter(([key]) => key !== 'style')),
        });
        if (style !== '' && !style.includes('"')) own.push(`style="${style}"`);
        if (own.length === 0 && values.size > 0)
          remarks.lost(line.at, whole, 'its attributes are not known here.');
        const target = link ?? '';
        if (own.length === 0) return link === undefined ? text : words + target;
        return `${words}${target}{${own.join(' ')}}`;
      },
    ),
  );
}

/** A picture with the braces that Pandoc's author wrote behind it. */
const PICTURE_BRACES = /\ue002\{([^{}]*)\}|\ue002/g;

/** What Pandoc writes for the words of pictures that have none, as those of LaTeX. */
const WORDLESS = 'image';

function mapPictureBraces(part: string, isFigure: boolean): string {
  const pictures: Picture[] = [];
  const marked = mapPictures(part, (picture) => {
    pictures.push(picture);
    return '\ue002';
  });
  return marked.replace(PICTURE_BRACES, (_all, inside?: string) => {
    const picture = pictures.shift();
    if (!picture) return '';
    const braces = parseBraces(inside ?? '');
    const { classes, values } = braces;
    const isAbsolute = classes.includes('absolute');
    const sizes = isAbsolute
      ? [`style="${absoluteStyle(values)}"`]
      : sizeWords(sizeOfTex(values.get('width')), sizeOfTex(values.get('height')));
    const id = braces.id?.startsWith('fig-') ? undefined : braces.id;
    const own = bracesWords({
      id,
      classes: classes.filter((name) => !/^(?:absolute|nostretch|lightbox|preview-image)$/.test(name)),
      values: new Map([...values].filter(([key]) => key !== 'style')),
    });
    const words = picture.alt === WORDLESS ? '' : picture.alt;
    const alt = values.get('fig-alt') ?? values.get('alt') ?? words;
    const isCaptioned = isFigure && words !== '' && picture.title === '' && !/["*_`[\]]/.test(words);
    const title = isCaptioned && !isAbsolute ? `"${words}"` : picture.title;
    return pictureText({ alt, address: picture.address, title }, [...own, ...sizes]);
  });
}

/** Returns a size that LaTeX measures by the width of the text as a share of it; none of what it measures otherwise. */
function sizeOfTex(size: string | undefined): string | undefined {
  const share = /^(\d*\.?\d*)\\+(?:text|line|column|paper)width$/.exec(size ?? '')?.[1];
  if (share !== undefined) return `${share === '' ? 100 : Math.round(Number(share) * 100)}%`;
  return size?.includes('\\') ? undefined : size;
}

/** Returns whether a picture is a paragraph, which Pandoc shows with its words below. */
function isAlone(line: Line, lines: readonly Line[]): boolean {
  if (!/^!\[[^\n]*\)(?:\{[^{}]*\})?\s*$/.test(line.text)) return false;
  const at = lines.indexOf(line);
  const [before, after] = [lines[at - 1], lines[at + 1]];
  return (!before || isBlank(before)) && (!after || isBlank(after));
}
