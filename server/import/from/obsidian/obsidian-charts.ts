/** Charts of Obsidian's plug-in, which stand in YAML, as ours. */
import { parseMapping } from '../../../deck/text/front-matter.ts';
import type { Remarks } from '../../model.ts';
import { type Fence, fenceLines, type Line, mapFences } from '../../text/lines.ts';
import { tableLines } from '../../text/table-lines.ts';
import { asMapping, asText } from '../values.ts';

/** Its kinds of charts, and ours. */
const KINDS: Readonly<Record<string, string>> = {
  bar: 'column',
  line: 'line',
  pie: 'pie',
  doughnut: 'pie',
};

/** Rewrites charts; those of other kinds become code. */
export function convertCharts(lines: readonly Line[], remarks: Remarks): Line[] {
  return mapFences(lines, (fence) => {
    if (fence.info !== 'chart') return undefined;
    const chart = chartOf(fence);
    if (chart) return chart;
    remarks.lost(fence.at, 'chart', 'a chart of this kind is not drawn here, and shown as text.');
    return fenceLines(fence, 'yaml');
  });
}

function chartOf(fence: Fence): Line[] | undefined {
  const text = fence.content.map((line) => line.text.replace(/\t/g, '  ')).join('\n');
  const values = parsed(text);
  const kind = KINDS[asText(values.type) ?? ''];
  const labels = listOf(values.labels);
  const series = (Array.isArray(values.series) ? values.series : []).map(asMapping);
  if (kind === undefined || labels.length === 0 || series.length === 0) return undefined;
  const columns = series.map(({ title, data }) => ({ title: asText(title) ?? '', data: listOf(data) }));
  const rows = labels.map((label, i) => [label, ...columns.map(({ data }) => data[i] ?? '')]);
  const table = tableLines([['', ...columns.map(({ title }) => title)], ...rows]);
  const shown = `chart ${values.indexAxis === 'y' && kind === 'column' ? 'bar' : kind}${
    values.stacked === true ? ' stacked' : ''
  }`;
  const content = table.map((line) => ({ text: fence.indent + line, at: fence.at, isCode: true }));
  return fenceLines({ ...fence, content }, shown);
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return asMapping(parseMapping(text, 'chart')?.values);
  } catch {
    return {};
  }
}

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).map((each) => String(each ?? ''));
}
