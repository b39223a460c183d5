/** Presentations of PowerPoint, and what they become; bad ones are refused in a sentence. */
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { imported, pack, paragraph, relations, run, SPACES, shape, slide } from './presentation.ts';

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
  const { markdown, files, losses } = imported(archive);
  expect({ markdown, files, losses }).toEqual({
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

test('pictures of a hidden slide are where none is served, and links to it are told', () => {
  const rels = relations({ i: ['image', '../media/a.png'], l: ['slide', 'slide1.xml'] });
  const picture = '<p:pic><p:blipFill><a:blip r:embed="i"/></p:blipFill></p:pic>';
  const link = shape('body', paragraph(run('b', '<a:hlinkClick r:id="l"/>')));
  const { files, report } = imported(
    pack(
      [
        [slide(picture, 'show="0"'), rels],
        [slide(picture + link), rels],
      ],
      {
        'ppt/media/a.png': new Uint8Array([1]),
      },
    ),
  );
  expect(files).toEqual(['.media/a.png', 'media/a.png']);
  expect(report.slice(0, 2)).toEqual([
    '1: `a.png` → `.media/a.png`, which is never served, since the slide is hidden; move it to `media` to show it',
    '1: `a hidden slide`: links lead to it, and nobody sees it; show it, or take them away.',
  ]);
});

test('pictures that are JPEG by another name are shown', () => {
  const picture = '<p:pic><p:blipFill><a:blip r:embed="i"/></p:blipFill></p:pic>';
  const archive = pack([[slide(picture), relations({ i: ['image', '../media/image1.jfif'] })]], {
    'ppt/media/image1.jfif': new Uint8Array([1]),
  });
  expect(imported(archive).files).toEqual(['media/image1.jpg']);
});

test('charts without numbers and pictures that browsers do not show are told', () => {
  const chart =
    '<p:graphicFrame><a:graphic><a:graphicData uri="http://x/chart"/></a:graphic></p:graphicFrame>';
  const picture = '<p:pic><p:blipFill><a:blip r:embed="i"/></p:blipFill></p:pic>';
  const archive = pack([[slide(chart + picture), relations({ i: ['image', '../media/image1.emf'] })]], {
    'ppt/media/image1.emf': new Uint8Array([1]),
  });
  expect(imported(archive).losses.slice(0, 2)).toEqual([
    '1: `a chart`: it is of a kind that is not drawn here, or has no numbers or too many; export it as a picture.',
    '1: `image1.emf`: browsers do not show this format; save it as PNG.',
  ]);
});

test.each([
  ['PowerPoint Presentation', 'Microsoft Office User'],
  ['PowerPoint-Präsentation', 'User'],
  ['Présentation PowerPoint', 'PptxGenJS'],
  ['Presentazione standard di PowerPoint', 'Unknown Creator'],
  ['Folie 1', ''],
])('what programs call every file and author is neither title nor speaker: %s, %s', (title, creator) => {
  const core = `<c xmlns:dc="y"><dc:title>${title}</dc:title><dc:creator>${creator}</dc:creator></c>`;
  const { markdown } = imported(pack([[slide('')]], { 'docProps/core.xml': core }));
  expect(markdown).not.toMatch(/^(?:title|speakers):/m);
});

test.each(['Präsentation der Ergebnisse', 'Death by PowerPoint', 'PowerPoint is evil'])(
  '%s is a title',
  (title) => {
    const core = `<c xmlns:dc="y"><dc:title>${title}</dc:title></c>`;
    expect(imported(pack([[slide('')]], { 'docProps/core.xml': core })).markdown).toContain(
      `title: ${title}\n`,
    );
  },
);

test('slides stand in the order of the presentation; those that it does not name are not shown', () => {
  const title = (text: string) => slide(shape('title', paragraph(run(text))));
  const order = ['r1', 'gone', 'r0'].map((id) => `<p:sldId r:id="${id}"/>`).join('');
  const archive = pack([[title('Second')], [title('First')], [title('Deleted')]], {
    'ppt/presentation.xml': `<p:presentation ${SPACES}><p:sldIdLst>${order}</p:sldIdLst></p:presentation>`,
  });
  expect(imported(archive).markdown).toMatch(/## First\n\n---\n\n## Second$/);
});

test('what is not in the file is told, and files are found and named as other programs write them', () => {
  const picture = (id: string) => `<p:pic><p:blipFill><a:blip r:embed="${id}"/></p:blipFill></p:pic>`;
  const rels = relations({
    a: ['image', '../media/gone.png'],
    b: ['image', '..\\Media\\a%20(b).PNG'],
    s: ['image', '/media/sdk.png'],
    c: ['image', '../media/x/a (b).png'],
  });
  const linked = picture('d').replace('embed', 'link');
  const inner = picture('a') + picture('b') + picture('c') + picture('s') + picture('e') + linked;
  const { markdown, files, losses } = imported(
    pack(
      [
        [
          slide(inner),
          rels.replace(
            '</R',
            '<Relationship Id="d" Type="x/image" Target="file:///c/d.png" TargetMode="External"/></R',
          ),
        ],
      ],
      {
        'ppt/media/a (b).png': new Uint8Array([1]),
        'ppt/media/x/a (b).png': new Uint8Array([2]),
        'media/sdk.png': new Uint8Array([3]),
      },
    ),
  );
  expect(files).toEqual(['media/a-20-b-.PNG', 'media/x-a-b-.png', 'media/sdk.png']);
  expect(markdown).toMatch(
    /!\[\]\(media\/a-20-b-\.PNG\)\n\n!\[\]\(media\/x-a-b-\.png\)\n\n!\[\]\(media\/sdk\.png\)$/,
  );
  expect(losses.slice(0, 3)).toEqual([
    '1: `gone.png`: it is not in the file; put a copy beside the deck.',
    '1: `a picture`: it is not in the file.',
    '1: `file:///c/d.png`: it is not in the file; put a copy beside the deck.',
  ]);
});

test.each([
  [
    'no archive',
    new Uint8Array([1, 2, 3]),
    'talk.pptx is no archive that can be read. Open it in PowerPoint, and save it again as .pptx.',
  ],
  [
    'a presentation with a password',
    new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]),
    'talk.pptx has a password, or is of a format from before 2007. Open it in PowerPoint, and save it as .pptx without a password.',
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
  ['a presentation without slides', pack([]), 'talk.pptx has no slides.'],
  [
    'a part that is too large',
    pack([[`<p:sld ${SPACES}>${' '.repeat(20_000_000)}</p:sld>`]]),
    'talk.pptx has more in ppt/slides/slide1.xml than a slide can show; it was not made by hand.',
  ],
  [
    'groups within groups without end',
    pack([[slide('<p:grpSp>'.repeat(5000) + '</p:grpSp>'.repeat(5000))]]),
    'talk.pptx has more in ppt/slides/slide1.xml than a slide can show; it was not made by hand.',
  ],
  [
    'too much text',
    zipSync({ 'a.xml': new Uint8Array(200_000_001) }, { level: 1 }),
    'talk.pptx unpacks to more than 200 MB of text, which no talk has.',
  ],
])('%s is refused', (_, archive, message) => {
  expect(() => imported(archive)).toThrow(message);
});

const pictured = (description: string) =>
  slide(
    `<p:pic><p:nvPicPr><p:cNvPr id="2" name="x" descr="${description}"/></p:nvPicPr><p:blipFill><a:blip r:embed="i"/></p:blipFill></p:pic>`,
  );
const image = relations({ i: ['image', '../media/a.png'] });

test.each([
  ['../img/tide.png', ''],
  ['C:\\Users\\ada\\tide 1.JPG', ''],
  ['fig: tide.png', ''],
  ['A tide&#10;&#10;Description automatically generated with low confidence', 'A tide'],
  ['The file tide.png is open', 'The file tide.png is open'],
])('%s says of a picture: %s', (description, alt) => {
  const { markdown } = imported(
    pack([[pictured(description), image]], { 'ppt/media/a.png': new Uint8Array(3) }),
  );
  expect(markdown.split('---\n\n')[1]).toBe(`![${alt}](media/a.png)`);
});

test('slides that are pictures are told', () => {
  const { losses } = imported(
    pack(
      [
        [
          slide('', '', '<p:bg><p:bgPr><a:blipFill><a:blip r:embed="i"/></a:blipFill></p:bgPr></p:bg>'),
          image,
        ],
        [pictured(''), image],
      ],
      { 'ppt/media/a.png': new Uint8Array(3) },
    ),
  );
  expect(losses).toContain(
    '1: `2 of 2 slides`: they are pictures of slides: nothing on them can be searched, read aloud or changed. Import what the presentation was made of.',
  );
});

test('several authors are several speakers', () => {
  const core =
    '<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>Ada Marsh; Ben Shore</dc:creator></cp:coreProperties>';
  expect(imported(pack([[slide('')]], { 'docProps/core.xml': core })).markdown).toContain(
    'speakers:\n  - Ada Marsh\n  - Ben Shore\n',
  );
});
