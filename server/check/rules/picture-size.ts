/** Pictures with far more pixels than a slide can show, which everyone waits for. */

import { loadTheme, themeNames } from '../../bundle/css/themes.ts';
import { PICTURE_HEAD, pictureSizeIn } from '../../compile/pictures/size.ts';
import { attribute, type Element } from '../../deck/html/tree.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { DeckSettings } from '../../deck/model/settings.ts';
import { type CheckedDeck, onSlide } from '../deck/model.ts';
import { usedFiles } from '../deck/used-files.ts';

/** A slide on a screen of 4K has three times its own pixels in either direction; this is more than anyone sees. */
const MOST_FOLD = 4;

/** Smaller files, in bytes, are there before anyone waits, whatever their pixels. */
const SMALL = 300_000;

export async function* pictureSize(deck: CheckedDeck): AsyncIterable<Diagnostic> {
  const stage = await stageOf(deck.settings);
  const told = new Set<string>();
  for (const { slide, element, kind, url, path } of usedFiles(deck)) {
    const bytes = deck.folder.size(path) ?? 0;
    if (kind !== 'image' || bytes < SMALL || told.has(path)) continue;
    const size = pictureSizeIn(deck.folder.bytes(path, 0, PICTURE_HEAD) ?? new Uint8Array(), bytes);
    if (!size || 'problem' in size || size.scales) continue;
    const shown = shownWidth(element, size, stage);
    if (size.width <= shown * MOST_FOLD) continue;
    told.add(path);
    const reason = `\`${path}\` has ${size.width} × ${size.height} pixels (${megabytes(bytes)}), and is shown ${Math.round(shown)} wide on the slide`;
    const hint = `Scale it down: on the largest screens it has ${Math.round(shown * MOST_FOLD)} pixels at most.`;
    yield onSlide(slide, { rule: 'picture-size', reason, hint }, url);
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The most room that a picture can have, in the slide's pixels: its own width if it says one, else all that fits. */
function shownWidth(element: Element, { width, height }: Size, stage: Size): number {
  const said = element.tagName === 'img' ? widthOf(element) : undefined;
  // One that covers the slide is cut, not shrunk, to its shape.
  return said ?? Math.max(stage.width, (stage.height * width) / height);
}

function widthOf(element: Element): number | undefined {
  const written =
    /(?:^|;)\s*width\s*:\s*(\d+)px/.exec(attribute(element, 'style') ?? '')?.[1] ??
    attribute(element, 'width');
  return written !== undefined && /^\d+$/.test(written) && Number(written) > 0 ? Number(written) : undefined;
}

async function stageOf({ theme = 'lectern', revealOptions }: DeckSettings): Promise<Size> {
  const name = theme.replace(/\.css$/i, '');
  const { slide } = await loadTheme(themeNames.includes(name) ? name : 'white');
  const number = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);
  return {
    width: number(revealOptions.width, slide.width),
    height: number(revealOptions.height, slide.height),
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
