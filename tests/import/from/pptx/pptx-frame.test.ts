/** Charts, SmartArt and objects of PowerPoint. */
import { expect, test } from 'vitest';
import { imported, pack, paragraph, relations, run, SPACES, slide } from './presentation.ts';

const frame = (inner: string, uri: string) =>
  `<p:graphicFrame><p:xfrm/><a:graphic><a:graphicData uri="${uri}">${inner}</a:graphicData></a:graphic></p:graphicFrame>`;
const toChart = relations({ c: ['chart', '../charts/chart1.xml'] });
const values = (texts: readonly string[], format = 'General') =>
  `<c:numRef><c:numCache><c:formatCode>${format}</c:formatCode>${texts.map((text, i) => (text === '' ? '' : `<c:pt idx="${i}"><c:v>${text}</c:v></c:pt>`)).join('')}</c:numCache></c:numRef>`;
const names = (texts: readonly string[]) =>
  `<c:strRef><c:strCache>${texts.map((text, i) => `<c:pt idx="${i}"><c:v>${text}</c:v></c:pt>`).join('')}</c:strCache></c:strRef>`;
const series = (name: string, inner: string) => `<c:ser><c:tx>${names([name])}</c:tx>${inner}</c:ser>`;
const title = `<c:title><c:tx><c:rich>${paragraph(run('High "tides"'))}</c:rich></c:tx></c:title>`;

function chart(plots: string, head = '') {
  const part = `<c:chartSpace ${SPACES}><c:chart>${head}<c:plotArea>${plots}</c:plotArea></c:chart></c:chartSpace>`;
  const shown = frame('<c:chart r:id="c"/>', 'http://x/chart');
  const { markdown, report } = imported(pack([[slide(shown), toChart]], { 'ppt/charts/chart1.xml': part }));
  return { text: markdown.replace(/^---[\s\S]*?---\n\n/, ''), told: report[0] };
}

test('a chart is one of ours, with title, names and numbers; what is empty stays empty', () => {
  const cat = `<c:cat>${names(['Q1', 'Q|2'])}</c:cat>`;
  const plot = `<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/>${series('Cork', `${cat}<c:val>${values(['0.1', '0.30000000000000004'])}</c:val>`)}${series('Brest', `${cat}<c:val>${values(['', '1.234'])}</c:val>`)}</c:barChart><c:catAx>${title.replace('High "tides"', 'When')}</c:catAx>`;
  expect(chart(plot, title)).toEqual({
    text: '```chart bar stacked {title="High ”tides”"}\n| When | Cork | Brest |\n| --- | --- | --- |\n| Q1 | 0.1 |  |\n| Q\\|2 | 0.3 | 1.2340 |\n```',
    told: '1: `a chart` → a chart of ours',
  });
});

test('shares are written per cent and dates as dates', () => {
  const cat = `<c:cat>${values(['45292'], 'yyyy\\-mm')}</c:cat>`;
  const plot = `<c:lineChart>${series('A', `${cat}<c:val>${values(['0.25'], '0%')}</c:val>`)}</c:lineChart>`;
  expect(chart(plot).text).toBe('```chart line\n|  | A |\n| --- | --- |\n| 2024-01-01 | 25% |\n```');
});

test('points have a row each', () => {
  const points = (x: string, y: string) => `<c:xVal>${values([x])}</c:xVal><c:yVal>${values([y])}</c:yVal>`;
  const plot = `<c:scatterChart>${series('A', points('1', '2'))}${series('B', points('1.5', '3'))}</c:scatterChart>`;
  expect(chart(plot).text).toBe(
    '```chart scatter\n|  | A | B |\n| --- | --- | --- |\n| 1 | 2 |  |\n| 1.5 |  | 3 |\n```',
  );
});

test.each([
  ['doughnutChart', 'pie', 'the ring is a pie here'],
  ['radarChart', 'line', 'the net is drawn as lines here'],
])('%s is told', (kind, ours, told) => {
  const plot = `<c:${kind}>${series('A', `<c:val>${values(['1'])}</c:val>`)}</c:${kind}>`;
  expect(chart(plot)).toEqual({
    text: `\`\`\`chart ${ours}\n|  | A |\n| --- | --- |\n| 1 | 1 |\n\`\`\``,
    told: `1: \`a chart\` → a chart of ours; ${told}`,
  });
});

test('a chart of a kind that is not drawn here is told', () => {
  const plot = `<c:stockChart>${series('A', `<c:val>${values(['1'])}</c:val>`)}</c:stockChart>`;
  expect(chart(plot).told).toMatch(/^1: `a chart`: it is of a kind that is not drawn here/);
});

test('numbers that no chart has stop no import', () => {
  const far = values(['1']).replace('idx="0"', 'idx="4000000000"');
  const plot = (val: string) => `<c:barChart>${series('A', `<c:val>${val}</c:val>`)}</c:barChart>`;
  expect(chart(plot(far)).told).toMatch(/has no numbers or too many/);
  expect(chart(plot(values(['1e300'], 'yyyy'))).text).toContain('| 1 | 1e+300 |');
});

test('the excuse for a chart of a new kind is no text of the slide', () => {
  const choice = frame('', 'http://schemas.microsoft.com/office/drawing/2014/chartex');
  const excuse = `<p:sp><p:txBody>${paragraph(run('This chart is not available.'))}</p:txBody></p:sp>`;
  const alternatives = `<mc:AlternateContent><mc:Choice>${choice}</mc:Choice><mc:Fallback>${excuse}</mc:Fallback></mc:AlternateContent>`;
  const { markdown, losses } = imported(pack([[slide(alternatives)]]));
  expect(markdown).not.toContain('not available');
  expect(losses[0]).toMatch(/^1: `a chart`: it is of a kind/);
});

test('SmartArt is a list of its words, by its levels and in its order', () => {
  const node = (id: string, text: string) =>
    `<dgm:pt modelId="${id}"><dgm:t>${paragraph(run(text))}</dgm:t></dgm:pt>`;
  const line = (from: string, to: string, order: number) =>
    `<dgm:cxn srcId="${from}" destId="${to}" srcOrd="${order}"/>`;
  const data = `<dgm:dataModel ${SPACES}><dgm:ptLst><dgm:pt modelId="0" type="doc"/>${node('1', 'Plan')}${node('2', 'Do')}${node('3', 'soon')}</dgm:ptLst><dgm:cxnLst>${line('0', '2', 1)}${line('0', '1', 0)}${line('1', '3', 0)}<dgm:cxn type="presOf" srcId="0" destId="3" srcOrd="2"/></dgm:cxnLst></dgm:dataModel>`;
  const shown = frame('<dgm:relIds r:dm="d"/>', 'http://x/diagram');
  const archive = pack([[slide(shown), relations({ d: ['diagramData', '../diagrams/data1.xml'] })]], {
    'ppt/diagrams/data1.xml': data,
  });
  const { markdown, report } = imported(archive);
  expect(markdown).toMatch(/- Plan\n {2}- soon\n- Do$/);
  expect(report[0]).toBe('1: `SmartArt` → a list of its words; Mermaid draws what needs arrows');
});

test('pictures of SmartArt stand below its words', () => {
  const fill = '<dgm:spPr><a:blipFill><a:blip r:embed="i"/></a:blipFill></dgm:spPr>';
  const node = `<dgm:pt modelId="1"><dgm:t>${paragraph(run('Ada'))}</dgm:t></dgm:pt><dgm:pt modelId="2" type="pres">${fill}</dgm:pt>`;
  const data = `<dgm:dataModel ${SPACES}><dgm:ptLst><dgm:pt modelId="0" type="doc"/>${node}</dgm:ptLst><dgm:cxnLst><dgm:cxn srcId="0" destId="1" srcOrd="0"/></dgm:cxnLst></dgm:dataModel>`;
  const shown = frame('<dgm:relIds r:dm="d"/>', 'http://x/diagram');
  const archive = pack([[slide(shown), relations({ d: ['diagramData', '../diagrams/data1.xml'] })]], {
    'ppt/diagrams/data1.xml': data,
    'ppt/diagrams/_rels/data1.xml.rels': relations({ i: ['image', '../media/a.png'] }),
    'ppt/media/a.png': new Uint8Array([1]),
  });
  expect(imported(archive).markdown).toMatch(/- Ada\n\n!\[\]\(media\/a\.png\)$/);
});

test('an object of another program is its picture', () => {
  const picture = '<p:oleObj><p:pic><p:blipFill><a:blip r:embed="i"/></p:blipFill></p:pic></p:oleObj>';
  const archive = pack(
    [[slide(frame(picture, 'http://x/ole')), relations({ i: ['image', '../media/a.png'] })]],
    {
      'ppt/media/a.png': new Uint8Array([1]),
    },
  );
  expect(imported(archive).markdown).toMatch(/!\[\]\(media\/a\.png\)$/);
});
