/** Charts of hostile data: each is drawn or told of at its place, and nothing of it runs. */
import { describe, expect, test } from 'vitest';
import { parseDeck } from '../../../../server/deck/parse.ts';
import { renderDeck } from '../../../../server/deck/render.ts';

async function render(text: string, files: Readonly<Record<string, string>> = {}) {
  const read = (path: string) => files[path];
  const deck = await renderDeck(parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown', read }));
  const html = deck.stacks
    .flatMap(({ slides }) => slides)
    .map((slide) => slide.html)
    .join('\n');
  return { html, told: deck.warnings.map(({ line, column, reason }) => `${line}:${column} ${reason}`), deck };
}

const chart = (options: string, data: string) => `# One\n\n\`\`\`chart ${options}\n${data}\n\`\`\`\n`;
const rows = (count: number, of = (i: number) => `${i}`) =>
  Array.from({ length: count }, (_, i) => `row ${i},${of(i)}`).join('\n');

test.each(['bar', 'column', 'line', 'area', 'pie', 'bar stacked', 'column stacked', 'area stacked'])(
  'draws %s of one row, of 300 rows, and of zeros, without a place that is no number',
  async (kind) => {
    for (const data of [
      'a,b\nx,3',
      `a,b\n${rows(300, (i) => `${i + 1}`)}`,
      'a,b\nx,0\ny,1',
      'a,b\nx,\ny,2',
    ]) {
      const { html, told } = await render(chart(kind, data));
      expect(html).toContain(`chart-of-${kind.split(' ')[0]}`);
      expect(html).not.toMatch(/NaN|Infinity|undefined/);
      expect(told.filter((each) => !/room/.test(each))).toEqual([]);
    }
  },
);

test('draws one point, and points without names', async () => {
  for (const data of ['x,y\n1,2', 'name,x,y\na,1,2\n,,3', 'x,y\n1,2\n1,2']) {
    const { html, told } = await render(chart('scatter', data));
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
    expect(told).toEqual([]);
  }
});

test.each([
  ['a row', '| a | b | c |\n|--|--|--|\n| x | 1 | 2 |\n| **y** | 3 | 4 |', ['quiet', 's0', 'quiet', 's1']],
  ['a series', '| a | **b** | c |\n|--|--|--|\n| x | 1 | 2 |\n| y | 3 | 4 |', ['s0', 's0', 'quiet', 'quiet']],
  [
    'a value',
    '| a | b | c |\n|--|--|--|\n| x | 1 | 2 |\n| y | 3 | __4__ |',
    ['quiet', 'quiet', 'quiet', 's0'],
  ],
  [
    'all names',
    '| **a** | **b** | **c** |\n|--|--|--|\n| **x** | 1 | 2 |\n| **y** | 3 | 4 |',
    ['s0', 's0', 's1', 's1'],
  ],
])('where %s is bold, the rest is quiet, and no sign is written', async (_, table, classes) => {
  const { html, told } = await render(chart('column', table));
  const bars = [...html.matchAll(/<g class="chart-(\w+)"><rect/g)].map(([, name]) => name);
  expect(bars.toSorted()).toEqual(classes.toSorted());
  expect(html).not.toMatch(/\*\*|__/);
  expect(told).toEqual([]);
});

test('bars begin at zero, and say so if they are told otherwise', async () => {
  const usual = await render(chart('column', 'a,b\nx,98\ny,99'));
  expect(usual.html).not.toContain('chart-note');
  const told = await render(`---\nlang: de\n---\n${chart('column {from=95}', 'a,b\nx,98\ny,99')}`);
  expect(told.html).toContain('<p class="chart-note">Die Achse beginnt bei 95</p>');
});

describe('names on an axis of dates or numbers touch no other; the first and the last stay', () => {
  /** The names that are written below the plot at a width, of the wide and the narrow one. */
  const namesAt = (html: string, width: 'wide' | 'narrow') => {
    const [, group = ''] = new RegExp(`<g class="chart-${width}">(<text.*?)</g>`).exec(html) ?? [];
    return [...group.matchAll(/>([^<>]+)<\/text>/g)].map(([, name]) => name);
  };

  test.each([
    [
      'of dates close together',
      ['2025-01-01', '2025-02-01', '2025-03-15', '2025-12-01'],
      ['2025-01-01', '2025-03-15', '2025-12-01'],
      ['2025-01-01', '2025-12-01'],
    ],
    [
      'of dates close to the last',
      ['2025-01-01', '2025-06-01', '2025-11-20', '2025-12-01'],
      ['2025-01-01', '2025-06-01', '2025-12-01'],
      ['2025-01-01', '2025-06-01', '2025-12-01'],
    ],
    ['of numbers', ['0', '1', '2', '50', '100'], ['0', '50', '100'], ['0', '50', '100']],
    [
      'with room for all',
      ['1990', '2000', '2010', '2025'],
      ['1990', '2000', '2010', '2025'],
      ['1990', '2000', '2010', '2025'],
    ],
  ])('%s', async (_, labels, wide, narrow) => {
    for (const kind of ['line', 'area']) {
      const { html, told } = await render(
        chart(kind, `at,n\n${labels.map((at, i) => `${at},${i + 1}`).join('\n')}`),
      );
      expect(namesAt(html, 'wide')).toEqual(wide);
      expect(namesAt(html, 'narrow')).toEqual(narrow);
      expect(told).toEqual([]);
    }
  });
});

describe('shares of a pie', () => {
  const sharesOf = async (data: string, options = '') => {
    const { html } = await render(chart(`pie ${options}`, `part,n\n${data}`));
    const [drawing = ''] = html.split('<table');
    return [...new Set([...drawing.matchAll(/>([^<>]*\d%)</g)].map(([, share]) => share))];
  };

  test('are the values where these add up to 100', async () => {
    const own = ['41.5%', '30%', '20.5%', '0.4%', '7.6%'];
    expect(await sharesOf('a,41.5\nb,30\nc,20.5\nd,0.4\ne,7.6', '{unit=%}')).toEqual(own);
    expect(await sharesOf('a,99.96\nb,0.04')).toEqual(['99.96%', '0.04%']);
  });

  test('are whole where they can be', async () => {
    expect(await sharesOf('a,2\nb,1')).toEqual(['67%', '33%']);
  });

  test('have a decimal where one would read as nothing, which no slice does', async () => {
    expect(await sharesOf('a,2000\nb,992\nc,8')).toEqual(['66.7%', '33.1%', '0.3%']);
    expect(await sharesOf('a,19990\nb,10000\nc,10')).toEqual(['66.6%', '33.3%', '&lt;&nbsp;0.1%']);
  });
});

test('values below zero lie on the other side of the base line', async () => {
  const { html } = await render(chart('bar', 'a,b\nx,1\ny,-1'));
  expect(html).toContain('chart-bar chart-left');
  expect(html).toContain('chart-bar chart-right');
});

test('30 series of long names are drawn, and the author is told what to leave out', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `${'long name '.repeat(8)}${i}`);
  const { html, told } = await render(
    chart('line', `a,${names.join(',')}\nx,${names.map((_, i) => i)}\ny,${names.map((_, i) => i * 2)}`),
  );
  expect(html).toContain('chart-s8');
  expect(told).toEqual([
    expect.stringMatching(
      /^4:1 in this chart, only \d+ of its 30 series have room for a name, and not all names of its series have room, and 22 of its 30 series share one grey, since there are 8 colours$/,
    ),
  ]);
});

test('series and slices that share a grey are told, unless some are marked', async () => {
  const names = [...'abcdefghij'];
  const columns = `x,${names}\ny,${names.map(() => 5)}`;
  const rows = `x,n\n${names.map((name) => `${name},5`).join('\n')}`;
  const toldOf = async (options: string, data: string) =>
    (await render(chart(options, data))).told.filter((each) => each.includes('grey'));
  expect(await toldOf('column stacked', columns)).toEqual([
    '4:1 in this chart, 2 of its 10 series share one grey, since there are 8 colours',
  ]);
  expect(await toldOf('pie', rows)).toEqual([
    expect.stringContaining('2 of its 10 slices share one grey, since there are 8 colours'),
  ]);
  expect(await toldOf('column stacked {mark=c}', columns)).toEqual([]);
  expect(await toldOf('column stacked', columns.replaceAll(/,j|,5$/g, ''))).toEqual([]);
});

test('HTML in data and options is text', async () => {
  const evil = '<img/src=x onerror=alert(1)>';
  const { html } = await render(chart(`bar {title="${evil}"}`, `${evil},${evil}\n${evil},1`));
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img/src=x onerror=alert(1)&gt;');
});

test('numbers are in the language of the slide', async () => {
  const { html } = await render(`---\nlang: de\n---\n${chart('column', 'a,b\nx,1234.5\ny,2')}`);
  expect(html).toContain('<td>1.234,5</td>');
});

describe('mistakes are told at their line and column, and leave the data on the slide', () => {
  test.each([
    ['a word for a number', 'column', 'a,b\nx,many', '5:3 `many` is no number'],
    [
      'a surplus cell',
      'column',
      '| a | b |\n| x | 1 | 2 |',
      '5:11 this row has 3 cells, and 2 columns are named',
    ],
    ['a slice below zero', 'pie', 'a,b\nx,-1', '5:3 a pie has no place below zero'],
    ['two columns of a pie', 'pie', 'a,b,c\nx,1,2', '4:5 a pie shows one column of numbers'],
    ['no number at all', 'line', 'a,b\nx,', '4:1 this chart has no numbers'],
    ['no data', 'line', '', '3:1 this chart has no data'],
  ])('%s', async (_, kind, data, message) => {
    const { html, told } = await render(chart(kind, data));
    expect(told).toEqual([message]);
    expect(html).not.toContain('<svg');
    expect(html).toContain('<pre');
  });

  test('of a file, in that file', async () => {
    const { deck } = await render('```chart bar {src=data/rain.csv}\n```\n', {
      'data/rain.csv': '\ufeffPlace,Rain\r\n"Cork",1\r\nGalway,much\r\n',
    });
    expect(deck.warnings).toMatchObject([{ file: 'data/rain.csv', line: 3, column: 8, rule: 'chart' }]);
  });

  test.each([
    ['a kind', 'colum', '`colum` is no option of a chart'],
    ['a name', 'bar {marks=x}', '`marks=x` is no option of a chart'],
    [
      'what is to be marked',
      'bar {mark=z}',
      '`z` is neither a series nor a row of this chart, so nothing is marked',
    ],
    ['a place on the axis', 'bar {from=low}', '`from=low` is no place on an axis'],
    ['two kinds', 'bar line', 'a chart is of one kind, and this one is to be `bar` and `line`'],
  ])('%s that is not read is told, and the chart is drawn', async (_, options, reason) => {
    const { html, told } = await render(chart(options, 'a,b\nx,1'));
    expect(told).toEqual([expect.stringContaining(reason)]);
    expect(told[0]).toMatch(/^3:/);
    expect(html).toContain('<svg');
  });
});

test('a file outside of the served folder is refused as an include is', async () => {
  await expect(render('```chart bar {src=../../secret.csv}\n```\n')).rejects.toThrow(
    'there is no file `../../secret.csv` to include',
  );
});
