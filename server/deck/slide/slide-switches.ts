/** Decodes comments that switch rules of `check` off or on for one slide. */
import { descendants, isComment, type ParentNode } from '../html/tree.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { Switches } from '../model/settings.ts';
import { decodeSwitches } from '../settings/switches.ts';

/** `<!-- check: { alt-text: off, contrast: off } -->`; the braces are optional. */
const COMMENT = /^\s*check\s*:\s*\{?([^{}]*)\}?\s*$/;

/**
 * Returns the switches in a slide's comments. `refuse` is called with each finding and the comment that it is about.
 */
export function switchesIn(slide: ParentNode, refuse: (finding: Finding, comment: string) => void): Switches {
  const found = descendants(slide)
    .filter(isComment)
    .map(({ data }) => {
      const pairs = COMMENT.exec(data)?.[1]?.split(',') ?? [];
      const mapping = Object.fromEntries(
        pairs.map((pair) => {
          const [name = '', value = ''] = pair.split(/:(.*)/s);
          return [name.trim(), value.trim()];
        }),
      );
      return decodeSwitches(mapping, (finding) => refuse(finding, `<!--${data}-->`));
    });
  return Object.assign({}, ...found);
}
