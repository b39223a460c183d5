/** Presentations of PowerPoint for tests, written as that program writes them, as far as they are read. */
import { zipSync } from 'fflate';
import { convertPptx } from '../../../../server/import/from/pptx/pptx.ts';
import { Remarks } from '../../../../server/import/model.ts';
import { deckText } from '../../../../server/import/write/deck-text.ts';

export const SPACES =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"';
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Writes relations, by id: the last word of their type, and their target. */
export function relations(given: Readonly<Record<string, readonly [string, string]>>): string {
  const list = Object.entries(given).map(([id, [type, target]]) => {
    const mode = target.startsWith('http') ? ' TargetMode="External"' : '';
    return `<Relationship Id="${id}" Type="${TYPE}/${type}" Target="${target}"${mode}/>`;
  });
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`;
}

/** Writes words in one style, given as attributes or elements. */
export const run = (text: string, more = '') =>
  `<a:r><a:rPr ${more.startsWith('<') ? '' : more}>${more.startsWith('<') ? more : ''}</a:rPr><a:t>${text}</a:t></a:r>`;
/** Writes a paragraph. */
export const paragraph = (inner: string, settings = '') => `<a:p>${settings}${inner}</a:p>`;

/** Writes a shape with text. */
export function shape(place: string, body: string, [x, y, width] = [0, 0, 0]): string {
  const ph = place === '' ? '' : `<p:ph type="${place}"/>`;
  return `<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/><p:nvPr>${ph}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${width}" cy="1"/></a:xfrm></p:spPr><p:txBody>${body}</p:txBody></p:sp>`;
}

/** Writes a slide. */
export const slide = (inner: string, attributes = '', ground = '') =>
  `<p:sld ${SPACES} ${attributes}><p:cSld>${ground}<p:spTree>${inner}</p:spTree></p:cSld></p:sld>`;

/** Packs slides with their relations. */
export function pack(
  slides: readonly (readonly [xml: string, relations?: string])[],
  more: Readonly<Record<string, string | Uint8Array>> = {},
): Uint8Array {
  const own = Object.fromEntries(
    slides.map((_, i) => [`r${i}`, ['slide', `slides/slide${i + 1}.xml`] as const]),
  );
  const parts: Record<string, string | Uint8Array> = {
    'ppt/presentation.xml': `<p:presentation ${SPACES}><p:sldIdLst>${slides.map((_, i) => `<p:sldId id="${i}" r:id="r${i}"/>`).join('')}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(own),
    ...more,
  };
  for (const [i, [xml, rels]] of slides.entries()) {
    parts[`ppt/slides/slide${i + 1}.xml`] = xml;
    if (rels !== undefined) parts[`ppt/slides/_rels/slide${i + 1}.xml.rels`] = rels;
  }
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([path, part]) => [
        path,
        typeof part === 'string' ? new TextEncoder().encode(part) : part,
      ]),
    ),
  );
}

/** Converts an archive. */
export function imported(archive: Uint8Array) {
  const remarks = new Remarks();
  const { deck, files } = convertPptx(archive, 'talk.pptx', remarks);
  return {
    markdown: deckText(deck).trim(),
    files: [...files.keys()],
    report: remarks.all.map(({ line, text }) => `${line}: ${text}`),
    losses: remarks.all.filter(({ isLoss }) => isLoss).map(({ line, text }) => `${line}: ${text}`),
  };
}
