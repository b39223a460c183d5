/** Finds the place of something on a slide in its deck's file, for messages. */
import { lineAt } from './fences.ts';
import type { Slide } from './model.ts';

/** Where on a slide `near` first stands in its source; the slide's first line where it doesn't, or stands changed. */
export function placeIn(slide: Slide, near: string | undefined): { line: number; column: number } {
  const at = near ? slide.source.indexOf(near) : -1;
  if (at === -1) return { line: slide.line, column: 1 };
  return {
    line: lineAt(slide.source, at, slide.line),
    column: at - slide.source.lastIndexOf('\n', at - 1),
  };
}
