/**
 * Parses charts whose series may have names, which the renderer does not support, and writes the names into the
 * chart's legend.
 */
import { escapeHtml } from '../../html/escape.ts';

const NUMBERS = String.raw`\[\s*-?\d+(?:\.\d+)?(?:\s*,\s*-?\d+(?:\.\d+)?)*\s*\]`;
const RANGE = String.raw`-?\d+(?:\.\d+)?\s*-->\s*-?\d+(?:\.\d+)?`;

const LINES = [
  /^title\s+"[^"]+"$/,
  /^x-axis\s+(?:"[^"]*"\s*)?\[[^\]]+\]$/,
  new RegExp(String.raw`^[xy]-axis\s+(?:"[^"]*"\s+)?${RANGE}$`),
  /^y-axis\s+"[^"]+"$/,
];

const SERIES = new RegExp(String.raw`^(bar|line)\s+(?:"([^"]*)"\s*|(\w+)\s+)?(${NUMBERS})$`);

/**
 * An entry of the renderer's legend: a swatch, followed by the renderer's own name of a series (beautiful-mermaid 1.1).
 */
const ENTRY =
  /<(?:rect|line)(?=[^>]*class="(xychart-bar|xychart-legend-line) xychart-color-(\d+)")[^>]*\/>\s*<text[^>]* y="([\d.]+)"[^>]*>(?:Bar|Line) \d+<\/text>/g;

/**
 * Measures of the legend, in the drawing's own pixels. The character's width fits
 * server/deck/features/diagrams/diagrams.css.
 */
const SWATCH = 14;
const GAP = 6;
const CHARACTER = 11;
const BETWEEN = 28;

/** Reads a chart's statements, one after the other. */
export class ChartReader {
  readonly #names: (string | undefined)[] = [];
  readonly isOpen = false;

  /** Returns a statement in the form that the renderer parses; undefined if it is not a statement. */
  read(line: string): string | undefined {
    const [, kind, quoted, bare, numbers] = SERIES.exec(line) ?? [];
    if (kind === undefined) return LINES.some((pattern) => pattern.test(line)) ? line : undefined;
    this.#names.push(quoted ?? bare);
    return `${kind} ${numbers}`;
  }

  /** Whether the renderer cannot show a name: it draws no legend for a single series. */
  get isLeft(): boolean {
    return this.#names.length === 1 && this.#names[0] !== undefined;
  }

  /**
   * Returns the drawing with the names in its legend. Without names the legend is removed, since `Bar 1` says nothing.
   */
  finish(svg: string): string {
    const names = this.#names;
    if (names.every((name) => name === undefined)) return svg.replace(ENTRY, '');
    const width = Number(/viewBox="\S+ \S+ ([\d.]+)/.exec(svg)?.[1]);
    const labels = [...svg.matchAll(ENTRY)].map(([entry, , series]) => {
      return names[Number(series)] ?? />([^<]*)<\/text>/.exec(entry)?.[1] ?? '';
    });
    const widths = labels.map((label) => SWATCH + GAP + label.length * CHARACTER + BETWEEN);
    let x = (width - widths.reduce((sum, each) => sum + each, -BETWEEN)) / 2;
    let next = 0;
    return svg.replace(ENTRY, (_entry, look: string, series: string, y: string) => {
      const at = x;
      const label = labels[next] ?? '';
      x += widths[next++] ?? 0;
      const classes = `class="${look} xychart-color-${series}"`;
      const swatch =
        look === 'xychart-bar'
          ? `<rect x="${at}" y="${Number(y) - SWATCH / 2}" width="${SWATCH}" height="${SWATCH}" rx="3" ${classes}/>`
          : `<line x1="${at}" y1="${y}" x2="${at + SWATCH}" y2="${y}" stroke-width="2.5" ${classes}/>`;
      return `${swatch}\n<text x="${at + SWATCH + GAP}" y="${y}" dy="0.35em" class="xychart-label">${escapeHtml(label)}</text>`;
    });
  }
}
