/** Splits the page of a held deck into what belongs to each slide and each of its steps. */

import { changeCssUrls } from '../../deck/html/addresses.ts';
import { cutSlide } from '../../deck/html/fragments.ts';
import { parseHtml, textOf } from '../../deck/html/tree.ts';
import type { RenderedDeck } from '../../deck/model/deck.ts';
import { htmlOf } from '../../deck/model/pieces.ts';
import { siteAddress } from '../../files/paths.ts';
import type { Hosts } from '../../pages/content-policy.ts';
import type { PageParts } from '../../pages/deck-page.ts';
import type { HeldFile, HeldPage } from '../model/held-page.ts';

/** The parts of the page other than its slides. */
export interface HeldPageOptions {
  /** The deck's address, such as `/talk/`. */
  readonly home: string;
  readonly parts: PageParts;
  readonly styles: string;
  readonly policy: string;
  readonly revision: string;
}

/** Splits a deck's page into parts, each with the addresses that it references. */
export function heldPage(
  deck: RenderedDeck,
  { home, parts, styles, policy, revision }: HeldPageOptions,
): HeldPage {
  const ids = new Set(deck.stacks.flatMap(({ slides }) => slides.map(({ id }) => id)));
  const options = { bySteps: stepsThrough(deck), isSlide: (id: string) => ids.has(id) };
  const files = (addresses: Iterable<readonly [url: string, step: number]>): HeldFile[] => {
    const found = new Map<string, number>();
    for (const [url, step] of addresses) {
      const address = siteAddress(url, home);
      if (address !== undefined) found.set(address, Math.min(step, found.get(address) ?? step));
    }
    return [...found];
  };
  return {
    ...parts,
    home,
    policy,
    revision,
    files: files(urlsIn(styles)),
    columns: deck.stacks.map(({ open, slides }) => ({
      open,
      files: files(cutSlide(open, { ...options, bySteps: false }).addresses),
      slides: slides.map(({ id, html }) => {
        const { pieces, addresses } = cutSlide(html, options);
        return { id, pieces, files: files(addresses) };
      }),
    })),
  };
}

/** Returns the deck as it is before the talk: its first slide without the steps that are still to come. */
export function beforeTalk(deck: RenderedDeck): RenderedDeck {
  const [stack, ...stacks] = deck.stacks;
  const [slide, ...slides] = stack?.slides ?? [];
  if (!stack || !slide) return deck;
  const { pieces } = cutSlide(slide.html, { bySteps: stepsThrough(deck), isSlide: () => false });
  const first = { ...slide, html: htmlOf(pieces, -1, () => false) };
  return { ...deck, stacks: [{ ...stack, slides: [first, ...slides] }, ...stacks] };
}

/** Returns the first slide's title; undefined where a step of that slide reveals it. */
export function titleBeforeTalk(deck: RenderedDeck): string | undefined {
  const inLine = (text: string) => text.replace(/\s+/g, ' ');
  const first = beforeTalk(deck).stacks[0]?.slides[0];
  const title = first?.title.replace(/…$/, '') ?? '';
  return inLine(textOf(parseHtml(first?.html ?? ''))).includes(inLine(title)) ? first?.title : undefined;
}

/** Reduces hosts to their schemes, so that the policy of a held deck does not reveal which hosts it references. */
export function anyHosts({ images, media, frames }: Hosts): Hosts {
  const schemes = (hosts: Iterable<string>) => new Set([...hosts].flatMap(schemesOf));
  return { images: schemes(images), media: schemes(media), frames: schemes(frames) };
}

function schemesOf(host: string): readonly string[] {
  return host.startsWith('https:') ? ['https:'] : ['https:', 'http:'];
}

function stepsThrough({ settings }: RenderedDeck): boolean {
  return settings.revealOptions.fragments !== false;
}

function urlsIn(styles: string): (readonly [string, number])[] {
  const found: (readonly [string, number])[] = [];
  changeCssUrls(styles, (url) => {
    found.push([url, -1]);
    return url;
  });
  return found;
}
