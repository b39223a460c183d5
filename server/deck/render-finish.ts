/** The second half of rendering: a slide's tree gets its id and addresses and becomes a `<section>` of HTML. */
import { lineAt } from './fences.ts';
import { deferFrames, deferImages, holdMedia, placeFootnotes } from './layout.ts';
import type { RenderedSlide, Resolve } from './model.ts';
import { changeAddresses } from './references.ts';
import type { DraftSlide } from './render-draft.ts';
import {
  classes,
  elements,
  innerHtml,
  isElement,
  isText,
  openTag,
  type ParentNode,
  setAttribute,
  textOf,
} from './tree.ts';

/** Distinct characters by where they stand. */
export interface CharacterSets {
  readonly text: Set<string>;
  readonly code: Set<string>;
  readonly math: Set<string>;
}

/** What a slide gets from its deck. */
export interface FinishContext {
  readonly id: string;
  /** It is the deck's first slide, whose pictures are fetched at once. */
  readonly first: boolean;
  readonly file: string;
  readonly resolve: Resolve;
  readonly characters: CharacterSets;
}

/** Longest title made from a slide's text, in characters. */
const TITLE_LENGTH = 60;

/** Writes a slide out. */
export function finishSlide(draft: DraftSlide, context: FinishContext): RenderedSlide {
  const { slide, section, root } = draft;
  const { id, first, file, resolve, characters } = context;
  setAttribute(section, 'id', id);
  placeFootnotes(root, id);
  for (const element of [section, ...elements(root)]) {
    changeAddresses(element, (url, kind) => {
      const at = slide.source.indexOf(url);
      return resolve({
        url,
        kind,
        file,
        line: at === -1 ? slide.line : lineAt(slide.source, at, slide.line),
      });
    });
  }
  holdMedia(root, !first);
  if (!first) deferImages(root);
  deferFrames(root);
  collectCharacters(root, 'text', characters);
  const attributes = Object.fromEntries(section.attrs.map(({ name, value }) => [name, value]));
  return {
    id,
    title: draft.heading ?? shorten(textOf(root)),
    html: `${openTag('section', attributes)}${innerHtml(root).trim()}</section>`,
    notes: draft.notes,
    line: slide.line,
  };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH)}…` : line;
}

function collectCharacters(parent: ParentNode, kind: keyof CharacterSets, characters: CharacterSets): void {
  for (const node of parent.childNodes) {
    if (isText(node)) for (const character of node.value) characters[kind].add(character);
    if (!isElement(node)) continue;
    const isCode = ['pre', 'code', 'kbd', 'samp', 'tt'].includes(node.tagName);
    const isMath = classes(node).includes('katex');
    collectCharacters(node, isMath ? 'math' : isCode ? 'code' : kind, characters);
  }
}
