/** Footnotes of a slide: their ids, and the names of the links that lead back, in the deck's language. */
import { attribute, detachNode, type Element, elements, removeAttribute, setAttribute } from './tree.ts';

/** What a link back is called, by language; the reference's number or name follows. */
const BACK: ReadonlyMap<string, string> = new Map(
  Object.entries({
    en: 'Back to reference',
    cs: 'Zpět na odkaz',
    da: 'Tilbage til henvisning',
    de: 'Zurück zum Verweis',
    es: 'Volver a la referencia',
    fi: 'Takaisin viitteeseen',
    fr: 'Retour à la référence',
    it: 'Torna al riferimento',
    ja: '参照へ戻る',
    ko: '참조로 돌아가기',
    nb: 'Tilbake til henvisning',
    nl: 'Terug naar verwijzing',
    no: 'Tilbake til henvisning',
    pl: 'Powrót do odnośnika',
    pt: 'Voltar à referência',
    ru: 'Назад к ссылке',
    sv: 'Tillbaka till hänvisning',
    tr: 'Göndermeye dön',
    uk: 'Назад до посилання',
    zh: '返回引用',
  }),
);

/** marked-footnote's own name for such a link. */
const ENGLISH = /^Back to reference/;

/**
 * Takes away the heading that marked-footnote writes, which is for a page with one list of footnotes (ours stand on their
 * slides), and names the links back in the deck's language.
 */
export function adaptFootnotes(section: Element, lang: string): void {
  const back = BACK.get(lang.toLowerCase().split('-')[0] ?? '');
  for (const element of elements(section)) {
    if (attribute(element, 'id') === 'footnote-label') detachNode(element);
    if (attribute(element, 'aria-describedby') === 'footnote-label')
      removeAttribute(element, 'aria-describedby');
    if (attribute(element, 'data-footnotes') !== undefined) setAttribute(element, 'role', 'doc-endnotes');
    if (back === undefined || attribute(element, 'data-footnote-backref') === undefined) continue;
    setAttribute(element, 'aria-label', (attribute(element, 'aria-label') ?? '').replace(ENGLISH, back));
  }
}

/** Footnotes belong to their slide: their ids begin with its id. */
export function placeFootnotes(section: Element, slideId: string): void {
  for (const element of elements(section)) {
    const id = attribute(element, 'id');
    if (id?.startsWith('footnote-')) setAttribute(element, 'id', `${slideId}-${id}`);
    const href = attribute(element, 'href');
    if (href?.startsWith('#footnote-')) setAttribute(element, 'href', `#${slideId}-${href.slice(1)}`);
  }
}
