/** Presentations of PowerPoint, and of Google Slides and LibreOffice as they export them. */
import type { DeckDraft, Remarks } from '../../model.ts';
import { sizeOf } from '../values.ts';
import { all, one, openPptx } from './open-pptx.ts';
import { readSlide } from './pptx-slide.ts';

/** A presentation in our words, with its pictures and films by their path beside the deck. */
export interface ConvertedPptx {
  readonly deck: DeckDraft;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Converts a presentation. @throws ImportError where it cannot be read */
export function convertPptx(archive: Uint8Array, file: string, remarks: Remarks): ConvertedPptx {
  const pptx = openPptx(archive, file);
  const presentation = pptx.xml('ppt/presentation.xml');
  const relations = pptx.relations('ppt/presentation.xml');
  const files = new Map<string, Uint8Array>();
  const slides = all(presentation, 'p:sldId').flatMap((each, i) => {
    const target = relations.get(each.getAttribute('r:id') ?? '')?.target;
    return target === undefined ? [] : [readSlide(target, { pptx, remarks, files, number: i + 1 })];
  });
  remarks.lost(
    1,
    'fonts, colours, places and transitions',
    'each slide has our layout that is nearest; `theme`, `css` and `transition` choose others.',
  );
  const core = pptx.xml('docProps/core.xml');
  const text = (name: string) => one(core, name)?.textContent?.trim() || undefined;
  const size = one(presentation, 'p:sldSz');
  const title = text('dc:title');
  return {
    deck: {
      settings: {
        // What PowerPoint calls every file.
        title:
          title === undefined || /^(?:PowerPoint|Präsentation|Présentation)\b/i.test(title)
            ? undefined
            : title,
        speakers: text('dc:creator'),
        revealOptions: sizeOf(`${size?.getAttribute('cx') ?? 16}:${size?.getAttribute('cy') ?? 9}`),
      },
      slides,
      css: '',
    },
    files,
  };
}
