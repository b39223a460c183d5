/** In which order what stands on a slide is read. */
import { expect, test } from 'vitest';
import { imported, pack, paragraph, run, shape, slide } from '../from/pptx/presentation.ts';

type Place = readonly [x: number, y: number, width: number, height: number];

const box = (text: string, [x, y, width, height]: Place, settings = '') =>
  shape('', paragraph(run(text), settings), [x, y, width]).replace('cy="1"', `cy="${height}"`);

/** Imports a slide, and returns its Markdown without what parts it, as words. */
const read = (...boxes: readonly string[]) =>
  imported(pack([[slide(boxes.join(''))]]))
    .markdown.replace(/^---[\s\S]*?---\n\n/, '')
    .replace(/\s+/g, ' ');

test('more columns than a slide has here are read one after the other', () => {
  const years = [0, 1, 2, 3, 4].flatMap((i) => [
    box(`year${i}`, [i * 200, 100, 180, 50]),
    box(`what${i}`, [i * 200, 160, 180, 100]),
  ]);
  expect(read(...years)).toBe('year0 what0 year1 what1 year2 what2 year3 what3 year4 what4');
});

test('labels beside what they are for are rows; beside one text they are a column', () => {
  const label = (i: number) => box(`label${i}`, [0, i * 200, 300, 150]);
  const rows = [0, 1, 2].flatMap((i) => [label(i), box(`text${i}`, [350, i * 200, 700, 150])]);
  const row = (i: number) => `<div class="columns"> <div> label${i} </div> <div> text${i} </div> </div>`;
  expect(read(...rows)).toBe([0, 1, 2].map(row).join(' '));
  const tall = box('tall', [350, 0, 700, 550]);
  expect(read(label(0), label(1), label(2), tall)).toBe('{.columns} label0 label1 label2 *** tall');
});

test('where words run from right to left, columns do so, too', () => {
  const rtl = '<a:pPr rtl="1"/>';
  const left = box('left', [0, 100, 400, 400], rtl);
  const right = box('right', [500, 100, 400, 400], rtl);
  expect(read(left, right)).toMatch(/right \*\*\* left$/);
});

test('letters tell the direction where nothing says so; slides that differ from most say theirs', () => {
  const words = (text: string, settings = '') => [slide(box(text, [0, 0, 400, 100], settings))] as const;
  const { markdown } = imported(pack([words('مرحبا'), words('‘שלום’'), words('int x;'), [slide('')]]));
  expect(markdown).toMatch(/^---\ndir: rtl\n/);
  expect(markdown).toMatch(/<!-- \.slide: dir="ltr" -->\n\nint x;\n\n---\n\n<!-- an empty slide -->$/);
});
