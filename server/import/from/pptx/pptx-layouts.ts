/** What slides show of their layouts and masters, such as logos: no slide of ours has it by itself, so the report names it. */
import type { Document, Element } from '@xmldom/xmldom';
import { all, isOn, one } from './open-pptx.ts';
import { type PartContext, pictureFile } from './pptx-context.ts';
import { below, fillOf } from './pptx-shapes.ts';
import { plainWords } from './pptx-text.ts';

/** What a layout or a master shows. */
interface Shown {
  /** The picture behind its slides; undefined where it says nothing of a ground. */
  readonly ground: readonly string[] | undefined;
  readonly words: readonly string[];
  readonly pictures: readonly string[];
  /** Whether what its master shows is there, too. */
  readonly hasMaster: boolean;
}

/** Collects what slides show of their layouts. */
export class LayoutParts {
  readonly #parts = new Map<string, Shown>();
  /** The numbers of slides, by the words or the picture's path that they show. */
  readonly #words = new Map<string, number[]>();
  readonly #pictures = new Map<string, number[]>();

  /** Takes up what a slide shows. */
  add(path: string, slide: Document | undefined, context: PartContext): void {
    const { pptx, number } = context;
    let hasGround = one(slide, 'p:bg') !== undefined;
    let areShown = showsMaster(slide);
    const layout = below(path, 'slideLayout', pptx);
    for (const part of [layout, below(layout, 'slideMaster', pptx)]) {
      if (part === undefined) continue;
      const shown = this.#parts.get(part) ?? shownOn(part, context);
      this.#parts.set(part, shown);
      if (!hasGround) note(this.#pictures, shown.ground ?? [], number);
      hasGround ||= shown.ground !== undefined;
      if (!areShown) continue;
      note(this.#pictures, shown.pictures, number);
      note(this.#words, shown.words, number);
      areShown = shown.hasMaster;
    }
  }

  /** Tells of all that was taken up, each thing once. */
  tell({ remarks, slides }: Pick<PartContext, 'remarks' | 'slides'>): void {
    const where = (numbers: readonly number[]) =>
      numbers.length === slides.length
        ? 'all slides'
        : numbers.length > MOST_NUMBERS
          ? `${numbers.length} slides from this one on`
          : `slide${numbers.length === 1 ? '' : 's'} ${numbers.join(', ')}`;
    for (const [words, numbers] of this.#words)
      remarks.lost(
        numbers[0] ?? 1,
        words,
        `the layout has it on ${where(numbers)}, and none has it here; \`header\` and \`footer\` are on each.`,
      );
    for (const [path, numbers] of this.#pictures)
      remarks.lost(
        numbers[0] ?? 1,
        path,
        `the layout has this picture on ${where(numbers)}, and none has it here; \`logo\` of a theme or \`data-background-image\` shows it.`,
      );
  }
}

/** The most slides that are named one by one. */
const MOST_NUMBERS = 6;

function note(all: Map<string, number[]>, found: readonly string[], number: number): void {
  for (const each of found) {
    const numbers = all.get(each) ?? [];
    all.set(each, numbers);
    if (numbers.at(-1) !== number) numbers.push(number);
  }
}

function shownOn(path: string, slide: PartContext): Shown {
  const part = slide.pptx.xml(path);
  const context: PartContext = { ...slide, relations: slide.pptx.relations(path) };
  const pictureIn = (element: Element) => pictureFile(fillOf(element), context) ?? [];
  const ground = one(part, 'p:bg');
  const shapes = ['p:sp', 'p:pic']
    .flatMap((name) => all(part, name))
    .filter((shape) => !one(shape, 'p:ph') && !isOn(one(shape, 'p:cNvPr'), 'hidden'));
  return {
    ground: ground && [pictureIn(ground)].flat(),
    pictures: shapes.flatMap(pictureIn),
    words: shapes
      .map((shape) =>
        plainWords(one(shape, 'p:txBody'), { styles: [], isList: false, linkOf: () => undefined }),
      )
      // Numbers of slides are none of their words.
      .filter((words) => /\p{L}/u.test(words)),
    hasMaster: showsMaster(part),
  };
}

/** Returns whether a slide or a layout shows what is on the parts below it. */
function showsMaster(part: Document | undefined): boolean {
  return !/^(?:0|false)$/.test(part?.documentElement?.getAttribute('showMasterSp') ?? '');
}
