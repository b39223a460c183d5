/**
 * Expands a deck's include lines: alone on a slide they insert slides, beside other content they insert Markdown. Also
 * fills code fences from files.
 */

import type { Slide, Stack } from '../model/deck.ts';
import { DeckError, type Finding } from '../model/diagnostic.ts';
import {
  type IncludeLine,
  mayInclude,
  type Stretch,
  standsAlone,
  stretchesOf,
} from '../source/include-syntax.ts';
import { lineAt } from '../text/fences.ts';
import { type FileContext, type IncludedFile, type IncludePlace, pathFrom, readIncluded } from './file.ts';
import { addFilled, type CodeReader, mayFill } from './include-code.ts';
import { IncludeCount, MAX_DEPTH } from './limits.ts';
import { SourceBuilder } from './part.ts';
import { pickSlides } from './picks.ts';

/** A file whose include lines are expanded. */
interface Here {
  readonly file: string;
  readonly body: string;
  readonly bodyLine: number;
  /** The files that include one another up to this one: the deck first, this file last. */
  readonly chain: readonly string[];
}

/** Expands the include lines of one deck. */
export class Includer {
  readonly #context: FileContext;
  readonly #files = new Map<string, readonly Stack[]>();
  readonly #code: CodeReader;
  readonly #count = new IncludeCount();

  constructor(context: FileContext) {
    this.#context = context;
    this.#code = { context, count: (characters, fail) => this.#count.addCharacters(characters, fail) };
  }

  /** All slides of the included files, by file. */
  get files(): ReadonlyMap<string, readonly Slide[]> {
    return new Map(
      [...this.#files].map(([file, stacks]) => [
        file,
        stacks.flatMap((stack): readonly Slide[] => stack.slides),
      ]),
    );
  }

  /**
   * Returns a deck's stacks with everything that it includes.
   * @throws DeckError if a file or a slide does not exist, files include each other in a cycle, or a limit is exceeded
   */
  expand(stacks: readonly Stack[], text: Pick<Here, 'file' | 'body' | 'bodyLine'>): Stack[] {
    return this.#expand(stacks, { ...text, chain: [text.file] });
  }

  /** An include line on a slide of its own inserts columns; in a stack of several slides, its slides join the stack. */
  #expand(stacks: readonly Stack[], here: Here): Stack[] {
    return stacks.flatMap((stack) => {
      const asks = ({ source, notes }: Slide) => mayInclude(source) || mayFill(source) || mayInclude(notes);
      if (!stack.slides.some(asks)) return stack;
      const columns = stack.slides.map((slide) => this.#slide(slide, here));
      if (columns.length === 1) return (columns[0] ?? []).map((slides) => ({ ...stack, slides }));
      return [{ ...stack, slides: columns.flat(2) }];
    });
  }

  /** Returns the columns that replace a slide. */
  #slide(slide: Slide, here: Here): readonly (readonly Slide[])[] {
    const stretches = slide.format === 'markdown' ? stretchesOf(slide.source) : undefined;
    const spoken = stretchesOf(slide.notes);
    const notes = spoken ? this.#notes(slide, spoken, here) : this.#filledNotes(slide, here);
    if (!stretches) return [[{ ...this.#filled(slide), notes }]];
    const brings = (stretch: Stretch) =>
      stretch.include
        ? this.#include(stretch.include, { file: slide.file, line: slide.line + stretch.line }, here)
        : [];
    const isSlides = notes === '' && Object.keys(slide.attributes).length === 0 && standsAlone(stretches);
    if (isSlides) return stretches.flatMap(brings);
    return [[this.#inSlide({ ...slide, notes }, stretches, brings)]];
  }

  /** Returns a slide with its code fences filled. */
  #filled(slide: Slide): Slide {
    const { format, source, file, line } = slide;
    if (format !== 'markdown' || slide.runs || this.#context.settings.markdown === '2013') return slide;
    if (!mayFill(source)) return slide;
    const builder = new SourceBuilder();
    addFilled(builder, source, { file, line }, this.#code);
    return { ...slide, ...builder.result };
  }

  #filledNotes({ notes, file, line }: Slide, here: Here): string {
    if (!mayFill(notes)) return notes;
    const builder = new SourceBuilder();
    addFilled(builder, notes, { file, line: lineOf(notes, line, here) }, this.#code);
    return builder.result.source;
  }

  #inSlide(
    slide: Slide,
    stretches: readonly Stretch[],
    brings: (stretch: Stretch) => readonly (readonly Slide[])[],
  ): Slide {
    const builder = new SourceBuilder();
    const included: Slide[] = [];
    for (const stretch of stretches) {
      const line = slide.line + stretch.line;
      const slides = brings(stretch).flat();
      if (!stretch.include) addFilled(builder, stretch.text, { file: slide.file, line }, this.#code);
      else if (slides.length > 1)
        this.#warnOfMany(stretch.include, slides.length, { file: slide.file, line });
      for (const each of slides) builder.include(each, slide.file, line);
      included.push(...slides);
    }
    const vars = Object.assign({}, ...[...included, slide].map((each) => each.vars ?? {}));
    return {
      ...slide,
      ...builder.result,
      ...(Object.keys(vars).length > 0 ? { vars } : {}),
      notes: [slide, ...included]
        .map(({ notes }) => notes)
        .filter((notes) => notes !== '')
        .join('\n\n'),
    };
  }

  /** Expands the include lines in a slide's notes; all that is included there is notes. */
  #notes(slide: Slide, stretches: readonly Stretch[], here: Here): string {
    return stretches
      .map(({ text, include }) => {
        if (!include) return text;
        const place = { file: slide.file, line: lineOf(text.trim(), slide.line, here) };
        const slides = this.#include(include, place, here).flat();
        return slides.map(({ source, notes }) => `\n\n${source}\n\n${notes}\n\n`).join('');
      })
      .join('')
      .trim();
  }

  /** Returns the slides that an include line asks for, in columns. */
  #include(
    include: IncludeLine,
    place: IncludePlace,
    { file: from, chain }: Here,
  ): readonly (readonly Slide[])[] {
    const file = pathFrom(from, include.path);
    const fail = (reason: string, hint: string, column = include.column) =>
      new DeckError({ ...place, column, rule: 'include', reason, hint });
    if (chain.includes(file)) {
      throw fail(
        `\`${include.path}\` includes itself: ${[...chain.slice(chain.indexOf(file)), file].join(' → ')}`,
        'Take one of these include lines away.',
      );
    }
    if (chain.length > MAX_DEPTH) {
      throw fail(
        `files include each other deeper than ${MAX_DEPTH} levels`,
        'Include the last ones directly.',
      );
    }
    const stacks = this.#files.get(file) ?? this.#read(file, include, place, chain);
    this.#files.set(file, stacks);
    const columns = stacks.map(({ slides }) => slides);
    const picked = include.picks ? pickSlides(columns, include.picks, this.#context.settings) : { columns };
    if ('finding' in picked)
      throw new DeckError({ ...place, ...named(picked.finding, include.path), column: picked.column });
    const slides = picked.columns.flat();
    if (slides.length === 0)
      throw fail(`\`${include.path}\` has no slides`, 'Write one, or take this line away.');
    this.#count.addSlides(slides, fail);
    return picked.columns;
  }

  #read(file: string, include: IncludeLine, place: IncludePlace, chain: readonly string[]): readonly Stack[] {
    const { columns, body, bodyLine }: IncludedFile = readIncluded(file, include, place, this.#context);
    const stacks = columns.map((slides) => ({ slides, attributes: {} }));
    return this.#expand(stacks, { file, body, bodyLine, chain: [...chain, file] });
  }

  #warnOfMany({ path, column }: IncludeLine, count: number, place: IncludePlace): void {
    this.#context.warnings.push({
      ...place,
      column,
      rule: 'doubtful-include',
      reason: `\`${path}\` brings ${count} slides, and all of them are on this one`,
      hint: `Choose one with \`#\` and its number, or give the line a slide of its own, between two \`---\`.`,
    });
  }
}

function named(finding: Finding, path: string): Finding {
  return { ...finding, reason: finding.reason.replace('this file', `\`${path}\``) };
}

/** Returns the line of a file on which a text is found, searching from the line `from`. */
function lineOf(text: string, from: number, { body, bodyLine }: Here): number {
  const before = body.split('\n').slice(0, from - bodyLine);
  const start = before.reduce((sum, line) => sum + line.length + 1, 0);
  return lineAt(body, body.indexOf(text, start), bodyLine);
}
