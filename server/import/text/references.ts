/** Definitions of links, and footnotes: they hold for the whole text in some tools, and for one slide here. */
import { isBlank, type Line, mapWords } from './lines.ts';

const DEFINITION =
  /^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*(?:<([^>\n]*)>|(\S+))(?:[ \t]+("[^"]*"|'[^']*'|\([^)]*\)))?[ \t]*$/;

/** Words in brackets, and the name of a definition in others; what follows must not be an address or braces. */
const REFERENCE = /(!?)\[((?:[^[\]\\]|\\.|\[[^\]]*\])*)\](?:\[([^\]\n]*)\])?(?![(:{])/g;

/** Writes the addresses of links and pictures that are defined elsewhere in a text beside them. */
export function withAddresses(lines: readonly Line[]): Line[] {
  const addresses = new Map<string, string>();
  const rest: Line[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    // An address may stand on the next line.
    const next = lines[i + 1];
    const isParted =
      /^ {0,3}\[[^\]\n]+\]:[ \t]*$/.test(line.text) && /^[ \t]+\S+[ \t]*$/.test(next?.text ?? '');
    const text = isParted ? `${line.text} ${next?.text.trim()}` : line.text;
    const [, name, angled, bare, title] = (!line.isCode && DEFINITION.exec(text)) || [];
    if (name === undefined) rest.push(line);
    else {
      if (!addresses.has(keyOf(name)))
        addresses.set(
          keyOf(name),
          `${angled === undefined ? bare : `<${angled}>`}${title ? ` ${quoted(title)}` : ''}`,
        );
      if (isParted) i++;
    }
  }
  if (addresses.size === 0) return [...lines];
  const inlined = (part: string) =>
    part.replace(REFERENCE, (whole: string, mark: string, words: string, name?: string) => {
      const address = addresses.get(keyOf(name || words));
      return address === undefined ? whole : `${mark}[${words}](${address})`;
    });
  // A picture may stand in the words of a link.
  return mapWords(rest, (part) => inlined(inlined(part)));
}

function keyOf(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}

function quoted(title: string): string {
  return `"${title.slice(1, -1).replaceAll('"', '’')}"`;
}

/** Footnotes by name, each with its further lines. */
export type Footnotes = ReadonlyMap<string, readonly Line[]>;

/** Takes the footnotes out of a text. */
export function takeFootnotes(lines: readonly Line[]): { readonly rest: Line[]; readonly notes: Footnotes } {
  const notes = new Map<string, Line[]>();
  const rest: Line[] = [];
  let open: Line[] | undefined;
  lines.forEach((line, i) => {
    const name = line.isCode ? undefined : /^ {0,3}\[\^([^\]\n]+)\]:/.exec(line.text)?.[1];
    if (name !== undefined) {
      open = [line];
      notes.set(name, open);
      return;
    }
    const next = lines.slice(i).find((each) => !isBlank(each));
    const goesOn = isBlank(line)
      ? /^(?: {4}|\t)/.test(next?.text ?? '')
      : !isBlank(lines[i - 1] ?? line) || /^(?: {4}|\t)/.test(line.text);
    if (open && goesOn && !/^(?:#{1,6}\s|:{3,}|-{3,}\s*$|\^)/.test(line.text)) open.push(line);
    else {
      open = undefined;
      rest.push(line);
    }
  });
  return { rest, notes };
}

/** Adds the footnotes to which the lines of a slide refer. */
export function withFootnotes(lines: readonly Line[], notes: Footnotes): Line[] {
  const names = new Set<string>();
  mapWords(lines, (part) => {
    for (const [, name = ''] of part.matchAll(/\[\^([^\]\n]+)\]/g)) names.add(name);
    return part;
  });
  const own = [...names].flatMap((name) => {
    const note = notes.get(name);
    return note ? [{ text: '', at: note[0]?.at ?? 1, isCode: false }, ...note] : [];
  });
  return [...lines, ...own];
}
