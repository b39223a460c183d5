/** Renders what a terminal shows at a moment of a recording as HTML, with a headless terminal. */
import xterm, { type IBufferCell, type Terminal } from '@xterm/headless';
import { escapeHtml } from '../../html/escape.ts';
import type { Cast } from './asciicast.ts';

/** Two moments of a recording, as HTML. */
export interface Snapshots {
  /** What is shown before the recording plays. */
  readonly poster: string;
  readonly last: string;
}

/** Returns what the terminal shows at `at` seconds and at the end. */
export async function takeSnapshots({ cols, rows, events }: Cast, at: number): Promise<Snapshots> {
  const terminal = new xterm.Terminal({ cols, rows, allowProposedApi: true, scrollback: 0 });
  let poster: string | undefined;
  let output = '';
  const flush = async () => {
    const data = output;
    output = '';
    await new Promise<void>((done) => terminal.write(data, done));
  };
  for (const [time, code, data] of events) {
    if (poster === undefined && time > at) {
      await flush();
      poster = snapshotOf(terminal);
    }
    if (code === 'o') output += data;
    const [, width, height] = (code === 'r' && /^(\d+)x(\d+)$/.exec(data)) || [];
    if (width === undefined || height === undefined) continue;
    await flush();
    terminal.resize(Number(width), Number(height));
  }
  await flush();
  const last = snapshotOf(terminal);
  terminal.dispose();
  return { poster: poster ?? last, last };
}

function snapshotOf(terminal: Terminal): string {
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let y = 0; y < terminal.rows; y++) {
    const line = active.getLine(active.baseY + y);
    let html = '';
    let style = '';
    let run = '';
    const end = () => {
      html += style === '' ? escapeHtml(run) : `<span style="${style}">${escapeHtml(run)}</span>`;
      run = '';
    };
    for (let x = 0; line && x < terminal.cols; x++) {
      const cell = line.getCell(x);
      // The second half of a wide character.
      if (!cell || cell.getWidth() === 0) continue;
      const own = styleOf(cell);
      if (own !== style) end();
      style = own;
      run += cell.getChars() || ' ';
    }
    end();
    lines.push(html.trimEnd());
  }
  return lines.join('\n').trimEnd();
}

function styleOf(cell: IBufferCell): string {
  const ink = colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor());
  const ground = colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor());
  const [color, background] = cell.isInverse()
    ? [ground ?? 'var(--term-color-background)', ink ?? 'var(--term-color-foreground)']
    : [ink, ground];
  return [
    color && `color:${color}`,
    background && `background:${background}`,
    cell.isBold() && 'font-weight:700',
    cell.isDim() && 'opacity:.6',
    cell.isItalic() && 'font-style:italic',
    cell.isUnderline() && 'text-decoration:underline',
  ]
    .filter(Boolean)
    .join(';');
}

/**
 * Returns a colour of the terminal in CSS. The sixteen named colours are the theme's; the others are those of
 * xterm's palette.
 */
function colour(isDefault: boolean, isRgb: boolean, value: number): string | undefined {
  if (isDefault) return undefined;
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`;
  if (value < 16) return `var(--term-color-${value})`;
  if (value >= 232) return `rgb(${Array(3).fill(8 + 10 * (value - 232))})`;
  const step = (n: number) => (n % 6 === 0 ? 0 : 55 + 40 * (n % 6));
  const at = value - 16;
  return `rgb(${[step(Math.floor(at / 36)), step(Math.floor(at / 6)), step(at)]})`;
}
