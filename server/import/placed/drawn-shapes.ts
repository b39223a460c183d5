/** Shapes that an author drew on a slide. */
import type { Remarks } from '../model.ts';

/** Tells of shapes without words, which are left out. */
export function tellDrawn(count: number, number: number, remarks: Remarks): void {
  if (count > 0)
    remarks.lost(
      number,
      count === 1 ? 'a drawn shape' : `${count} drawn shapes`,
      'lines and shapes without words; export the drawing as a picture if it says something.',
    );
}
