/** Reports pictures with far more pixels than a slide shows, which slow every viewer down. */

import { loadTheme, themeNames } from '../../../bundle/css/themes.ts';
import { PICTURE_HEAD, pictureSizeIn } from '../../../compile/pictures/size.ts';
import { attribute, type Element } from '../../../deck/html/tree.ts';
import type { Diagnostic } from '../../../deck/model/diagnostic.ts';
import type { DeckSettings } from '../../../deck/model/settings.ts';
import { type CheckedDeck, onSlide } from '../../deck/checked-deck.ts';
import { usedFiles } from '../../deck/used-files.ts';

/**
 * Pixels of a picture per pixel of the slide that are still useful: a 4K screen has three times as many in each
 * direction.
 */
const MOST_FOLD = 4;

/** Bytes below which a file loads fast anyway. */
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

/** Returns the largest width of a picture, in the slide's pixels: its own, if it is set, else what fits. */
function shownWidth(element: Element, { width, height }: Size, stage: Size): number {
  const said = element.tagName === 'img' ? widthOf(element) : undefined;
  // A picture that covers the slide is cropped to its shape, not scaled.
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
