/** HTML among Pandoc's Markdown: what is between tags is Markdown, too, and columns may be written with either. */
import { namesIn } from '../../text/attributes/classes.ts';
import { mapTags, onlyTag } from '../../text/attributes/tags.ts';
import { isBlank, type Line, mapLines, written } from '../../text/lines.ts';

/** Rewrites `<div class="columns">`, `<div class="notes">` and the like as the fenced divs that they are to Pandoc. */
export function withFencedDivs(lines: readonly Line[]): Line[] {
  const result = mapLines(lines, (text) => (isFenced(text) || !isEven(text) ? apart(text) : text));
  const open: { readonly at: number; readonly fence: string | undefined }[] = [];
  for (const [i, line] of result.entries()) {
    const tag = line.isCode ? undefined : onlyTag(line.text);
    if (tag?.name !== 'div' || tag.isSelfClosing) continue;
    if (!tag.isClosing) {
      const names = namesIn(tag.attributes.get('class'));
      const fence = isFenced(tag.whole) ? `::: {${names.map((name) => `.${name}`).join(' ')}}` : undefined;
      open.push({ at: i, fence });
      continue;
    }
    const begin = open.pop();
    const first = result[begin?.at ?? -1];
    if (!begin || !first || begin.fence === undefined) continue;
    result[begin.at] = { ...first, text: begin.fence };
    result[i] = { ...line, text: ':::' };
  }
  return result;
}

/** Returns whether a text has a tag with a class that says something to Pandoc. */
function isFenced(text: string): boolean {
  return /<div\s[^<>]*\bclass\s*=\s*["']?(?:[^"'<>]*\s)?(?:columns?|notes|(?:non)?incremental)(?![\w-])/.test(
    text,
  );
}

/** Returns whether every `<div>` of a line ends in it, and none of another line does. */
function isEven(text: string): boolean {
  let depth = 0;
  mapTags(text, ({ name, isClosing, whole }) => {
    if (name === 'div') depth += isClosing ? -1 : 1;
    return whole;
  });
  return depth === 0;
}

/** Returns the tags of a line, each on its own, and what is between them. */
function apart(text: string): string[] {
  const tagged = mapTags(text, ({ name, whole }) => (name === 'div' ? `\n${whole}\n` : whole));
  return tagged.split('\n').filter((part) => part.trim() !== '');
}

/** Elements in which Pandoc reads Markdown. */
const BOX = /^\s*<(\/?)(div|center|p|small|section|article|aside|figure)\b([^<>]*)>\s*$/i;

/** Puts blank lines around tags on lines of their own, so that what is between them is Markdown, as it is in Pandoc. */
export function withMarkdownInHtml(lines: readonly Line[]): Line[] {
  return lines.flatMap((line, i) => {
    const next = lines[i + 1];
    // What follows such a line would be HTML.
    if (!line.isCode && /^\s*<[bh]r\s*\/?>\s*$/i.test(line.text) && next && !isBlank(next))
      return [line, ...written(line.at, '')];
    const [, slash, name = '', rest = ''] = (!line.isCode && BOX.exec(line.text)) || [];
    if (slash === undefined) return [line];
    // A paragraph cannot have others in it.
    const tag = /^p$/i.test(name) ? 'div' : name;
    const box = { ...line, text: `<${slash}${tag}${rest}>` };
    const near = lines[slash === '' ? i + 1 : i - 1];
    if (!near || isBlank(near) || (!near.isCode && /^\s*</.test(near.text))) return [box];
    return slash === '' ? [box, ...written(line.at, '')] : [...written(line.at, ''), box];
  });
}
