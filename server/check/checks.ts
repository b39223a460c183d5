/** The checks of each deck beyond compiling: one line for each rule. */
import type { Check } from './deck/checked-deck.ts';
import { attributeComments } from './rules/attribute-comments.ts';
import { attributeNames } from './rules/attribute-names.ts';
import { braceTexts } from './rules/brace-texts.ts';
import { brokenFiles } from './rules/broken-files.ts';
import { classNames } from './rules/class-names.ts';
import { contrast } from './rules/contrast.ts';
import { duplicateIds } from './rules/duplicate-ids.ts';
import { duration } from './rules/duration.ts';
import { emptySlides } from './rules/empty-slides.ts';
import { equationLabels } from './rules/equation-labels.ts';
import { footnotes } from './rules/footnotes.ts';
import { fullWidth } from './rules/full-width.ts';
import { letterCase } from './rules/letter-case.ts';
import { mathSyntax } from './rules/math-syntax.ts';
import { nativeNotes } from './rules/native-notes.ts';
import { pictureFormat } from './rules/pictures/picture-format.ts';
import { pictureSize } from './rules/pictures/picture-size.ts';
import { pictureSyntax } from './rules/pictures/picture-syntax.ts';
import { videoFormat } from './rules/pictures/video-format.ts';
import { slideIds } from './rules/slide-ids.ts';
import { unclosedHtml } from './rules/unclosed-html.ts';
import { unknownClasses } from './rules/unknown-classes.ts';

/** Links between decks are checked when all decks are known, in link-targets.ts. */
export const checks: readonly Check[] = [
  attributeComments,
  attributeNames,
  braceTexts,
  brokenFiles,
  classNames,
  contrast,
  duplicateIds,
  duration,
  emptySlides,
  equationLabels,
  footnotes,
  fullWidth,
  letterCase,
  mathSyntax,
  nativeNotes,
  pictureFormat,
  pictureSize,
  pictureSyntax,
  slideIds,
  unclosedHtml,
  unknownClasses,
  videoFormat,
];
