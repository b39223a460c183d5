/**
 * Writes the report on what a sealed file is made of: a treemap, and a table with the same content. It needs no
 * other file.
 */
import reportCss from '../../client/styles/report.css?raw';
import { minifyCss } from '../bundle/css/minify.ts';
import { ownFaces } from '../bundle/fonts/family-faces.ts';
import { type FontFile, fontFaceCss, subsetFaces } from '../bundle/fonts/subset.ts';
import { escapeHtml } from '../deck/html/escape.ts';
import { grouped, kilobytes, type Part, totals } from './parts.ts';
import { layOut, type Rectangle } from './treemap.ts';

/** The content of the report. */
export interface Report {
  /** The sealed file's name. */
  readonly file: string;
  /** The title of the site in it. */
  readonly title: string;
  readonly parts: readonly Part[];
  /** The styles of all pages. */
  readonly styles: string;
}

/** The treemap's coordinates, at the aspect ratio for which it is laid out. */
const WIDE = { x: 0, y: 0, width: 200, height: 100 };

/** Writes the page. */
export async function reportPage({ file, title, parts, styles }: Report): Promise<string> {
  const all = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const heading = `${title} in ${kilobytes(all)}`;
  const body = [
    `<h1>${escapeHtml(heading)}</h1>`,
    `<p>${escapeHtml(file)} has ${grouped(all)} bytes. Each rectangle is a part of it; the table below names them all.</p>`,
    treemap(parts),
    table(parts, all),
  ].join('\n');
  const faces = ownFaces.lectern.filter(({ role, style }) => role === 'text' && style === 'normal');
  const fonts = await subsetFaces(faces, body.replace(/<[^>]*>/g, ''));
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(heading)}</title>`,
    `<style>${fontFaces(fonts)}${styles}${minifyCss(reportCss)}</style></head>`,
    `<body><main>\n${body}\n</main></body></html>\n`,
  ].join('\n');
}

/**
 * Returns the treemap: kinds side by side, and the parts in each. It is hidden from screen readers, which have
 * the table.
 */
function treemap(parts: readonly Part[]): string {
  const kinds = [...totals(parts)].sort((a, b) => b.bytes - a.bytes);
  const places = layOut(
    kinds.map(({ bytes }) => bytes),
    WIDE,
  );
  const boxes = kinds.map(({ group, bytes }, i) => {
    const place = places[i] ?? WIDE;
    const own = parts.filter((part) => part.group === group).sort((a, b) => b.bytes - a.bytes);
    const inside = layOut(
      own.map(({ bytes }) => bytes),
      place,
    );
    const cells = own.map((part, j) => cell(part, inside[j] ?? place, place));
    const name = `<b>${escapeHtml(group)} <span>${kilobytes(bytes)}</span></b>`;
    const kind = group === 'slides' ? 'group slides' : 'group';
    return `<div class="${kind}" ${styleOf(place, WIDE)}>${name}<div>${cells.join('')}</div></div>`;
  });
  return `<div class="treemap" aria-hidden="true">${boxes.join('')}</div>`;
}

/** Returns a part's cell; its styles show the name if there is room. */
function cell({ group, name, bytes }: Part, place: Rectangle, around: Rectangle): string {
  const words = `${name}, ${kilobytes(bytes)}`;
  const label = name === group ? '' : `<span>${escapeHtml(shortName(name))}</span>`;
  return `<div title="${escapeHtml(words)}" ${styleOf(place, around)}>${label}</div>`;
}

/** Returns a file's name without folders and hash; for a page, its deck's. */
function shortName(name: string): string {
  const own = name.split('/').findLast((part) => part !== '') ?? name;
  return own.replace(/\.[\w-]{8,16}(?=\.\w+$)/, '');
}

/** Returns a position in percent of another rectangle. */
function styleOf(place: Rectangle, around: Rectangle): string {
  const percent = (part: number, whole: number) => `${whole === 0 ? 0 : ((100 * part) / whole).toFixed(2)}%`;
  return `style="left:${percent(place.x - around.x, around.width)};top:${percent(place.y - around.y, around.height)};width:${percent(place.width, around.width)};height:${percent(place.height, around.height)}"`;
}

function table(parts: readonly Part[], all: number): string {
  const share = (bytes: number) => `${((100 * bytes) / all).toFixed(1)} %`;
  const row = (name: string, bytes: number) =>
    `<th scope="row">${escapeHtml(name)}</th><td>${grouped(bytes)}</td><td>${share(bytes)}</td>`;
  const groups = totals(parts).map(({ group, bytes }) => {
    const own = parts.filter((part) => part.group === group);
    const rows = own.length === 1 && own[0]?.name === group ? [] : own;
    return [
      `<tbody><tr class="of-group">${row(group, bytes)}</tr>`,
      ...rows.map((part) => `<tr>${row(part.name, part.bytes)}</tr>`),
      '</tbody>',
    ].join('\n');
  });
  return [
    '<table><thead><tr><th scope="col">Part</th><th scope="col">Bytes</th><th scope="col">Share</th></tr></thead>',
    ...groups,
    '</table>',
  ].join('\n');
}

/** Returns the fonts, inlined. */
function fontFaces(fonts: readonly FontFile[]): string {
  const inline = fonts.map((font) => ({
    ...font,
    name: `data:font/woff2;base64,${Buffer.from(font.bytes).toString('base64')}`,
  }));
  return fontFaceCss(inline, '');
}
