/** Links in Markdown, and the names of slides that they may lead to. */
import GithubSlugger from 'github-slugger';
import type { SlideDraft } from '../model.ts';

/** A link as written. */
export interface Link {
  readonly text: string;
  readonly address: string;
  /** The braces behind it; empty for none. */
  readonly braces: string;
  readonly whole: string;
}

const LINK =
  /(?<!!)\[((?:[^[\]\\]|\\.|!\[[^\]]*\]\([^)]*\)|\[[^\]]*\])*)\]\(([^()\s]+)(?:\s+"[^"]*")?\)(\{[^{}\n]*\}|)/g;

/** Rewrites the links of a text. */
export function mapLinks(text: string, rewrite: (link: Link) => string): string {
  return text.replace(LINK, (whole: string, words: string, address: string, braces: string) =>
    rewrite({ text: words, address, braces, whole }),
  );
}

/** What names a part of a slide, in a tag or in braces. */
const NAME = /<[a-z][^<>]*\sid="([^"\s]+)"|\{[^{}\n]*#([^\s{}]+)[^{}\n]*\}/gi;

/** Returns the names of slides: their own, their headings', and those of what stands on them. */
export function idsOf(slides: readonly SlideDraft[]): Set<string> {
  const slugger = new GithubSlugger();
  return new Set(
    slides.flatMap(({ id, body }) => {
      const heading = /^#{1,6}\s+(.+?)(?:\s+\{[^}]*\})?\s*$/m.exec(body)?.[1];
      const slug = heading === undefined ? [] : [slugger.slug(heading.replace(/[*_`]/g, ''))];
      const inner = [...body.matchAll(NAME)].map(([, inTag, inBraces]) => inTag ?? inBraces ?? '');
      return [...(id === undefined ? [] : [id]), ...slug, ...inner];
    }),
  );
}

/** Returns whether an address such as `#/3` or `#start` leads to a slide. */
export function isAnchor(address: string, ids: ReadonlySet<string>): boolean {
  const name = address.replace(/^#\/?/, '');
  return (address.startsWith('#/') && /^\d+(?:\/\d+)*$/.test(name)) || ids.has(name);
}
