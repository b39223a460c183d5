/** Reports diagrams that Mermaid could not draw in the browser, at their lines in the deck. */
import type { Page } from 'playwright-core';
import type { Finding } from '../../deck/model/diagnostic.ts';
import type { Findings, SlidePlace } from '../deck/findings.ts';

/** What client/features/diagrams/diagrams.ts says of a diagram that cannot be drawn. */
const MESSAGE = /^The diagram (\S+) cannot be drawn: (.*)$/s;

/** The diagrams that failed, by id, with Mermaid's reason. */
export class FailedDiagrams {
  readonly #reasons = new Map<string, string>();

  /** Takes an error of the page; returns whether it was about a diagram. */
  take(message: string): boolean {
    const [, id, reason] = MESSAGE.exec(message) ?? [];
    if (id === undefined || reason === undefined) return false;
    this.#reasons.set(id, reason);
    return true;
  }

  /** Adds each diagram to the findings of its slide, at the line that Mermaid names. */
  async tell(page: Page, findings: Findings): Promise<void> {
    for (const [id, reason] of this.#reasons) {
      const found = await page.evaluate(placeOfDiagram, id);
      const lines = found?.source.split('\n') ?? [];
      findings.add(undrawn(reason), found, lineAtFault(lines, reason));
    }
  }
}

/** Returns the line that Mermaid names by number or by its last word; else the first. */
function lineAtFault(lines: readonly string[], reason: string): string {
  const number = /\bline (\d+)/.exec(reason)?.[1];
  const word = /[\w-]+(?=\W*$)/.exec(reason)?.[0];
  const named = number === undefined && word !== undefined && lines.find((line) => line.includes(word));
  return (named || lines[Number(number ?? 1) - 1] || '').trim();
}

function undrawn(reason: string): Finding {
  const [first = ''] = reason.split('\n');
  return {
    rule: 'diagram',
    reason: `this diagram cannot be drawn: ${first.trim().replace(/[.:]$/, '')}`,
    hint: 'Correct it; until then its source is shown. Only a browser can tell.',
  };
}

/**
 * Returns where a diagram is, and its source; serialised and sent to the page, so it refers to nothing outside
 * itself.
 */
function placeOfDiagram(id: string): (SlidePlace & { readonly source: string }) | undefined {
  const figure = document.querySelector(`[data-diagram="${CSS.escape(id)}"]`);
  const slide = figure?.closest('section');
  if (!figure || !slide) return undefined;
  const { h, v = 0 } = window.Reveal.getIndices(slide);
  return { h, v, source: figure.querySelector('.diagram-source')?.textContent ?? '' };
}
