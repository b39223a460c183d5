/** What a slide of PowerPoint has besides what stands on it: notes, comments, animations. */
import type { Document } from '@xmldom/xmldom';
import type { Remarks } from '../../model.ts';
import { all, one } from './open-pptx.ts';
import { addressOf, type PartContext } from './pptx-context.ts';
import { isAtEdge } from './pptx-shapes.ts';
import type { Steps } from './pptx-steps.ts';
import { bodyText } from './pptx-text.ts';

/** Tells what became of the animations of a slide. */
export function tellOfSteps({ shapes, others }: Steps, { remarks, number }: PartContext): void {
  if (shapes.size > 0) remarks.became(number, 'animations', 'fragments, which come without effects');
  if (others > 0)
    remarks.lost(
      number,
      'animations',
      'what goes, moves or is stressed stays as it is; `{.fragment .fade-out}`, `.grow` and `.highlight-red` do the like.',
    );
}

/** Tells of the comments on a slide. */
export function tellOfComments({ remarks, number, relations, pptx }: PartContext): void {
  const comments = [...relations.values()].filter(({ type }) => type === 'comments');
  const texts = comments.flatMap(({ target }) => {
    const part = pptx.xml(target);
    const list = [...all(part, 'p:cm'), ...all(part, 'p188:cm')];
    return list.map((each) =>
      [...all(each, 'p:text'), ...all(each, 'a:t')].map(({ textContent }) => textContent ?? '').join(' '),
    );
  });
  for (const text of texts) remarks.lost(number, `a comment: ${text}`, 'comments are not carried over.');
}

/** Tells the names of sections: only authors saw them. */
export function tellOfSections(presentation: Document | undefined, remarks: Remarks): void {
  const ids = all(presentation, 'p:sldId').map((each) => each.getAttribute('id'));
  const names = all(presentation, 'p14:section').flatMap((section) => {
    const from = ids.indexOf(one(section, 'p14:sldId')?.getAttribute('id') ?? '');
    return from === -1 ? [] : `“${section.getAttribute('name') ?? ''}” from slide ${from + 1}`;
  });
  if (names.length > 1)
    remarks.lost(
      1,
      'sections',
      `${names.join(', ')}; a slide with nothing but a heading begins a section here.`,
    );
}

/** Returns the notes of a slide as Markdown. */
export function notesOf(context: PartContext): string {
  const { pptx, relations } = context;
  const notes = [...relations.values()].find(({ type }) => type === 'notesSlide');
  if (!notes) return '';
  const part: PartContext = { ...context, relations: pptx.relations(notes.target) };
  const page = pptx.xml(notes.target);
  if (one(page, 'a:blip'))
    context.remarks.lost(context.number, 'a picture in the notes', 'only words of notes are carried over.');
  return all(page, 'p:sp')
    .filter((shape) => {
      const place = one(shape, 'p:ph')?.getAttribute('type') ?? '';
      return place !== 'sldImg' && !isAtEdge(place);
    })
    .map((shape) =>
      bodyText(one(shape, 'p:txBody'), {
        styles: [],
        isList: false,
        linkOf: (click) => addressOf(click, part),
      }),
    )
    .filter((text) => text !== '')
    .join('\n\n');
}
