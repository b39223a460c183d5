/** What comes with a click on a slide of PowerPoint comes with a step here. */
import { describe, expect, test } from 'vitest';
import { imported, pack, paragraph, relations, run, shape, slide } from './presentation.ts';

const effect = (kind: string, target: string, when = 'clickEffect') =>
  `<p:par><p:cTn presetClass="${kind}" nodeType="${when}"><p:childTnLst><p:set><p:cBhvr><p:cTn id="1"/><p:tgtEl>${target}</p:tgtEl></p:cBhvr></p:set></p:childTnLst></p:cTn></p:par>`;
const whole = (id: number) => `<p:spTgt spid="${id}"/>`;
const lines = (id: number, first: number, last = first) =>
  `<p:spTgt spid="${id}"><p:txEl><p:pRg st="${first}" end="${last}"/></p:txEl></p:spTgt>`;

/** Writes a shape with a number of its own, as high on the slide as that. */
const numbered = (id: number, body: string, place = '') =>
  shape(place, body, [0, id * 100, 400]).replace('id="1"', `id="${id}"`);
const words = (text: string) => paragraph(run(text));
const item = (text: string, level = 0) => paragraph(run(text), `<a:pPr lvl="${level}"/>`);

function converted(shapes: string, effects: readonly string[], rels?: string, more = {}) {
  const timing = `<p:timing><p:tnLst><p:par><p:cTn nodeType="tmRoot"><p:childTnLst>${effects.join('')}</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>`;
  const xml = slide(shapes).replace('</p:sld>', `${timing}</p:sld>`);
  const { markdown, report } = imported(pack([rels === undefined ? [xml] : [xml, rels]], more));
  return { text: markdown.replace(/^---[\s\S]*?---\n\n/, ''), report };
}

test.each([
  [
    'every item, with what is below it at the same time, in the order of the slide',
    item('low') + item('rising') + item('more', 1) + item('high'),
    [lines(2, 0), lines(2, 1, 2), lines(2, 3)],
    '- low\n- rising\n  - more\n- high\n\n{.fragments}',
  ],
  ['some items', item('low') + item('high'), [lines(2, 1)], '- low\n- high {.fragment}'],
  [
    'items from the last to the first',
    item('low') + item('high'),
    [lines(2, 1), lines(2, 0)],
    '- low {.fragment data-fragment-index=1}\n- high {.fragment data-fragment-index=0}',
  ],
])('of a list, %s', (_, body, targets, text) => {
  expect(
    converted(
      numbered(2, body, 'body'),
      targets.map((target) => effect('entr', target)),
    ).text,
  ).toBe(text);
});

test('an item below another one may come later', () => {
  const list = numbered(2, item('low') + item('more', 1), 'body');
  const text = '- low {.fragment}\n  - more {.fragment}';
  expect(converted(list, [effect('entr', lines(2, 0)), effect('entr', lines(2, 1))]).text).toBe(text);
});

describe('a shape comes as a whole', () => {
  test('as a paragraph, and as a box of several', () => {
    const shapes = numbered(2, words('One')) + numbered(3, words('Two') + words('Three'));
    expect(converted(shapes, [effect('entr', whole(2)), effect('entr', whole(3))]).text).toBe(
      'One {.fragment}\n\n<div class="fragment">\n\nTwo\n\nThree\n\n</div>',
    );
  });

  test('two at one click have one number', () => {
    const shapes = numbered(2, words('One')) + numbered(3, words('Two') + words('Three'));
    expect(converted(shapes, [effect('entr', whole(2)), effect('entr', whole(3), 'withEffect')]).text).toBe(
      'One {.fragment data-fragment-index=0}\n\n<div class="fragment" data-fragment-index="0">\n\nTwo\n\nThree\n\n</div>',
    );
  });

  test('a picture, and a group', () => {
    const picture =
      '<p:pic><p:nvPicPr><p:cNvPr id="3" name="x" descr="Hills"/></p:nvPicPr><p:blipFill><a:blip r:embed="i"/></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="300"/><a:ext cx="9" cy="9"/></a:xfrm></p:spPr></p:pic>';
    const group = `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g"/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="900"/><a:ext cx="9" cy="9"/></a:xfrm></p:grpSpPr>${numbered(4, words('In it'))}</p:grpSp>`;
    const { text } = converted(
      picture + group,
      [effect('entr', whole(3)), effect('entr', whole(9))],
      relations({ i: ['image', '../media/a.png'] }),
      { 'ppt/media/a.png': new Uint8Array([1]) },
    );
    expect(text).toBe('![Hills](media/a.png){.fragment}\n\nIn it {.fragment}');
  });
});

test('what comes by itself is there from the start, and words in braces stay words', () => {
  const shapes = numbered(2, words('One')) + numbered(3, words('{.fragment}'));
  const effects = [effect('entr', whole(2), 'afterEffect'), effect('entr', whole(3))];
  expect(converted(shapes, effects).text).toBe('One\n\n{&NoBreak;.fragment} {.fragment}');
});

test.each([
  ['entr', ['1: `animations` → fragments, which come without effects']],
  ['exit', [expect.stringMatching(/^1: `animations`: what goes, moves or is stressed stays as it is/)]],
  ['mediacall', []],
])('the report tells what became of effects of the kind %s', (kind, told) => {
  const { report } = converted(numbered(2, words('One')), [effect(kind, whole(2))]);
  expect(report.filter((remark) => remark.includes('animations'))).toEqual(told);
});

test('paragraphs that are not there come with no click, however many there are said to be', () => {
  const { text } = converted(numbered(2, words('a')), [
    effect('entr', lines(2, -4_000_000_000, 4_000_000_000)),
  ]);
  expect(text).toBe('a {.fragment}');
});

test('code whose lines come one by one comes with the first', () => {
  const code = paragraph(run('a', '<a:latin typeface="Consolas"/>'));
  const effects = [
    effect('entr', lines(2, 0, 0)),
    effect('entr', lines(2, 1, 1)),
    effect('entr', lines(2, 2, 2)),
  ];
  expect(converted(numbered(2, words('z') + code + code), effects).text).toBe(
    'z {.fragment}\n\n``` {.fragment}\na\na\n```',
  );
});

test('code that looks like a step is code', () => {
  const code = paragraph(run('{.fragment}', '<a:latin typeface="Consolas"/>'));
  const effects = [effect('entr', whole(3)), effect('entr', whole(2))];
  expect(converted(numbered(2, code + code) + numbered(3, words('z')), effects).text).toBe(
    '``` {.fragment data-fragment-index=1}\n{.fragment}\n{.fragment}\n```\n\nz {.fragment data-fragment-index=0}',
  );
});
