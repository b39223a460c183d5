/** Slides of PowerPoint: what layouts say for them, groups, what is hidden or lies beside, pictures, notes, footers. */
import { expect, test } from 'vitest';
import { imported, pack, paragraph, relations, run, SPACES, shape, slide } from './presentation.ts';

const words = (text: string) => paragraph(run(text));
const PICTURE = { 'ppt/media/a.png': new Uint8Array([1]), 'ppt/media/a.svg': new Uint8Array([1]) };

/** Writes a placeholder that leaves its place to its layout. */
const placed = (id: number, text: string, type = '') =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="x"/><p:nvPr><p:ph ${type} idx="${id}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>${words(text)}</p:txBody></p:sp>`;

const layout = (inner: string, type = 'twoObj') =>
  `<p:sldLayout ${SPACES} type="${type}"><p:cSld><p:spTree>${inner}</p:spTree></p:cSld></p:sldLayout>`;

const inLayout = (id: number, x: number, style = '', type = '') =>
  `<p:sp><p:nvSpPr><p:nvPr><p:ph ${type} idx="${id}"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="${x}" y="10"/><a:ext cx="400" cy="400"/></a:xfrm></p:spPr><p:txBody><a:lstStyle>${style}</a:lstStyle></p:txBody></p:sp>`;

const MASTER = `<p:sldMaster ${SPACES}><p:txStyles><p:bodyStyle><a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr></p:bodyStyle></p:txStyles></p:sldMaster>`;

const LAYOUT_PARTS = {
  'ppt/slideLayouts/_rels/l.xml.rels': relations({ m: ['slideMaster', '../slideMasters/m.xml'] }),
  'ppt/slideMasters/m.xml': MASTER,
};
const toLayout = relations({ l: ['slideLayout', '../slideLayouts/l.xml'] });

test('places and bullets are inherited from the layout and the master', () => {
  const parts = {
    ...LAYOUT_PARTS,
    'ppt/slideLayouts/l.xml': layout(
      inLayout(1, 500) + inLayout(2, 0, '<a:lvl1pPr><a:buNone/></a:lvl1pPr>', 'type="body"'),
    ),
  };
  const archive = pack([[slide(placed(1, 'right') + placed(2, 'left', 'type="body"')), toLayout]], parts);
  expect(imported(archive).markdown).toMatch(/\{\.columns\}\n\nleft\n\n\*\*\*\n\n- right$/);
});

test('a section’s slide is a title', () => {
  const parts = { ...LAYOUT_PARTS, 'ppt/slideLayouts/l.xml': layout('', 'secHead') };
  const archive = pack(
    [[slide(shape('title', words('One')))], [slide(shape('title', words('Part'))), toLayout]],
    parts,
  );
  expect(imported(archive).markdown).toMatch(/\{\.title\}\n\n# Part$/);
});

test('what layouts and masters show is told once, and their pictures are kept', () => {
  const picture = '<p:pic><p:blipFill><a:blip r:embed="a"/></p:blipFill></p:pic>';
  const ground = '<p:cSld><p:bg><p:bgPr><a:blipFill><a:blip r:embed="b"/></a:blipFill></p:bgPr></p:bg>';
  const images = relations({ a: ['image', '../media/a.png'], b: ['image', '../media/b.png'] });
  const parts = {
    'ppt/media/a.png': new Uint8Array([1]),
    'ppt/media/b.png': new Uint8Array([2]),
    'ppt/slideLayouts/l.xml': layout(shape('', words('Do not share')) + shape('title', words('Click here'))),
    'ppt/slideLayouts/_rels/l.xml.rels': LAYOUT_PARTS['ppt/slideLayouts/_rels/l.xml.rels'],
    'ppt/slideMasters/m.xml': MASTER.replace(
      '<p:txStyles>',
      `${ground}<p:spTree>${picture}${shape('', words('Acme'))}${shape('', words('7'))}</p:spTree></p:cSld><p:txStyles>`,
    ),
    'ppt/slideMasters/_rels/m.xml.rels': images,
  };
  const title = shape('title', words('One'));
  const own = '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="112233"/></a:solidFill></p:bgPr></p:bg>';
  const archive = pack(
    [
      [slide(title, '', own), toLayout],
      [slide(title), toLayout],
      [slide(title, 'showMasterSp="0"'), toLayout],
      [slide(title, 'show="0"'), toLayout],
    ],
    parts,
  );
  const { losses, files } = imported(archive);
  const words12 =
    'the layout has it on slides 1, 2, and none has it here; `header` and `footer` are on each.';
  const shows = 'and none has it here; `logo` of a theme or `data-background-image` shows it.';
  expect(losses.slice(0, 4)).toEqual([
    `1: \`Do not share\`: ${words12}`,
    `1: \`Acme\`: ${words12}`,
    `1: \`media/a.png\`: the layout has this picture on slides 1, 2, ${shows}`,
    `2: \`media/b.png\`: the layout has this picture on slides 2, 3, ${shows}`,
  ]);
  expect(files).toEqual(['media/b.png', 'media/a.png']);
});

test('a group stands where it is, with what is in it together, and in rows', () => {
  const transform =
    '<p:grpSpPr><a:xfrm><a:off x="0" y="500"/><a:ext cx="100" cy="100"/><a:chOff x="0" y="0"/><a:chExt cx="1000" cy="1000"/></a:xfrm></p:grpSpPr>';
  const group = `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g"/></p:nvGrpSpPr>${transform}${shape('', words('B'), [500, 0, 400])}${shape('', words('A'), [0, 0, 400])}</p:grpSp>`;
  const archive = pack([
    [slide(shape('', words('last'), [0, 700, 400]) + group + shape('', words('first'), [0, 100, 400]))],
  ]);
  expect(imported(archive).markdown).toMatch(/first\n\nA\n\nB\n\nlast$/);
});

test('what is hidden, lies beside the slide or is covered by a joined cell is not shown; the report says so', () => {
  const hidden = shape('', words('secret'), [0, 0, 400]).replace('name="x"', 'name="Box" hidden="1"');
  const beside = shape('', words('parked'), [9_999_999, 0, 400]);
  const cell = (text: string, more = '') => `<a:tc ${more}><a:txBody>${words(text)}</a:txBody></a:tc>`;
  const table = `<p:graphicFrame><p:xfrm/><a:graphic><a:graphicData><a:tbl><a:tr>${cell('h', 'gridSpan="2"')}${cell('covered', 'hMerge="1"')}</a:tr><a:tr><a:tc><a:txBody>${words('a')}${words('b')}</a:txBody></a:tc>${cell('c')}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
  const { markdown, losses } = imported(pack([[slide(hidden + beside + table)]]));
  expect(markdown).toMatch(/---\n\n\| h \| {2}\|\n\| --- \| --- \|\n\| a<br>b \| c \|$/);
  expect(losses.slice(0, 3)).toEqual([
    '1: `Box`: it is hidden on the slide, and was left out.',
    '1: `parked`: it stands beside the slide, and was left out.',
    '1: `joined cells`: cells of a table in Markdown stand apart: the words are in the first; a `<table>` can join them.',
  ]);
});

test('cells that say they are joined with none are told as little as others', () => {
  const cell = `<a:tc gridSpan="1" rowSpan="1"><a:txBody>${words('a')}</a:txBody></a:tc>`;
  const table = `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>${cell}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
  expect(imported(pack([[slide(table)]])).losses.join()).not.toContain('joined');
});

test('drawn shapes and comments are told', () => {
  const line = '<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="4" name="line"/></p:nvCxnSpPr></p:cxnSp>';
  const archive = pack([[slide(line), relations({ c: ['comments', '../comments/c.xml'] })]], {
    'ppt/comments/c.xml': `<p:cmLst ${SPACES}><p:cm><p:text>Shorter!</p:text></p:cm></p:cmLst>`,
  });
  expect(imported(archive).losses.slice(0, 2)).toEqual([
    '1: `a drawn shape`: lines and shapes without words; export the drawing as a picture if it says something.',
    '1: `a comment: Shorter!`: comments are not carried over.',
  ]);
});

test('a picture is taken once, as a drawing where it is one; its link is kept, and what was cropped is told', () => {
  const picture = `<p:pic><p:nvPicPr><p:cNvPr id="2" name="x" descr="A"><a:hlinkClick r:id="h"/></p:cNvPr></p:nvPicPr><p:blipFill><a:blip r:embed="i"><x xmlns:asvg="y"><asvg:svgBlip r:embed="s"/></x></a:blip><a:srcRect l="20000"/></p:blipFill></p:pic>`;
  const rels = relations({
    i: ['image', '../media/a.png'],
    s: ['image', '../media/a.svg'],
    h: ['hyperlink', 'https://example.org'],
  });
  const { markdown, files, losses } = imported(pack([[slide(picture), rels]], PICTURE));
  expect(markdown).toMatch(/\[!\[A\]\(media\/a\.svg\)\]\(https:\/\/example\.org\)$/);
  expect(files).toEqual(['media/a.svg']);
  expect(losses[0]).toBe(
    '1: `media/a.svg`: it was cropped, and is whole here, for everybody to see; crop the file itself.',
  );
});

test('a picture that is small on its slide stays so; one that is written several times is one file', () => {
  const picture = (id: string, width: number) =>
    `<p:pic><p:blipFill><a:blip r:embed="${id}"/></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="${width}"/><a:ext cx="${width}" cy="9"/></a:xfrm></p:spPr></p:pic>`;
  const rels = relations({ a: ['image', '../media/a.png'], b: ['image', '../media/b.png'] });
  const parts = { 'ppt/media/a.png': new Uint8Array([1, 2]), 'ppt/media/b.png': new Uint8Array([1, 2]) };
  const { markdown, files } = imported(
    pack([[slide(picture('a', 914_400) + picture('b', 4_572_000)), rels]], parts),
  );
  expect(markdown).toMatch(/!\[\]\(media\/a\.png\)\{width=128\}\n\n!\[\]\(media\/a\.png\)$/);
  expect(files).toEqual(['media/a.png']);
});

test('a picture that fills the slide is behind it, one that fills a shape is there', () => {
  const whole =
    '<p:pic><p:blipFill><a:blip r:embed="i"/></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9144000" cy="6858000"/></a:xfrm></p:spPr></p:pic>';
  const filled =
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="x" descr="B"/></p:nvSpPr><p:spPr><a:blipFill><a:blip r:embed="s"/></a:blipFill></p:spPr></p:sp>';
  const rels = relations({ i: ['image', '../media/a.png'], s: ['image', '../media/a.svg'] });
  const { markdown } = imported(pack([[slide(whole + filled), rels]], PICTURE));
  expect(markdown).toMatch(/data-background-image="media\/a\.png" -->\n\n!\[B\]\(media\/a\.svg\)$/);
});

test('pictures that are bullets are none of the slide', () => {
  const bullet = '<a:pPr><a:buBlip><a:blip r:embed="i"/></a:buBlip></a:pPr>';
  const rels = relations({ i: ['image', '../media/a.png'] });
  const { markdown, files } = imported(
    pack([[slide(shape('', paragraph(run('a'), bullet))), rels]], PICTURE),
  );
  expect([markdown.replace(/^---[\s\S]*---\n\n/, ''), files]).toEqual(['- a', []]);
});

test('a faded picture behind a slide stays faded', () => {
  const ground = `<p:bg><p:bgPr><a:blipFill><a:blip r:embed="i"><a:alphaModFix amt="20000"/></a:blip></a:blipFill></p:bgPr></p:bg>`;
  const archive = pack([[slide('', '', ground), relations({ i: ['image', '../media/a.png'] })]], PICTURE);
  expect(imported(archive).markdown).toContain(
    'data-background-image="media/a.png" data-background-opacity="0.2"',
  );
});

test('a film that is named twice is told once', () => {
  const film =
    '<p:pic><p:nvPicPr><p:nvPr><a:videoFile r:link="v"/><p14:media xmlns:p14="x" r:embed="m"/></p:nvPr></p:nvPicPr></p:pic>';
  const rels = relations({ v: ['video', '../media/v.wmv'], m: ['media', '../media/v.wmv'] });
  const archive = pack([[slide(film), rels]], { 'ppt/media/v.wmv': new Uint8Array([1]) });
  expect(imported(archive).losses.filter((loss) => loss.includes('v.wmv'))).toHaveLength(1);
});

test('columns with a line above and below are columns within the slide', () => {
  const tall = (text: string, place: [number, number, number]) =>
    shape('', words(text), place).replace('cy="1"', 'cy="200"');
  const archive = pack([
    [
      slide(
        tall('below', [0, 500, 900]) +
          tall('right', [500, 220, 400]) +
          tall('left', [0, 230, 400]) +
          tall('above', [0, 0, 900]),
      ),
    ],
  ]);
  expect(imported(archive).markdown).toMatch(
    /above\n\n<div class="columns">\n<div>\n\nleft\n\n<\/div>\n<div>\n\nright\n\n<\/div>\n<\/div>\n\nbelow$/,
  );
});

test('a film elsewhere is a link on its picture', () => {
  const film =
    '<p:pic><p:nvPicPr><p:cNvPr id="2" name="x" descr="A"/><p:nvPr><a:videoFile r:link="f"/></p:nvPr></p:nvPicPr><p:blipFill><a:blip r:embed="i"/></p:blipFill></p:pic>';
  const rels = relations({ i: ['image', '../media/a.png'], f: ['video', 'https://example.org/film'] });
  const { markdown, report } = imported(pack([[slide(film), rels]], PICTURE));
  expect(markdown).toMatch(/\[!\[A\]\(media\/a\.png\)\]\(https:\/\/example\.org\/film\)$/);
  expect(report[0]).toBe('1: `https://example.org/film` → a link to the film');
});

test('names of sections, and pictures in notes, are told', () => {
  const section = (name: string, ...ids: readonly number[]) =>
    `<p14:section name="${name}">${ids.map((id) => `<p14:sldId id="${id}"/>`).join('')}</p14:section>`;
  const notes = `<p:notes ${SPACES}><p:pic><p:blipFill><a:blip r:embed="i"/></p:blipFill></p:pic></p:notes>`;
  const rels = relations({ n: ['notesSlide', '../notesSlides/n.xml'] });
  const { losses } = imported(
    pack([[slide('')], [slide(''), rels]], {
      'ppt/notesSlides/n.xml': notes,
      'ppt/presentation.xml': `<p:presentation ${SPACES} xmlns:p14="y"><p:sldIdLst><p:sldId id="7" r:id="r0"/><p:sldId id="5" r:id="r1"/></p:sldIdLst>${section('Ebb', 7)}${section('None')}${section('Flow', 5)}</p:presentation>`,
    }),
  );
  expect(losses).toContain(
    '1: `sections`: “Ebb” from slide 1, “Flow” from slide 2; a slide with nothing but a heading begins a section here.',
  );
  expect(losses).toContain('2: `a picture in the notes`: only words of notes are carried over.');
});

test('notes keep their paragraphs, also where they stand in a box of their own', () => {
  const notes = `<p:notes ${SPACES}><p:cSld><p:spTree>${shape('sldNum', words('7'))}${shape('', words('one') + words('---'))}</p:spTree></p:cSld></p:notes>`;
  const archive = pack([[slide(''), relations({ n: ['notesSlide', '../notesSlides/n.xml'] })]], {
    'ppt/notesSlides/n.xml': notes,
  });
  expect(imported(archive).markdown).toMatch(/Note:\none\n\n\\---$/);
});

test('footers and numbers of most slides are the deck’s; the language and direction of most words, too', () => {
  const footer = shape('ftr', words('ACME')) + shape('sldNum', words('1'));
  const german = run('Der Hafen').replace('<a:rPr ', '<a:rPr lang="de-DE" ');
  const arabic = paragraph(run('نص'), '<a:pPr rtl="1"/>');
  const archive = pack([
    [slide(shape('ctrTitle', paragraph(german)))],
    [slide(shape('title', paragraph(german)) + footer)],
    [slide(shape('title', paragraph(german)) + footer)],
    [slide(shape('', arabic))],
  ]);
  const { markdown } = imported(archive);
  expect(markdown).toContain('---\nlang: de-DE\nfooter:\n  - ACME\n  - "{n}"\n');
  expect(markdown).toMatch(/<!-- \.slide: dir="rtl" data-footer="off" -->\n\nنص$/);
});

test('a date that its author wrote is on the opening, and in the footer of others; that of the day is nowhere', () => {
  const today = paragraph('<a:fld type="datetime1"><a:t>1/2/2026</a:t></a:fld>');
  const dated = (place: string) => slide(shape(place, words('A')) + shape('dt', words('3 May 2026')));
  const archive = pack([
    [dated('ctrTitle')],
    [dated('title')],
    [dated('title')],
    [slide(shape('title', words('B')) + shape('dt', today))],
  ]);
  const { markdown } = imported(archive);
  expect(markdown).toContain('footer: 3 May 2026\n');
  expect(markdown).toContain(
    '# A\n\n3 May 2026\n\n---\n\n## A\n\n---\n\n## A\n\n---\n\n{data-footer=off}\n\n## B',
  );
});
