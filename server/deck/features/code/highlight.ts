/** Highlights a slide's code; a deck without code does not load the library. */

import { codeBlocksIn } from '../../html/code-blocks.ts';
import type { Warn } from '../../html/sanitize.ts';
import { type Element, isElement } from '../../html/tree.ts';
import type { Feature } from '../../model/features.ts';

/** What highlighting needs to know. */
export interface HighlightContext {
  /** It was written in the Markdown of 2013. */
  readonly isIn2013: boolean;
  readonly features: Set<Feature>;
  readonly warn: Warn;
}

/** Highlights all blocks of code in place. */
export async function highlightBlocks(
  section: Element,
  { isIn2013, features, warn }: HighlightContext,
): Promise<void> {
  const blocks = codeBlocksIn(section);
  if (blocks.length === 0) return;
  const { highlightCode } = await import('./code.ts');
  features.add('code');
  for (const block of blocks) {
    // In 2013 nothing was highlighted: tags in an HTML block were tags, in its code too.
    if (isIn2013 && block.childNodes.some(isElement)) continue;
    const { lines, unknownLanguage, beyond } = highlightCode(block);
    if (lines) features.add('code-lines');
    if (beyond) {
      const hint = `Lines are counted from 1 to ${beyond.last}, whatever numbers they show.`;
      const reason = `a step of this code is line ${beyond.line}, which is not there`;
      warn({ rule: 'code-lines', reason, hint }, `[${beyond.steps}]`, beyond.steps);
    }
    if (unknownLanguage === undefined) continue;
    const hint = 'It is shown without colours; `text` says so on purpose.';
    const reason = `the code language \`${unknownLanguage}\` is not known`;
    const fences = ['```', '~~~'].map((mark) => `${mark}${unknownLanguage}`);
    warn({ rule: 'code-language', reason, hint }, ...fences, unknownLanguage);
  }
}
