/** Finds the files that an imported deck shows, and points its addresses to their copies. */
import { mapCssUrls } from '../../deck/html/addresses.ts';
import type { DeckDraft, Remarks, SlideDraft } from '../model.ts';
import { bracesWords, parseBraces } from '../text/attributes/braces.ts';
import { joinTags, mapTags, tagText } from '../text/attributes/tags.ts';
import { type Line, mapFences, mapWords, readLines } from '../text/lines.ts';
import { bracesText, mapPictures, pictureText } from '../text/picture-text.ts';
import type { EmbeddedFiles } from './embedded-files.ts';
import type { LineFinder } from './line-finder.ts';
import { isAnchor, type Link, mapLinks } from './markdown-links.ts';
import { type Found, isPicture, type SourceFolder } from './source-folder.ts';

/** Names that the imported deck's own files have. */
const TAKEN: ReadonlySet<string> = new Set(['deck.md', 'deck.css', 'import-report.md']);

/** What tells an address that is no file's: the letter of a drive is no scheme. */
const ELSEWHERE = /^(?:(?!file:)[a-z][\w+.-]+:|\/\/)/i;

/** What to write beside a deck: files of the source, by their new paths. */
export interface Carried {
  readonly deck: DeckDraft;
  /** Absolute paths by path in the new folder. */
  readonly copies: ReadonlyMap<string, string>;
}

/** What a deck is carried over from. */
export interface CarriedFrom {
  readonly source: SourceFolder;
  /** Returns the line on which something is written, from a slide's first line on. */
  readonly lineOf: LineFinder;
  readonly remarks: Remarks;
  readonly ids: ReadonlySet<string>;
  /** What the deck itself held. */
  readonly embedded: Pick<EmbeddedFiles, 'has'>;
}

interface Carrying extends CarriedFrom {
  readonly publicFolders: readonly string[];
  readonly findsByName: boolean;
  readonly copies: Map<string, string>;
}

/** Carries over the files of a deck. @throws ImportError where one is outside of the source's folder */
export function carryFiles(deck: DeckDraft, from: CarriedFrom): Carried {
  const copies = new Map<string, string>();
  const context: Carrying = {
    ...from,
    publicFolders: deck.publicFolders ?? [''],
    findsByName: deck.findsByName === true,
    copies,
  };
  const slides = deck.slides.map((slide) => carrySlide(slide, context));
  const { header, footer } = deck.settings;
  const settings = {
    ...deck.settings,
    ...(header !== undefined && { header: runningOf(header, context) }),
    ...(footer !== undefined && { footer: runningOf(footer, context) }),
  };
  return { deck: { ...deck, slides, settings, css: stylesOf(deck.css, context) }, copies };
}

/** Carries over the files that styles name. */
function stylesOf(css: string, context: Carrying, line = 1): string {
  return mapCssUrls(css, (address, whole) => {
    if (address.startsWith('#')) return whole;
    const target = carry(address, line, context);
    if (target === undefined) return 'none';
    return target === address ? whole : `url("${target}")`;
  });
}

/** Carries over the files of a header or a footer, and its parts; undefined where nothing is left. */
function runningOf(setting: unknown, context: Carrying): unknown {
  const parts = [setting]
    .flat()
    .map((text: unknown) => (typeof text === 'string' ? runningText(text, 1, context) : text))
    .filter((text) => text !== '');
  return parts.length > 1 ? parts : parts[0];
}

/** Carries over the files of one part. A picture that is not there leaves nothing, since it would be on many slides. */
function runningText(text: string, line: number, context: Carrying): string {
  const shown = mapPictures(text, ({ address }, whole) =>
    carry(address, line, context) === undefined ? '' : whole,
  );
  return wordsOf(shown, line, context).trim();
}

function carrySlide(slide: SlideDraft, context: Carrying): SlideDraft {
  const links: string[] = [];
  const attributes = Object.entries(slide.attributes).flatMap(([name, value]) => {
    if (/^data-(?:header|footer)$/.test(name))
      return [[name, runningText(value, slide.line, context) || 'off'] as const];
    if (!isBackground(name, value)) return [[name, value] as const];
    if (!/(?:video|iframe)$/.test(name) && /\.(?:pdf|eps|tiff?|heic)$/i.test(value)) {
      const target = carry(value, slide.line, context);
      if (target !== undefined) links.push(linkTo(target, value.replace(/^.*\//, ''), slide.line, context));
      return [];
    }
    const carried = carryAll(value, slide.line, context);
    return carried === undefined ? [] : [[name, carried] as const];
  });
  const fenced = mapFences(readLines(slide.body, slide.line), ({ indent, marks, info, content, at }) => {
    const path = /\binclude=([^\s}]+)/.exec(info)?.[1];
    if (path === undefined) return undefined;
    const [file = '', part] = path.split('#');
    const target = carry(file, at, context);
    const code = (text: string): Line => ({ text: indent + text, at, isCode: true });
    if (target === undefined)
      return [
        code(marks + info.replace(/\s*\{include=[^}]*\}/, '')),
        code(`${file} is missing`),
        code(marks),
      ];
    return [
      code(marks + info.replace(path, part === undefined ? target : `${target}#${part}`)),
      ...content,
      code(marks),
    ];
  });
  const shown = mapWords(joinTags(fenced), (part) => wordsOf(part, slide.line, context));
  return {
    ...slide,
    attributes: Object.fromEntries(attributes),
    body: [shown.map(({ text }) => text).join('\n'), ...links].filter((part) => part !== '').join('\n\n'),
  };
}

/** Returns whether an attribute names the file of a background; `data-background` may be a colour, too. */
function isBackground(name: string, value: string): boolean {
  if (/^data:/i.test(value)) return false;
  if (name === 'data-background')
    return /^(?:https?:|\/\/)|\.(?:svg|png|jpe?g|gif|bmp|webp|avif|pdf|eps|tiff?|heic)(?:[?#]|$)/i.test(
      value,
    );
  return /^data-background-(?:image|video|iframe)$/.test(name);
}

/** Carries over the files of a list such as `a.mp4, a.webm` or `a.png 1x, b.png 2x`; undefined where none is there. */
function carryAll(value: string, line: number, context: Carrying): string | undefined {
  const carried = value.split(/,\s*/).flatMap((each) => {
    const [, address = '', size = ''] = /^\s*(.*?)((?:\s+[\d.]+[xw])?)\s*$/.exec(each) ?? [];
    const target = carry(address, line, context);
    return target === undefined ? [] : target + size;
  });
  return carried.length === 0 ? undefined : carried.join(', ');
}

/** Carries over the backgrounds that tags and comments such as `<!-- .slide: … -->` name. */
function backgroundsOf(text: string, line: number, context: Carrying): string {
  return text.replace(
    /\b(data-background(?:-image|-video|-iframe)?)=(["'])(.*?)\2/g,
    (whole: string, name: string, quote: string, value: string) => {
      if (!isBackground(name, value)) return whole;
      const carried = carryAll(value, line, context);
      return carried === undefined
        ? `data-missing=${quote}${value}${quote}`
        : `${name}=${quote}${carried}${quote}`;
    },
  );
}

/** Carries over what is opened by a click, as tags and braces name it. */
function previewsOf(text: string, line: number, context: Carrying): string {
  return text.replace(
    /\b(data-preview-(?:image|video))=(?:"([^"]+)"|([^\s"'{}<>]+))/g,
    (_all, name: string, quoted: string | undefined, bare: string | undefined) => {
      const value = quoted ?? bare ?? '';
      const target = carry(value, line, context);
      return target === undefined ? `data-missing="${value}"` : `${name}="${target}"`;
    },
  );
}

function wordsOf(text: string, line: number, context: Carrying): string {
  const opened = previewsOf(backgroundsOf(text, line, context), line, context);
  const pictured = mapPictures(opened, (picture, whole) => {
    const target = carry(picture.address, line, context);
    const name = picture.alt || picture.address.replace(/^.*[/\\]/, '');
    if (target === undefined) return `*${name.replaceAll('*', '')}*`;
    if (!isShown(target)) return linkTo(target, name, line, context);
    return target === picture.address ? whole : pictureText({ ...picture, address: target });
  });
  const tagged = mapTags(pictured, (tag) => {
    if (tag.isClosing) return tag.whole;
    const changed = new Map<string, string>();
    let isChanged = false;
    for (const [name, value] of tag.attributes) {
      if (tag.name === 'a' && name === 'href') {
        const address = linked(value, context);
        isChanged ||= address !== value;
        if (address !== undefined) changed.set(name, address);
        else tellDeadLink(value, value, line, context);
        continue;
      }
      const target = carryAttribute(tag.name, name, value, { line, context });
      isChanged ||= target !== value;
      changed.set(target === undefined ? 'data-missing' : name, target ?? value);
    }
    return isChanged ? tagText(tag.name, changed, tag.isSelfClosing) : tag.whole;
  });
  return mapLinks(tagged, ({ text: words, address, braces, whole }) => {
    const target = linked(address, context);
    if (target === undefined) return lostLink({ words, address, braces }, line, context);
    return whole.replace(`](${address}`, `](${target}`);
  });
}

/** Returns where a link leads, a slide's name as reveal.js writes it and a file to its copy; undefined for nowhere. */
function linked(address: string, context: Carrying): string | undefined {
  if (ELSEWHERE.test(address) || address === '') return address;
  if (address.startsWith('#')) return isAnchor(address, context.ids) ? anchorOf(address) : undefined;
  if (/\.(?:md|qmd|rmd)(?:#.*)?$/i.test(address)) return undefined;
  const found = context.source.find(address, context.publicFolders);
  return found && copied(found, context);
}

/** Carries over the file that an attribute names; returns any other as it is, and undefined where the file is not there. */
function carryAttribute(
  tag: string,
  name: string,
  value: string,
  { line, context }: { readonly line: number; readonly context: Carrying },
): string | undefined {
  const isFile =
    /^(?:src|data-src|poster)$/.test(name) ||
    (tag === 'object' && name === 'data') ||
    (tag === 'image' && /^(?:xlink:)?href$/.test(name));
  if (isFile) return carry(value, line, context);
  if (name === 'srcset' && !/^data:/i.test(value)) return carryAll(value, line, context);
  if (name !== 'style' || !/url\(/i.test(value)) return value;
  // Double quotation marks would end the attribute.
  return stylesOf(value.replaceAll('&quot;', "'"), context, line).replaceAll('"', "'");
}

function tellDeadLink(written: string, address: string, line: number, { remarks, lineOf }: Carrying): void {
  remarks.lost(lineOf(address, line), written, 'what it leads to is not there; its words stay.');
}

/** Returns a link to a file that no browser shows as a picture. */
function linkTo(target: string, name: string, line: number, { remarks, lineOf }: Carrying): string {
  const told = 'browsers do not show it as a picture; it is a link now. Save it as SVG or PNG.';
  remarks.lost(lineOf(target, line), target, told);
  return `[${name}](${target})`;
}

/** Tells a link that leads nowhere; what braces say of its words, such as a step, stays. */
function lostLink(
  { words, address, braces }: Pick<Link, 'address' | 'braces'> & { readonly words: string },
  line: number,
  context: Carrying,
): string {
  tellDeadLink(`[${words}](${address})`, address, line, context);
  const { id, classes, values } = parseBraces(braces.slice(1, -1));
  const kept = bracesWords({
    id,
    classes: classes.filter((name) => !/^navigate-/.test(name)),
    values: new Map([...values].filter(([name]) => !/^(?:target|rel|title)$/.test(name))),
  });
  return kept.length === 0 ? words : `[${words}]${bracesText(kept)}`;
}

/** Reveal.js writes slides' names behind `#/`. */
function anchorOf(address: string): string {
  return address.startsWith('#/') ? address : `#/${address.slice(1)}`;
}

/** Returns the address of a file's copy, or of another server; undefined where the file is not there. */
function carry(address: string, line: number, context: Carrying): string | undefined {
  const { source, publicFolders, remarks, lineOf, embedded } = context;
  if (embedded.has(address)) return address;
  if (ELSEWHERE.test(address) || address === '') return address;
  const found =
    source.find(address, publicFolders) ?? (context.findsByName ? source.findByName(address) : undefined);
  if (found) return copied(found, context);
  remarks.lost(lineOf(address, line), address, 'there is no such file beside the deck.');
  return undefined;
}

function copied({ path, target }: Found, { copies }: Carrying): string {
  let name = target;
  for (let i = 2; TAKEN.has(name) || (copies.get(name) ?? path) !== path; i++)
    name = target.replace(/(\.[^./]*)?$/, `-${i}$1`);
  copies.set(name, path);
  return name;
}

/** Returns whether a file can be shown as a picture: others become links. */
function isShown(address: string): boolean {
  return /^[a-z]+:|^\/\//i.test(address) || isPicture(address) || !/\.\w+$/.test(address);
}
