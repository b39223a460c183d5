/** GitHub's callouts: `> [!NOTE]` and four others, each with a title in the deck's language or one of its own. */

import type { Warn } from '../../html/sanitize.ts';
import {
  addClass,
  append,
  createElement,
  createText,
  detachNode,
  type Element,
  elements,
  isElement,
  isText,
  type Node,
  setAttribute,
} from '../../html/tree.ts';
import type { Finding } from '../../model/diagnostic.ts';
import { nearest } from '../../model/nearest.ts';

/** The five kinds, in the order of the titles below. */
const SORTS = ['note', 'tip', 'important', 'warning', 'caution'] as const;

type Sort = (typeof SORTS)[number];

/** The titles by language, as GitHub or the language's own software writes them. */
const TITLES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    en: 'Note Tip Important Warning Caution',
    ar: 'ملاحظة نصيحة هام تحذير تنبيه',
    cs: 'Poznámka Tip Důležité Varování Pozor',
    da: 'Bemærk Tip Vigtigt Advarsel Forsigtig',
    de: 'Hinweis Tipp Wichtig Warnung Vorsicht',
    es: 'Nota Consejo Importante Advertencia Precaución',
    fa: 'نکته راهنمایی مهم هشدار احتیاط',
    fi: 'Huomautus Vinkki Tärkeää Varoitus Varo',
    fr: 'Remarque Astuce Important Avertissement Attention',
    he: 'הערה טיפ חשוב אזהרה זהירות',
    it: 'Nota Suggerimento Importante Avviso Attenzione',
    ja: '注記 ヒント 重要 警告 注意',
    ko: '참고 팁 중요 경고 주의',
    nb: 'Merk Tips Viktig Advarsel Forsiktig',
    nl: 'Opmerking Tip Belangrijk Waarschuwing Voorzichtig',
    no: 'Merk Tips Viktig Advarsel Forsiktig',
    pl: 'Uwaga Wskazówka Ważne Ostrzeżenie Ostrożnie',
    pt: 'Nota Dica Importante Aviso Cuidado',
    ru: 'Примечание Совет Важно Предупреждение Осторожно',
    sv: 'Obs Tips Viktigt Varning Försiktigt',
    tr: 'Not İpucu Önemli Uyarı Dikkat',
    uk: 'Примітка Порада Важливо Попередження Обережно',
    ur: 'نوٹ مشورہ اہم انتباہ احتیاط',
    zh: '注意 提示 重要 警告 小心',
  }).map(([language, titles]) => [language, titles.split(' ')]),
);

/** GitHub ignores the case of markers; Obsidian writes behind one whether it can be folded. */
const MARKER = /^\[!([a-z]+)\](?:[+-](?=\s|$))?[ \t]*/i;

/** Turns quotes that begin with a marker into callouts; text after the marker on the same line is the title. */
export function makeCallouts(section: Element, lang: string, warn: Warn): void {
  for (const quote of elements(section)) {
    const first = quote.tagName === 'blockquote' ? quote.childNodes.find(isElement) : undefined;
    const text = first?.tagName === 'p' ? first.childNodes[0] : undefined;
    if (!first || !text || !isText(text)) continue;
    const [marker, word = ''] = MARKER.exec(text.value) ?? [];
    if (marker === undefined) continue;
    const sort = SORTS.find((name) => name === word.toLowerCase());
    if (sort === undefined) {
      warn(unknown(word), `[!${word}]`);
      continue;
    }
    text.value = text.value.slice(marker.length);
    const own = takeFirstLine(first);
    if (first.childNodes.length === 0) detachNode(first);
    const title = createElement('p', { class: 'callout-title' });
    append(title, own.length > 0 ? own : [createText(titleOf(sort, lang))]);
    const body = [...quote.childNodes];
    append(quote, [title, ...body]);
    // parse5's nodes are plain objects, so an element is renamed by assignment.
    quote.tagName = 'div';
    quote.nodeName = 'div';
    addClass(quote, 'callout');
    setAttribute(quote, 'data-callout', sort);
    setAttribute(quote, 'role', 'note');
  }
}

/** Removes the first line of a paragraph and returns its nodes; an empty list if the line is blank. */
function takeFirstLine(paragraph: Element): Node[] {
  const line: Node[] = [];
  for (const node of [...paragraph.childNodes]) {
    if (isElement(node) && node.tagName === 'br') {
      detachNode(node);
      break;
    }
    const end = isText(node) ? node.value.indexOf('\n') : -1;
    if (!isText(node) || end === -1) {
      detachNode(node);
      line.push(node);
      continue;
    }
    line.push(createText(node.value.slice(0, end)));
    node.value = node.value.slice(end + 1);
    break;
  }
  return line.some((node) => !isText(node) || node.value.trim() !== '') ? line : [];
}

function titleOf(sort: Sort, lang: string): string {
  const titles = TITLES.get(lang.toLowerCase().split('-')[0] ?? '') ?? TITLES.get('en');
  return titles?.[SORTS.indexOf(sort)] ?? sort;
}

function unknown(word: string): Finding {
  const close = nearest(word.toLowerCase(), SORTS);
  const all = SORTS.map((name) => `\`[!${name.toUpperCase()}]\``);
  return {
    rule: 'callout',
    reason: `there is no callout \`[!${word}]\`; this is a quote`,
    hint: close
      ? `Did you mean \`[!${close.toUpperCase()}]\`?`
      : `There are ${all.slice(0, -1).join(', ')} and ${all.at(-1)}.`,
  };
}
