/** Splits a deck of Slidev as its parser does: `---`, then perhaps settings up to the next `---`. */
import { parse } from 'yaml';
import type { ForeignDeck, Remarks } from '../../model.ts';
import { mapTags, tagText } from '../../text/attributes/tags.ts';
import { isBlank, type Line, readLines } from '../../text/lines.ts';
import { mapPictures, pictureText } from '../../text/picture-text.ts';
import { asMapping, asText } from '../values.ts';

/** A slide as Slidev has it. */
export interface SlidevSlide {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly lines: readonly Line[];
  readonly at: number;
}

/** How deep files may bring others. */
const DEEPEST = 8;

/** Returns the slides of a deck, those of the files that it brings by `src` included. */
export function slidevSlides(deck: ForeignDeck, remarks: Remarks): SlidevSlide[] {
  const slides = split(readLines(deck.body, deck.bodyLine), deck.values);
  return bring(slides, { deck, remarks, folder: '', depth: 0 });
}

function split(lines: readonly Line[], first: Readonly<Record<string, unknown>>): SlidevSlide[] {
  const slides: SlidevSlide[] = [];
  let open = { settings: first, lines: [] as Line[], at: lines[0]?.at ?? 1 };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    if (line.isCode || !/^---/.test(line.text) || line.text.replace(/-+\s*$/, '') !== '') {
      open.lines.push(line);
      continue;
    }
    slides.push(open);
    let settings: Readonly<Record<string, unknown>> = {};
    const at = line.at;
    if (line.text.trimEnd() === '---' && lines[i + 1]?.text.trim()) {
      const end = lines.findIndex((each, k) => k > i && each.text.trimEnd() === '---');
      const found = end === -1 ? undefined : settingsIn(lines.slice(i + 1, end));
      if (found) {
        settings = found;
        i = end;
      }
    }
    open = { settings, lines: [], at };
  }
  slides.push(open);
  return slides.map(withBlockSettings);
}

/** Takes the settings of a slide that stand in a block of YAML at its begin, as formatters of Markdown leave them. */
function withBlockSettings(slide: SlidevSlide): SlidevSlide {
  const begin = slide.lines.findIndex(({ text }) => text.trim() !== '');
  if (Object.keys(slide.settings).length > 0 || !/^\s*```ya?ml\s*$/.test(slide.lines[begin]?.text ?? ''))
    return slide;
  const end = slide.lines.findIndex(({ text }, i) => i > begin && /^\s*```\s*$/.test(text));
  const settings = end === -1 ? undefined : settingsIn(slide.lines.slice(begin + 1, end));
  return settings ? { ...slide, settings, lines: slide.lines.slice(end + 1) } : slide;
}

function settingsIn(lines: readonly Line[]): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = parse(lines.map(({ text }) => text).join('\n'), { logLevel: 'silent' });
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

interface Bringing {
  readonly deck: ForeignDeck;
  readonly remarks: Remarks;
  /** The folder of the file that brings, from the deck's own. */
  readonly folder: string;
  readonly depth: number;
}

function bring(slides: readonly SlidevSlide[], context: Bringing): SlidevSlide[] {
  const { deck, remarks, folder, depth } = context;
  return slides.flatMap((slide) => {
    const src = asText(slide.settings.src);
    if (src === undefined) return [slide];
    const [written = '', picks] = src.split('#');
    const path = joined(folder, written);
    const text = depth < DEEPEST ? deck.read(path) : undefined;
    if (text === undefined) {
      remarks.lost(slide.at, `src: ${src}`, 'the file is not there, so its slides are missing.');
      return slide.lines.every(isBlank) ? [] : [slide];
    }
    remarks.became(slide.at, `src: ${src}`, 'its slides');
    const all = split(readLines(text, 1), {});
    const isFront = all[0]?.lines.every(({ text: line }) => line.trim() === '') && all.length > 1;
    const wanted = picked(isFront ? all.slice(1) : all, picks);
    const inner = path.replace(/[^/]*$/, '');
    const brought = wanted.map(({ settings, lines }) => ({
      settings: { ...settings, ...without(slide.settings, 'src') },
      lines: lines.map((line) => rebased({ ...line, at: slide.at }, inner)),
      at: slide.at,
    }));
    return bring(brought, { ...context, folder: inner, depth: depth + 1 });
  });
}

function without(values: Readonly<Record<string, unknown>>, name: string) {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}

function picked<T>(slides: readonly T[], picks: string | undefined): readonly T[] {
  if (!picks) return slides;
  return picks.split(',').flatMap((range) => {
    const [, from, to = from] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(range) ?? [];
    return from === undefined ? [] : slides.slice(Number(from) - 1, Number(to));
  });
}

/** Joins a folder and a path from it; one that begins with `/` or `@/` is from the deck's root. */
export function joined(folder: string, path: string): string {
  return /^@?\//.test(path) ? path.replace(/^@?\//, '') : folder + path.replace(/^\.\//, '');
}

/** Makes the addresses of a line, which are from a folder, those from the deck. */
function rebased(line: Line, folder: string): Line {
  if (folder === '' || line.isCode) return line;
  const from = (address: string) =>
    /^(?:[a-z][\w+.-]*:|[/#@])/i.test(address) ? address : joined(folder, address);
  const text = mapPictures(line.text, (picture) =>
    pictureText({ ...picture, address: from(picture.address) }),
  );
  return {
    ...line,
    text: mapTags(
      text.replace(/^(<<<\s+)(\S+)/, (_all, mark: string, path: string) => mark + from(path)),
      (tag) => {
        const src = tag.attributes.get('src');
        if (src === undefined || tag.isClosing) return tag.whole;
        return tagText(tag.name, new Map([...tag.attributes, ['src', from(src)]]), tag.isSelfClosing);
      },
    ),
  };
}

/** Returns the defaults of a deck's slides. */
export function defaultsOf(deck: ForeignDeck): Readonly<Record<string, unknown>> {
  return asMapping(deck.values.defaults);
}
