/**
 * Comments of Obsidian's plug-ins for slides, `<!-- slide bg="…" -->` and `<!-- element class="…" -->`: what they set by
 * the names of HTML and reveal.js holds here, too.
 */
import { decodeAttributes } from './decode-attributes.ts';

/** What such a comment sets. */
export interface ObsidianComment {
  readonly of: 'slide' | 'element';
  readonly attributes: Readonly<Record<string, string>>;
}

const COMMENT = /^\s*(slide|element)\s+((?:[\w-]+\s*=|data-).*)$/s;

/** Names that mean the same here. */
const PLAIN = /^(?:class|style|id|data-.+)$/;

/** A link in double brackets. */
const LINK = /^!?\[\[([^\]|]+)[^\]]*\]\]$/;

/** Reads a comment, by the text in it; undefined where it is none of Obsidian's. */
export function readObsidianComment(text: string): ObsidianComment | undefined {
  const [, of, pairs = ''] = COMMENT.exec(text) ?? [];
  if (of !== 'slide' && of !== 'element') return undefined;
  const { bg, ...written } = decodeAttributes(pairs);
  const plain = Object.fromEntries(Object.entries(written).filter(([name]) => PLAIN.test(name)));
  return { of, attributes: { ...plain, ...(bg !== undefined && backgroundOf(of, bg, plain.style)) } };
}

/** Returns what is behind a slide, a colour or a picture, or behind an element, a colour. */
function backgroundOf(of: ObsidianComment['of'], bg: string, style?: string): Record<string, string> {
  if (of === 'slide') return { 'data-background': LINK.exec(bg)?.[1] ?? bg };
  return { style: [...(style === undefined ? [] : [style]), `background-color: ${bg}`].join('; ') };
}
