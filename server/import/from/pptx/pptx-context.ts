/** What a slide of PowerPoint is read with, and what its parts refer to. */
import { posix } from 'node:path';
import type { Element } from '@xmldom/xmldom';
import { contentHash } from '../../../files/hash.ts';
import type { Remarks } from '../../model.ts';
import { one, type Pptx, type Relation } from './open-pptx.ts';

/** What a slide is read with. */
export interface SlideContext {
  readonly pptx: Pptx;
  readonly remarks: Remarks;
  /** Takes pictures and films, by their path beside the deck. */
  readonly files: Map<string, Uint8Array>;
  /** Takes those paths by what is there. */
  readonly paths: Map<string, string>;
  readonly number: number;
  /** The parts of all slides, in order. */
  readonly slides: readonly string[];
  /** Takes the numbers of slides that links lead to, from 1. */
  readonly linked: Set<number>;
  /** The size of slides, in the units of the format. */
  readonly width: number;
  readonly height: number;
}

/** What a part is read with: its slide, and its own relations. */
export interface PartContext extends SlideContext {
  /** Whether the slide is hidden. */
  readonly isHidden: boolean;
  readonly relations: ReadonlyMap<string, Relation>;
}

/** What browsers show. */
const SHOWN = /\.(?:png|jpe?g|jpe|jfif|gif|svg|webp|bmp|mp4|m4v|mov|webm|mp3|m4a|wav)$/i;

/** What plays. */
const PLAYED = /\.(?:wmv|avi|mpe?g|asf|wma|aiff?|midi?|aac|flac|ogg|mkv|flv|swf)$/i;

/** The folder for what hidden slides show: all pictures in others are public, and their names are easily guessed. */
const HIDDEN_MEDIA = '.media';

/** Returns the path of a picture or film beside the deck, and takes its bytes. */
export function fileOf(id: string | null | undefined, context: PartContext): string | undefined {
  const { pptx, files, paths, remarks, number, relations, isHidden } = context;
  const relation = relations.get(id ?? '');
  if (!relation) {
    if (id) remarks.lost(number, 'a picture', 'it is not in the file.');
    return undefined;
  }
  const name = posix.basename(relation.target);
  const bytes = relation.isOutside ? undefined : pptx.bytes(relation.target);
  if (bytes && SHOWN.test(name)) {
    const folder = `${isHidden ? HIDDEN_MEDIA : 'media'}/`;
    // Some programs write a picture anew for each slide.
    const content = contentHash(folder, posix.extname(name), bytes);
    const known = paths.get(content);
    let path = known ?? folder + fileName(relation.target);
    while (files.has(path) && path !== known) path = path.replace('/', '/_');
    paths.set(content, path);
    files.set(path, bytes);
    if (isHidden)
      remarks.became(
        number,
        name,
        `\`${path}\`, which is never served, since the slide is hidden; move it to \`media\` to show it`,
      );
    return path;
  }
  const instead =
    !bytes && (relation.isOutside || SHOWN.test(name))
      ? 'it is not in the file; put a copy beside the deck.'
      : PLAYED.test(name)
        ? 'browsers do not play this format; save it as MP4 or MP3.'
        : 'browsers do not show this format; save it as PNG.';
  remarks.lost(number, relation.isOutside ? relation.target : name, instead);
  return undefined;
}

/** Returns the path of the picture that something is filled with, and takes its bytes: of two forms the drawing. */
export function pictureFile(fill: Element | undefined, context: PartContext): string | undefined {
  const drawing = fileOf(one(fill, 'asvg:svgBlip')?.getAttribute('r:embed'), context);
  if (drawing !== undefined) return drawing;
  const picture = one(fill, 'a:blip');
  // Some pictures are only linked.
  return fileOf(picture?.getAttribute('r:embed') || picture?.getAttribute('r:link'), context);
}

/** Returns the name of a part's file, without what addresses or file systems take for something else. */
function fileName(part: string): string {
  const inner = part.replace(/^(?:ppt\/)?media\//i, '');
  const plain = inner.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '');
  // JPEG by other names.
  return plain.replace(/\.(?:jfif|jpe)$/i, '.jpg');
}

/** Returns the id of a slide that links lead to: its place would change with a slide that is hidden. */
export function slideId(number: number): string {
  return `slide-${number}`;
}

/** Returns where a click leads, as an address; undefined where it leads nowhere that a browser could go. */
export function addressOf(click: Element | undefined, context: PartContext): string | undefined {
  if (!click) return undefined;
  const { relations, slides, linked, remarks, number } = context;
  const relation = relations.get(click.getAttribute('r:id') ?? '');
  const action = click.getAttribute('action') ?? '';
  if (relation?.isOutside && /^(?:https?|mailto|tel|ftp):/i.test(relation.target))
    return relation.target.replace(/[\s<>]/g, encodeURIComponent);
  const slide = /jump=firstslide/.test(action)
    ? 0
    : /jump=lastslide/.test(action)
      ? slides.length - 1
      : slides.indexOf(relation?.target ?? '');
  if (slide !== -1) {
    linked.add(slide + 1);
    return `#/${slideId(slide + 1)}`;
  }
  // Films say so of themselves.
  if (!/^ppaction:\/\/(?:media|noaction)/.test(action) && (relation || action !== ''))
    remarks.lost(
      number,
      relation?.target || action || 'a link',
      'a browser cannot follow this link; its words are there without it.',
    );
  return undefined;
}
