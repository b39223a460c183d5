/** The second half of rendering: a slide's tree becomes a `<section>` of HTML for its place in the deck. */
import { createHash } from 'node:crypto';
import { takeOwnLines } from '../features/headers-footers/headers-footers.ts';
import { directionAt } from '../html/element-direction.ts';
import { directNotes } from '../html/notes-direction.ts';
import { classes, elements, outerHtml } from '../html/tree.ts';
import type { Reference, Resolve } from '../model/deck.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { directionOfDeck } from '../model/direction.ts';
import type { Fault } from '../model/drawing.ts';
import type { Feature } from '../model/features.ts';
import { shallow } from '../model/nesting.ts';
import { type DraftSlide, warnOf } from './draft.ts';
import { FINISHING_STEPS, type FinishContext } from './finishing-steps.ts';
import type { Finished } from './rendered.ts';

/** What finishing a slide needs. */
export type FinishOptions = Pick<FinishContext, 'settings' | 'place' | 'resolve' | 'remember' | 'read'>;

/** Serializes a slide. Call it once: the tree is changed on the way. */
export async function finishSlide(draft: DraftSlide, options: FinishOptions): Promise<Finished> {
  const { slide, section, title } = draft;
  const warnings: Diagnostic[] = [];
  const features = new Set<Feature>();
  const addresses: { readonly reference: Reference; readonly resolved: string }[] = [];
  const characters = { text: new Set<string>(), code: new Set<string>(), math: new Set<string>() };
  const resolve: Resolve = (reference) => {
    const resolved = options.resolve(reference);
    addresses.push({ reference, resolved });
    return resolved;
  };
  const context: FinishContext = {
    ...options,
    draft,
    section,
    resolve,
    features,
    characters,
    warn: (...warning) => warnOf(draft, warnings, ...warning),
    refuseDrawing: (rule, source, fault) => warnings.push(diagnosticOf(draft, source, { rule, ...fault })),
  };
  for (const step of FINISHING_STEPS) await shallow(slide, () => step(context));
  return shallow(slide, () => {
    const direction = directionAt(section, directionOfDeck(options.settings));
    const own = takeOwnLines(section, direction);
    return {
      slide: {
        id: options.place.id,
        title,
        html: outerHtml(section),
        notes: directNotes(notesOf(draft), direction),
        file: slide.file,
        line: slide.line,
        fingerprint: fingerprint(draft.content),
      },
      own,
      features: [...features],
      // Sorted, so that slides with the same ones have the same text of them.
      characters: {
        text: [...characters.text].sort().join(''),
        code: [...characters.code].sort().join(''),
        math: [...characters.math].sort().join(''),
      },
      addresses,
      warnings,
    };
  });
}

/**
 * Returns a slide's notes; those of single fragments come last, each with its fragment's index in document order.
 * Called this late because code gets its steps only when it is highlighted.
 */
function notesOf({ section, notes, fragmentNotes }: DraftSlide): string {
  if (fragmentNotes.length === 0) return notes;
  const fragments = elements(section).filter((element) => classes(element).includes('fragment'));
  const own = fragmentNotes.map(
    ({ fragment, html }) => `<div data-fragment="${fragments.indexOf(fragment)}">${html}</div>`,
  );
  return [notes, ...own].filter((part) => part !== '').join('\n');
}

/** Returns a hash of a slide's content (SHA-256, base64url); slides of equal content have equal fingerprints. */
export function fingerprint(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}

/** Where in its file a diagram or a chart is at fault: in the fence, where the source stands there as it was read. */
function diagnosticOf(
  { slide, find }: DraftSlide,
  source: string,
  fault: Fault & Pick<Diagnostic, 'rule'>,
): Diagnostic {
  const line = source.split('\n')[fault.line] ?? '';
  const { reason, hint, rule } = fault;
  const what = { file: slide.file, rule, reason, hint };
  if (!slide.source.includes(source)) return { ...what, ...find([line.trim()]) };
  const start = find([source]);
  const indent =
    (fault.column ?? line.length - line.trimStart().length) + (fault.line === 0 ? start.column : 1);
  return { ...what, file: start.file, line: start.line + fault.line, column: indent };
}
