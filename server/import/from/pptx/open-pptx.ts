/** Opens a presentation of PowerPoint, which is an archive of XML and media, within limits. */
import { posix } from 'node:path';
import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';
import { unzipSync } from 'fflate';
import { ImportError } from '../../import-error.ts';

/** The most text that an archive may unpack to, in bytes; more is no presentation, but meant to fill the memory. */
export const MOST_TEXT = 200_000_000;

/** The most text of a part that is read, in bytes. */
const MOST_PART = 20_000_000;

/** How deep elements of a part may be within others. */
const DEEPEST = 200;

/** The largest number of the format: places have 32 bits. */
const LARGEST = 2 ** 32;

/** The most that its pictures and films may unpack to, in bytes. */
const MOST_MEDIA = 1_000_000_000;

/** An opened presentation. */
export interface Pptx {
  /** Returns a part as XML; undefined where there is none. */
  xml(path: string): Document | undefined;
  /** Returns the targets of a part's relations, by id. */
  relations(path: string): ReadonlyMap<string, Relation>;
  bytes(path: string): Uint8Array | undefined;
}

/** What a part refers to. */
export interface Relation {
  /** The last word of its type, such as `image`. */
  readonly type: string;
  /** A part's path, or an address elsewhere. */
  readonly target: string;
  readonly isOutside: boolean;
}

/** Opens an archive. @throws ImportError where it is none, too large, or has paths that lead outside */
export function openPptx(archive: Uint8Array, file: string): Pptx {
  const parts = unpack(archive, file);
  if (!parts.has(keyOf('ppt/presentation.xml'))) {
    throw new ImportError(`${file} is no presentation of PowerPoint: there is none in it. Save it as .pptx.`);
  }
  const shared = new Map<string, Document>();
  const xml = (path: string): Document | undefined => {
    const kept = shared.get(path);
    if (kept) return kept;
    const bytes = parts.get(keyOf(path));
    if (!bytes) return undefined;
    const text = bytes.length > MOST_PART ? undefined : new TextDecoder().decode(bytes);
    if (text === undefined || depthOf(text) > DEEPEST)
      throw new ImportError(`${file} has more in ${path} than a slide can show; it was not made by hand.`);
    try {
      const part = new DOMParser({ onError: () => {} }).parseFromString(text, 'text/xml');
      // Most slides are of few layouts.
      if (/\/slide(?:Layouts|Masters)\//i.test(path)) shared.set(path, part);
      return part;
    } catch {
      throw new ImportError(
        `${file} cannot be read: ${path} in it is no XML. Open it in PowerPoint, and save it again.`,
      );
    }
  };
  return {
    xml,
    bytes: (path) => parts.get(keyOf(path)),
    relations(path) {
      const folder = posix.dirname(path);
      const own = xml(posix.join(folder, '_rels', `${posix.basename(path)}.rels`));
      return new Map(
        all(own, 'Relationship').map((relation) => {
          const own = relation.getAttribute('Target') ?? '';
          const isOutside = relation.getAttribute('TargetMode') === 'External';
          const written = isOutside ? own : own.replaceAll('\\', '/');
          const target = isOutside
            ? written
            : posix.join(written.startsWith('/') ? '' : folder, written).replace(/^\/+/, '');
          if (!isOutside && target.startsWith('..'))
            throw new ImportError(`${file} has a path that leads outside of it: ${written}.`);
          const type = (relation.getAttribute('Type') ?? '').replace(/^.*\//, '');
          return [relation.getAttribute('Id') ?? '', { type, target, isOutside }];
        }),
      );
    },
  };
}

/** How files of Office begin that are encrypted, and all those from before 2007. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

function unpack(archive: Uint8Array, file: string): ReadonlyMap<string, Uint8Array> {
  if (COMPOUND.every((byte, i) => archive[i] === byte)) {
    throw new ImportError(
      `${file} has a password, or is of a format from before 2007. Open it in PowerPoint, and save it as .pptx without a password.`,
    );
  }
  let [text, media] = [0, 0];
  try {
    const unpacked = unzipSync(archive, {
      filter: ({ name, originalSize }) => {
        if (name.split(/[/\\]/).includes('..') || /^[/\\]|^[a-z]:/i.test(name)) {
          throw new ImportError(`${file} has a path that leads outside of it: ${name}.`);
        }
        const isText = /\.(?:xml|rels)$/i.test(name);
        if (isText) text += originalSize;
        else if (/(?:^|[/\\])media[/\\]/i.test(name)) media += originalSize;
        else return false;
        if (text > MOST_TEXT || media > MOST_MEDIA) {
          throw new ImportError(
            `${file} unpacks to more than ${text > MOST_TEXT ? '200 MB of text' : '1 GB'}, which no talk has.`,
          );
        }
        return true;
      },
    });
    return new Map(Object.entries(unpacked).map(([name, bytes]) => [keyOf(name), bytes]));
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(
      `${file} is no archive that can be read. Open it in PowerPoint, and save it again as .pptx.`,
    );
  }
}

/** Returns what names a part, of which programs differ in case, in slashes and in how they write blanks. */
function keyOf(path: string): string {
  return path.replaceAll('\\', '/').replace(/%20/g, ' ').toLowerCase();
}

const TAG = /<(\/?)[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi;

/** Returns how deep elements of XML are within others. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const { 0: tag, 1: slash } of text.matchAll(TAG)) {
    if (slash === '/') depth--;
    else if (!tag.endsWith('/>')) depth++;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Returns the elements of this name below a node, prefix included. */
export function all(node: Document | Element | undefined | null, name: string): Element[] {
  const found: Element[] = [];
  // The lists of the DOM follow every change, which takes most of an import's time.
  const visit = (parent: Node) => {
    for (let child = parent.firstChild; child; child = child.nextSibling) {
      if (!isElement(child)) continue;
      if (child.tagName === name) found.push(child);
      visit(child);
    }
  };
  if (node) visit(node);
  return found;
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

/** Returns the first element of this name below a node. */
export function one(node: Document | Element | undefined | null, name: string): Element | undefined {
  for (let child = node?.firstChild; child; child = child.nextSibling) {
    if (!isElement(child)) continue;
    const found = child.tagName === name ? child : one(child, name);
    if (found) return found;
  }
  return undefined;
}

/** Returns whether an attribute is set to true, in either of the ways that the format has. */
export function isOn(element: Element | undefined, name: string): boolean {
  return /^(?:1|true)$/.test(element?.getAttribute(name) ?? '');
}

/** Returns the number in an attribute; 0 where there is none. */
export function numberIn(element: Element | undefined, name: string): number {
  const number = Number(element?.getAttribute(name) ?? 0);
  return Math.abs(number) <= LARGEST ? number : 0;
}

/** Returns the children that are elements. */
export function childrenOf(node: Element | undefined): Element[] {
  return node ? Array.from(node.childNodes).filter(isElement) : [];
}
