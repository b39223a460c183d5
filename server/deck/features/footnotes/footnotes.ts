/**
 * Adapts the footnotes of a slide: their ids, their steps, and the labels of their back links in the deck's language.
 */
import { NEVER } from '../../html/fragment-order.ts';
import { fragmentsOf, isSeen, stepsOf } from '../../html/fragments.ts';
import {
  addClass,
  attribute,
  detachNode,
  type Element,
  elements,
  removeAttribute,
  setAttribute,
} from '../../html/tree.ts';

/** The label of a back link by language; the reference's number or name follows. */
const BACK: ReadonlyMap<string, string> = new Map(
  Object.entries({
    en: 'Back to reference',
    ar: 'العودة إلى المرجع',
    cs: 'Zpět na odkaz',
    da: 'Tilbage til henvisning',
    de: 'Zurück zum Verweis',
    es: 'Volver a la referencia',
    fa: 'بازگشت به ارجاع',
    fi: 'Takaisin viitteeseen',
    fr: 'Retour à la référence',
    he: 'חזרה להפניה',
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
    ur: 'حوالے پر واپس',
    zh: '返回引用',
  }),
);

/** The label of marked-footnote's own back links. */
const ENGLISH = /^Back to reference/;

/**
 * Removes the heading that marked-footnote writes, which is meant for a page with one list of footnotes (here
 * they are on their slides), and labels the back links in the deck's language.
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

/** Prefixes the ids of footnotes, and the links to them, with the slide's id, to make them unique in the deck. */
export function placeFootnotes(section: Element, slideId: string): void {
  for (const element of elements(section)) {
    const id = attribute(element, 'id');
    if (id?.startsWith('footnote-')) setAttribute(element, 'id', `${slideId}-${id}`);
    const href = attribute(element, 'href');
    if (href?.startsWith('#footnote-')) setAttribute(element, 'href', `#${slideId}-${href.slice(1)}`);
  }
}

/**
 * Makes each footnote appear with the step that shows its first reference. Must be called after all fragments are set.
 */
export function stepFootnotes(section: Element): void {
  const all = elements(section);
  const notes = all.filter((element) => element.tagName === 'li' && isFootnote(element));
  if (notes.length === 0) return;
  const fragments = fragmentsOf(section);
  const steps = stepsOf(fragments);
  const marks = all.filter((element) => attribute(element, 'data-footnote-ref') !== undefined);
  const late = notes.flatMap((note) => {
    const own = marks.filter((mark) => attribute(mark, 'href') === `#${attribute(note, 'id')}`);
    const step = Math.min(...own.map((mark) => stepAround(mark, steps)));
    return step >= 0 && step < NEVER ? [{ note, step }] : [];
  });
  if (late.length === 0) return;
  for (const [fragment, step] of steps)
    if (step !== NEVER) setAttribute(fragment, 'data-fragment-index', `${step}`);
  for (const { note, step } of late) {
    addClass(note, 'fragment');
    setAttribute(note, 'data-fragment-index', `${step}`);
  }
}

function isFootnote(element: Element): boolean {
  return /(?:^|-)footnote-/.test(attribute(element, 'id') ?? '');
}

/** Returns the step at which an element appears; −1 if it appears with the slide. */
function stepAround(element: Element, steps: ReadonlyMap<Element, number>): number {
  let step = -1;
  for (let above: Element['parentNode'] = element; above && 'tagName' in above; above = above.parentNode)
    if (steps.has(above) && !isSeen(above)) step = Math.max(step, steps.get(above) ?? -1);
  return step;
}
