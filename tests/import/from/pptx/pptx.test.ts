/** Presentations of PowerPoint, and what they become; bad ones are refused in a sentence. */
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { convertPptx } from '../../../../server/import/from/pptx/pptx.ts';
import { Remarks } from '../../../../server/import/model.ts';
import { deckText } from '../../../../server/import/write/deck-text.ts';

const SPACES =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Writes relations, by id: the last word of their type, and their target. */
function relations(given: Readonly<Record<string, readonly [string, string]>>): string {
  const list = Object.entries(given).map(([id, [type, target]]) => {
    const mode = target.startsWith('http') ? ' TargetMode="External"' : '';
    return `<Relationship Id="${id}" Type="${TYPE}/${type}" Target="${target}"${mode}/>`;
  });
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`;
}

const run = (text: string, more = '') =>
  `<a:r><a:rPr ${more.startsWith('<') ? '' : more}>${more.startsWith('<') ? more : ''}</a:rPr><a:t>${text}</a:t></a:r>`;
const paragraph = (inner: string, settings = '') => `<a:p>${settings}${inner}</a:p>`;

/** Writes a shape with text. */
function shape(place: string, body: string, [x, y, width] = [0, 0, 0]): string {
  const ph = place === '' ? '' : `<p:ph type="${place}"/>`;
  return `<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/><p:nvPr>${ph}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${width}" cy="1"/></a:xfrm></p:spPr><p:txBody>${body}</p:txBody></p:sp>`;
}

const slide = (inner: string, attributes = '', ground = '') =>
  `<p:sld ${SPACES} ${attributes}><p:cSld>${ground}<p:spTree>${inner}</p:spTree></p:cSld></p:sld>`;

/** Packs slides with their relations. */
function pack(
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

function imported(archive: Uint8Array) {
  const remarks = new Remarks();
  const { deck, files } = convertPptx(archive, 'talk.pptx', remarks);
  return {
    markdown: deckText(deck).trim(),
    files: [...files.keys()],
    losses: remarks.all.map(({ line, text }) => `${line}: ${text}`),
  };
}

test('titles, lists by level, words, links, tables, pictures and notes', () => {
  const table = `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="t"/></p:nvGraphicFramePr><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody>${paragraph(run('h'))}</a:txBody></a:tc></a:tr><a:tr><a:tc><a:txBody>${paragraph(run('1|2'))}</a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
  const picture =
    '<p:pic><p:nvPicPr><p:cNvPr id="2" name="x" descr="A tide"/></p:nvPicPr><p:blipFill><a:blip r:embed="i"/></p:blipFill></p:pic>';
  const body = [
    paragraph(run('one ') + run('bold', 'b="1"')),
    paragraph(run('two'), '<a:pPr lvl="1"/>'),
    paragraph(run('site', '<a:hlinkClick r:id="h"/>')),
    paragraph(run('plain *stars*'), '<a:pPr><a:buNone/></a:pPr>'),
  ].join('');
  const archive = pack(
    [
      [
        slide(
          shape('ctrTitle', paragraph(run('Tides'))) +
            shape('subTitle', paragraph(run('by Ada'))) +
            shape('sldNum', paragraph(run('1'))),
        ),
      ],
      [
        slide(shape('title', paragraph(run('Second'))) + shape('body', body) + table + picture),
        relations({
          i: ['image', '../media/image1.png'],
          h: ['hyperlink', 'https://example.org'],
          n: ['notesSlide', '../notesSlides/notesSlide1.xml'],
        }),
      ],
    ],
    {
      'ppt/media/image1.png': new Uint8Array([1]),
      'ppt/notesSlides/notesSlide1.xml': `<p:notes ${SPACES}><p:cSld><p:spTree>${shape('body', paragraph(run('say this')))}</p:spTree></p:cSld></p:notes>`,
      'docProps/core.xml':
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>About tides</dc:title><dc:creator>Ada</dc:creator></c>',
    },
  );
  expect(imported(archive)).toEqual({
    markdown: `---
title: About tides
speakers: Ada
revealOptions:
  width: 1280
  height: 960
---

# Tides

by Ada

---

## Second

- one **bold**
   - two
- [site](https://example.org)

plain \\*stars\\*

| h |
| --- |
| 1\\|2 |

![A tide](media/image1.png)

Note:
say this`,
    files: ['media/image1.png'],
    losses: [
      '1: `fonts, colours, places and transitions`: each slide has our layout that is nearest; `theme`, `css` and `transition` choose others.',
    ],
  });
});

test('what stands left and right becomes columns; hidden slides and grounds stay so', () => {
  const ground = '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="112233"/></a:solidFill></p:bgPr></p:bg>';
  const archive = pack([
    [
      slide(
        shape('body', paragraph(run('right')), [500, 0, 400]) +
          shape('body', paragraph(run('left')), [0, 0, 400]),
        'show="0"',
        ground,
      ),
    ],
  ]);
  expect(imported(archive).markdown).toContain(
    '<!-- .slide: class="columns" data-background-color="#112233" data-visibility="hidden" -->\n\n- left\n\n***\n\n- right',
  );
});

test('charts and pictures that browsers do not show are told', () => {
  const chart =
    '<p:graphicFrame><a:graphic><a:graphicData uri="http://x/chart"/></a:graphic></p:graphicFrame>';
  const picture = '<p:pic><p:blipFill><a:blip r:embed="i"/></p:blipFill></p:pic>';
  const archive = pack([[slide(chart + picture), relations({ i: ['image', '../media/image1.emf'] })]], {
    'ppt/media/image1.emf': new Uint8Array([1]),
  });
  expect(imported(archive).losses.slice(0, 2)).toEqual([
    '1: `a chart`: export it as a picture, or draw it anew with Mermaid.',
    '1: `image1.emf`: browsers do not show this format; save it as PNG.',
  ]);
});

test.each([
  [
    'no archive',
    new Uint8Array([1, 2, 3]),
    'talk.pptx is no archive that can be read. Open it in PowerPoint, and save it again as .pptx.',
  ],
  [
    'another archive',
    zipSync({ 'a.xml': new Uint8Array([1]) }),
    'talk.pptx is no presentation of PowerPoint: there is none in it. Save it as .pptx.',
  ],
  [
    'a path that leads outside',
    zipSync({ '../../a.xml': new Uint8Array([1]) }),
    'talk.pptx has a path that leads outside of it: ../../a.xml.',
  ],
  [
    'too much text',
    zipSync({ 'a.xml': new Uint8Array(200_000_001) }, { level: 1 }),
    'talk.pptx unpacks to more than 200 MB of text, which no talk has.',
  ],
])('%s is refused', (_, archive, message) => {
  expect(() => imported(archive)).toThrow(message);
});
