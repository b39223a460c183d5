/** Presentations of PowerPoint, and of Google Slides and LibreOffice as they export them. */
import { ImportError } from '../../import-error.ts';
import type { DeckDraft, Remarks, SlideDraft } from '../../model.ts';
import { running, withMost } from '../../text/running-texts.ts';
import { asSpeakers, sizeOf } from '../values.ts';
import { all, numberIn, one, openPptx, type Pptx } from './open-pptx.ts';
import { tellOfSections } from './pptx-aside.ts';
import { slideId } from './pptx-context.ts';
import { LayoutParts } from './pptx-layouts.ts';
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
  const linked = new Set<number>();
  const paths = all(presentation, 'p:sldId').flatMap(
    (each) => relations.get(each.getAttribute('r:id') ?? '')?.target ?? [],
  );
  if (paths.length === 0) throw new ImportError(`${file} has no slides.`);
  const size = one(presentation, 'p:sldSz');
  const [width, height] = ['cx', 'cy'].map((name) => numberIn(size, name));
  const context = {
    pptx,
    remarks,
    files,
    paths: new Map<string, string>(),
    slides: paths,
    linked,
    width: width || Infinity,
    height: height || Infinity,
  };
  const layouts = new LayoutParts();
  const read = paths.map((path, i) => readSlide(path, { ...context, number: i + 1 }, layouts));
  layouts.tell(context);
  const written = read.filter((slide) => slide.isRtl !== undefined);
  const isRtl = written.filter((slide) => slide.isRtl).length > written.length / 2;
  const drafts = read.map(({ draft, isRtl: isOwn = isRtl }) => ({
    ...draft,
    ...(linked.has(draft.line) && { id: slideId(draft.line) }),
    attributes: isOwn === isRtl ? draft.attributes : { ...draft.attributes, dir: isOwn ? 'rtl' : 'ltr' },
  }));
  for (const { line, attributes } of drafts)
    if (linked.has(line) && attributes['data-visibility'] === 'hidden')
      remarks.lost(
        line,
        'a hidden slide',
        'links lead to it, and nobody sees it; show it, or take them away.',
      );
  const texts = read.map(({ draft, footer }, i) => {
    // Openings have no footer anyway.
    if (i === 0 || draft.classes.includes('title')) return undefined;
    return footer.map((text) => (text === '{n}' ? text : running(text)));
  });
  const footed = withMost(drafts, 'footer', texts);
  remarks.lost(
    1,
    'fonts, colours, places and transitions',
    'each slide has our layout that is nearest; `theme`, `css` and `transition` choose others.',
  );
  tellOfSections(presentation, remarks);
  const pictures = drafts.filter(isPictureOnly).length;
  if (pictures > drafts.length / 2)
    remarks.lost(
      1,
      `${pictures} of ${drafts.length} slides`,
      'they are pictures of slides: nothing on them can be searched, read aloud or changed. Import what the presentation was made of.',
    );
  const core = pptx.xml('docProps/core.xml');
  const text = (name: string) => one(core, name)?.textContent?.trim() || undefined;
  const title = text('dc:title');
  return {
    deck: {
      settings: {
        title: title === undefined || NO_TITLE.test(title) ? undefined : title,
        // Several are parted by semicolons.
        speakers: asSpeakers(
          text('dc:creator')
            ?.split(/\s*;\s*/)
            .filter((name) => name !== '' && !NO_NAME.test(name)),
        ),
        lang: languageOf(paths, pptx),
        dir: isRtl ? 'rtl' : undefined,
        footer: footed.setting,
        revealOptions: sizeOf(`${width || 16}:${height || 9}`),
      },
      slides: footed.slides,
      css: '',
    },
    files,
  };
}

/** What programs call every file, in their languages. */
const NO_TITLE =
  /^(?:PowerPoint[ -]?\p{L}+|(?:Präsentation|Présentation|Presentación|Apresentação|Presentazione|Prezentacja|Презентация)\p{L}*(?: \p{L}+){0,2} PowerPoint|PptxGenJS Presentation|Untitled(?: presentation)?|(?:Slide|Folie|Diapositive|Diapositiva) 1)$/iu;

/** What they call an author of whom they know nothing. */
const NO_NAME =
  /^(?:Microsoft Office(?: User)?|(?:Windows |Office )?User|Unknown Creator|PptxGenJS|python-pptx|Apache POI|Administrator|Admin|Owner)$/i;

/** Returns whether a slide is a picture without words, as Marp writes them. */
function isPictureOnly({ body, attributes }: SlideDraft): boolean {
  const isEmpty = body.trim() === '' && attributes['data-background-image'] !== undefined;
  return isEmpty || /^!\[\]\([^)\n]*\)(?:\{[^}\n]*\})?$/.test(body.trim());
}

/** Returns the language of most words; undefined for English, which is ours. */
function languageOf(paths: readonly string[], pptx: Pptx): string | undefined {
  const lengths = new Map<string, number>();
  for (const run of paths.flatMap((path) => all(pptx.xml(path), 'a:r'))) {
    const language = one(run, 'a:rPr')?.getAttribute('lang') ?? 'en';
    lengths.set(language, (lengths.get(language) ?? 0) + (one(run, 'a:t')?.textContent ?? '').length);
  }
  const [most = 'en'] = [...lengths].sort((a, b) => b[1] - a[1])[0] ?? [];
  return /^en\b/.test(most) ? undefined : most;
}
