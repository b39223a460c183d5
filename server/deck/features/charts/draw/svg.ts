/**
 * Parts of a chart's SVG. It has no `viewBox`: its box is the plot, places are parts of it, and letters keep the size
 * that the page gives them, in a column and on a phone, too.
 */
import { escapeHtml } from '../../../html/escape.ts';

/** A width for which a chart is drawn: letters are placed for it, and others of its labels shown. */
export interface Tier {
  /** The class of what is shown at this width only. */
  readonly name: 'wide' | 'narrow';
  /** The width of the whole chart in ems, at the least. */
  readonly width: number;
}

/** A whole slide, and half of one or a phone; charts.css tells them apart. */
export const TIERS = [
  { name: 'wide', width: 39 },
  { name: 'narrow', width: 19 },
] as const satisfies readonly Tier[];

/** The height of the plot in ems, at the least. */
export const HEIGHT = 14.5;

/** The height of a line of letters in ems. */
export const LINE = 1.18;

/** Room around the plot in ems. */
export interface Room {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A piece of the drawing that belongs to a series, a row or both; −1 stands for all. */
export interface Mark {
  readonly series: number;
  readonly row: number;
  readonly svg: string;
  /** Where it is shown; everywhere if it does not say. */
  readonly tier?: Tier['name'];
  /** Whether it is drawn over all others. */
  readonly isOver?: boolean;
}

/** What one kind of chart draws. */
export interface Drawn {
  readonly rooms: Readonly<Record<Tier['name'], Room>>;
  /** Lines and letters of the axes, in front of which all marks are. */
  readonly axes: string;
  /** The line from which bars rise, in front of them. */
  readonly base?: string;
  readonly marks: readonly Mark[];
  /** Whether the series' names stand at a key above the plot, by width. */
  readonly hasKey: Readonly<Record<Tier['name'], boolean>>;
  readonly lacks: readonly Lack[];
}

/** What has no room, and what the author may do. */
export interface Lack {
  readonly reason: string;
  readonly hint: string;
}

/** Returns the width of the plot in ems. */
export function plotWidth({ width }: Tier, { left, right }: Pick<Room, 'left' | 'right'>): number {
  return Math.max(1, width - left - right);
}

/** Writes a part of the plot, from 0 to 1, as a percentage. */
export function part(of: number): string {
  return `${round(of * 100)}%`;
}

/** Rounds to two decimals. */
export function round(value: number): number {
  return Math.round(value * 100) / 100 || 0;
}

/** Where a text is, and what it is like. */
export interface TextOptions {
  readonly x: string;
  readonly y: string;
  /** Ems by which it is moved. */
  readonly dx?: number;
  readonly dy?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly class?: string | undefined;
  /** Whether `y` is the middle of all lines rather than the first one's base line. */
  readonly isCentred?: boolean;
}

/** Returns a text of one line or several. */
export function text(lines: string | readonly string[], options: TextOptions): string {
  const all = typeof lines === 'string' ? [lines] : lines;
  const { x, y, dx = 0, dy = 0, anchor = 'start' } = options;
  const first = options.isCentred ? dy + 0.34 - ((all.length - 1) * LINE) / 2 : dy;
  const attributes = `${options.class ? ` class="${options.class}"` : ''}${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}`;
  const shift = (em: number) => `${round(em)}em`;
  if (all.length === 1) {
    const moved = dx === 0 ? '' : ` dx="${shift(dx)}"`;
    return `<text x="${x}" y="${y}"${moved} dy="${shift(first)}"${attributes}>${escapeHtml(all[0] ?? '')}</text>`;
  }
  const spans = all.map((line, i) => {
    const moved = dx === 0 ? '' : ` dx="${shift(dx)}"`;
    return `<tspan x="${x}"${moved} dy="${shift(i === 0 ? first : LINE)}">${escapeHtml(line)}</tspan>`;
  });
  return `<text y="${y}"${attributes}>${spans.join('')}</text>`;
}

/** Returns a straight line. */
export function line(from: readonly [string, string], to: readonly [string, string], name: string): string {
  return `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" class="${name}"/>`;
}

/** Returns paths in a square of 1000, which is stretched over the plot while their lines keep their width. */
export function stretched(paths: string): string {
  return `<svg viewBox="0 0 1000 1000" preserveAspectRatio="none" width="100%" height="100%">${paths}</svg>`;
}

/** Returns SVG that is shown at one width only. */
export function only(tier: Tier['name'] | undefined, svg: string): string {
  return tier === undefined || svg === '' ? svg : `<g class="chart-${tier}">${svg}</g>`;
}

/** Returns the room that a chart takes at each width. */
export function byTier(roomOf: (tier: (typeof TIERS)[number]) => Room): Drawn['rooms'] {
  const [wide, narrow] = TIERS;
  return { wide: roomOf(wide), narrow: roomOf(narrow) };
}
