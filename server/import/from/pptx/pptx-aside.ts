/** What a slide of PowerPoint has besides what stands on it: notes, comments, animations. */
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

/** Returns the notes of a slide as Markdown. */
export function notesOf(context: PartContext): string {
  const { pptx, relations } = context;
  const notes = [...relations.values()].find(({ type }) => type === 'notesSlide');
  if (!notes) return '';
  const part: PartContext = { ...context, relations: pptx.relations(notes.target) };
  return all(pptx.xml(notes.target), 'p:sp')
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
