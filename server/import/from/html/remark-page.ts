/** Pages that show a text with remark: the text stands in a `<textarea>`, or in a file beside the page. */
import { plainText } from '../../../deck/html/serialized.ts';
import type { DeckDraft, ForeignDeck, Remarks } from '../../model.ts';
import { lineEnds } from '../../text/lines.ts';
import { scoped, tellLost } from '../../text/scoped-styles.ts';
import { convertRemark } from '../remark/remark.ts';

/** Converts a page of remark; undefined where it is none. */
export function convertRemarkPage(page: ForeignDeck, remarks: Remarks): DeckDraft | undefined {
  const source = sourceOf(page, remarks);
  if (!source) return undefined;
  const { body, bodyLine } = source;
  const around = page.body.replace(TEXTAREA, '');
  const ratio = /\bratio\s*:\s*["']([\d:]+)["']/.exec(around)?.[1];
  const title = /<title>\s*([^<]*?)\s*<\/title>/i.exec(around)?.[1];
  const deck = convertRemark(
    { ...page, body, bodyLine, values: { ratio, ...(title && { title: plainText(title) }), ...page.values } },
    remarks,
  );
  const sheet = scoped(
    renamed(stylesOf(around, page, remarks)),
    '.reveal .slides',
    /(?:^|(?<=[,}\s]))(?:html|body|:root)(?=[\s,{])/g,
  );
  tellLost(sheet, 1, remarks);
  if (sheet.css !== '') remarks.became(1, '<style>', 'the deck’s style sheet, `deck.css`; look at it');
  return { ...deck, css: sheet.css };
}

const TEXTAREA = /<textarea[^>]*\bid=["']?source\b[^>]*>([\s\S]*?)<\/textarea>/i;

/** Returns the text of a page's slides, and the line on which it begins. */
function sourceOf(
  { body, bodyLine, read }: ForeignDeck,
  remarks: Remarks,
): Pick<ForeignDeck, 'body' | 'bodyLine'> | undefined {
  const textarea = TEXTAREA.exec(body);
  if (textarea) {
    const before = lineEnds(body.slice(0, textarea.index + textarea[0].indexOf('>') + 1));
    return { body: plainText(textarea[1] ?? ''), bodyLine: bodyLine + before };
  }
  const named = /\bremark\.create\([\s\S]*?\bsourceUrl\s*:\s*["']([^"']+)["']/.exec(body);
  const path = named?.[1]?.replace(/[?#].*$/, '').replace(/^\.\//, '');
  if (!named || path === undefined) return undefined;
  const text = read(path);
  if (text === undefined) {
    remarks.lost(
      bodyLine + lineEnds(body.slice(0, named.index)),
      path,
      'the file with the slides is not there.',
    );
    return { body: '', bodyLine };
  }
  return { body: text, bodyLine: 1 };
}

/** Returns the styles of a page, and those of the sheets beside it. */
function stylesOf(html: string, { read, bodyLine }: ForeignDeck, remarks: Remarks): string {
  const found = [
    ...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>|<link\b[^>]*\brel=["']?stylesheet\b[^>]*>/gi),
  ];
  return found
    .flatMap(({ 0: tag, 1: style, index }) => {
      if (style !== undefined) return [style];
      const href = /\bhref=["']?([^"'\s>]+)/i.exec(tag)?.[1] ?? '';
      const text = /^(?:[a-z]+:|\/\/)/i.test(href) ? undefined : read(href.replace(/^\.\//, ''));
      if (text === undefined)
        remarks.lost(
          bodyLine + lineEnds(html.slice(0, index)),
          href,
          'the style sheet is not beside the page.',
        );
      return text ?? [];
    })
    .join('\n');
}

/** Writes our names for what remark's style sheets name. */
function renamed(css: string): string {
  return css
    .replace(/\.remark-(?:slide-content|slide|slide-container)(?![\w-])/g, 'section')
    .replace(/\.remark-(?:inline-)?code(?![\w-])/g, 'code');
}
