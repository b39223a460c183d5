/** Turns a deck of another tool into one of ours: reads, recognises, converts, and lists the files to write. */
import { shallow } from '../deck/model/nesting.ts';
import { carryFiles } from './files/carry-files.ts';
import { carryStyles } from './files/carry-styles.ts';
import { EmbeddedFiles } from './files/embedded-files.ts';
import { findSource } from './files/find-source.ts';
import { finderOf } from './files/line-finder.ts';
import { idsOf } from './files/markdown-links.ts';
import { SourceFolder } from './files/source-folder.ts';
import { isOurs, sniff, toolOf } from './foreign-tools.ts';
import { REVEAL_THEMES } from './from/nearest-theme.ts';
import { convertPptx } from './from/pptx/pptx.ts';
import { ImportError } from './import-error.ts';
import { Remarks } from './model.ts';
import { readForeign } from './read-foreign.ts';
import { refusePage, refuseSource, refuseUnknown } from './refuse.ts';
import { ourClasses } from './text/attributes/classes.ts';
import { withGrounds } from './write/dark-slides.ts';
import { deckText } from './write/deck-text.ts';
import { reportText } from './write/report-text.ts';

/** The name of the report, beside the deck. */
export const REPORT = 'import-report.md';

/** What to write. */
export interface ImportedDeck {
  readonly tool: string;
  /** The source's file. */
  readonly file: string;
  /** Texts, or the bytes of what was packed, by path in the new folder. */
  readonly texts: ReadonlyMap<string, string | Uint8Array>;
  /** Absolute paths of files to copy, by path in the new folder. */
  readonly copies: ReadonlyMap<string, string>;
  readonly slides: number;
  /** How many things could not be carried over. */
  readonly losses: number;
}

/**
 * Imports a file, or the deck of a folder; nothing is written.
 * @throws ImportError where it is no deck, or names files outside of its folder
 */
export function importDeck(asked: string, workingFolder: string): ImportedDeck {
  const file = findSource(asked);
  const source = new SourceFolder(file, asked, workingFolder);
  if (/\.(?:pp[ts]|pot)[xm]$/i.test(file)) return importPptx(source);
  if (/\.(?:pp[ts]|pot|f?odp|otp|key)$/i.test(file))
    throw new ImportError(
      `${asked} is a presentation in a format that is not read here. Open it where it was written, save it as .pptx, and import that.`,
    );
  refuseSource(file, asked);
  const embedded = new EmbeddedFiles();
  const text = source.readDeck();
  const written = /\.html?$/i.test(file) ? embedded.takeFrom(text) : text;
  if (written.trim() === '') throw new ImportError(`${asked} is empty.`);
  const deck = readForeign(written, source.name, source);
  if (isOurs(sniff(deck))) {
    throw new ImportError(`${asked} is a deck of Lectern already, and is served as it is: lectern ${asked}.`);
  }
  refusePage(deck, asked);
  const tool = toolOf(deck);
  if (!tool) return refuseUnknown(file, asked);
  const remarks = new Remarks();
  const converted = shallow({ file: deck.file, line: 1 }, () => tool.convert(deck, remarks));
  if (converted.slides.length === 0) refuseUnknown(file, asked);
  const lineOf = finderOf(written);
  const carried = carryFiles(converted, { source, lineOf, remarks, ids: idsOf(converted.slides), embedded });
  const named = [carried.deck.settings.css ?? []].flat().map(String);
  const styles = carryStyles(named, source, lineOf, remarks);
  const own = carried.deck.css;
  const css = [...styles.sheets.keys(), ...(own === '' ? [] : ['deck.css'])];
  const allCss = [...styles.sheets.values(), own].join('\n');
  const grounded = withGrounds(
    embedded.keepPrivate(carried.deck, remarks),
    REVEAL_THEMES.has(String(carried.deck.settings.theme)),
    allCss,
  );
  const finished = {
    ...grounded,
    settings: { ...grounded.settings, css: css.length > 1 ? css : css[0] },
    slides: grounded.slides.map((slide) => ({ ...slide, classes: ourClasses(slide.classes, allCss) })),
  };
  const name = source.name;
  const markdown = deckText(finished);
  const texts = new Map<string, string | Uint8Array>([
    ['deck.md', markdown],
    [REPORT, reportText({ tool: tool.name, file: name, deck: finished, remarks: remarks.all })],
    ...styles.sheets,
    ...(own === '' ? [] : [['deck.css', own] as const]),
    ...embedded.filesIn([markdown, own]),
  ]);
  return {
    tool: tool.name,
    file: name,
    texts,
    copies: new Map([...styles.copies, ...carried.copies]),
    slides: finished.slides.length,
    losses: remarks.all.filter(({ isLoss }) => isLoss).length,
  };
}

/** Imports a presentation of PowerPoint. @throws ImportError where it cannot be read */
function importPptx(source: SourceFolder): ImportedDeck {
  const remarks = new Remarks();
  const { name } = source;
  const { deck, files } = convertPptx(source.readBytes(), name, remarks);
  const tool = 'PowerPoint';
  const report = reportText({ tool, file: name, deck, remarks: remarks.all, isBySlide: true });
  return {
    tool,
    file: name,
    texts: new Map<string, string | Uint8Array>([['deck.md', deckText(deck)], [REPORT, report], ...files]),
    copies: new Map(),
    slides: deck.slides.length,
    losses: remarks.all.filter(({ isLoss }) => isLoss).length,
  };
}
