/** Obsidian's `<split>`, which is columns, and `<grid>`, which is a box at a place of its own. */
import type { Remarks } from '../../model.ts';
import { namesIn } from '../../text/classes.ts';
import type { Line } from '../../text/lines.ts';
import { mapTags, type Tag, tagText } from '../../text/tags.ts';

/** Rewrites `<split>` and `<grid>`; `hasBoxes` is whether there is one of the latter, whose shares are of the whole slide. */
export function convertGrids(
  lines: readonly Line[],
  remarks: Remarks,
): { readonly lines: Line[]; readonly hasBoxes: boolean } {
  let hasBoxes = false;
  const converted = lines.map((line) => {
    if (line.isCode) return line;
    const text = mapTags(line.text, (tag) => {
      if (tag.name !== 'grid' && tag.name !== 'split') return tag.whole;
      if (tag.isClosing) return '\n</div>';
      if (tag.name === 'split') return '<div class="columns">\n';
      hasBoxes = true;
      remarks.became(line.at, tag.whole, 'a box at its place');
      return `${boxTag(tag, line.at, remarks)}\n`;
    });
    return { ...line, text };
  });
  return { lines: converted, hasBoxes };
}

/** What a box looks like, and the property of CSS that says so. */
const LOOKS: Readonly<Record<string, string>> = {
  bg: 'background',
  border: 'border',
  filter: 'filter',
  opacity: 'opacity',
  pad: 'padding',
};

const READ = /^(?:drag|drop|class|style|frag|align|rotate)$/;

function boxTag({ attributes, whole }: Tag, at: number, remarks: Remarks): string {
  const value = (name: string) => attributes.get(name) ?? '';
  const [align, rotate, frag] = ['align', 'rotate', 'frag'].map(value);
  const style = [
    'position: absolute',
    ...boxStyle(value('drag'), value('drop')),
    ...Object.entries(LOOKS).flatMap(([name, property]) =>
      attributes.has(name) ? [`${property}: ${value(name)}`] : [],
    ),
    ...(/^(?:left|right|center|justify)$/.test(align ?? '') ? [`text-align: ${align}`] : []),
    ...(/^-?[\d.]+$/.test(rotate ?? '') ? [`rotate: ${rotate}deg`] : []),
    ...(attributes.has('style') ? [value('style')] : []),
  ];
  const others = [...attributes.keys()].filter((name) => !READ.test(name) && !Object.hasOwn(LOOKS, name));
  if (others.length > 0)
    remarks.lost(at, whole, `${others.map((name) => `\`${name}\``).join(', ')} was left out.`);
  const classes = [...namesIn(value('class')), ...(frag === '' ? [] : ['fragment'])];
  return tagText(
    'div',
    new Map([
      ...(classes.length > 0 ? [['class', classes.join(' ')] as const] : []),
      ...(/^\d+$/.test(frag ?? '') ? [['data-fragment-index', frag ?? ''] as const] : []),
      ['style', style.join('; ')],
    ]),
  );
}

/** Returns where a box is: `drop` has a place for each direction, or one name for both; negative ones are from the other side. */
function boxStyle(drag: string, drop: string): string[] {
  const [width, height] = drag.split(/\s+/).map(lengthOf);
  const [x = '', y = x] = drop.split(/\s+/);
  return [
    ...(width === undefined ? [] : [`width: ${width}`]),
    ...(height === undefined ? [] : [`height: ${height}`]),
    ...placeOf(x, width, ['left', 'right']),
    ...placeOf(y, height, ['top', 'bottom']),
  ];
}

function placeOf(
  value: string,
  size: string | undefined,
  [near, far]: readonly [near: string, far: string],
): string[] {
  const length = lengthOf(value.replace(/^-/, ''));
  if (length !== undefined) return [`${value.startsWith('-') ? far : near}: ${length}`];
  if (value.includes(near)) return [`${near}: 0`];
  if (value.includes(far)) return [`${far}: 0`];
  if (value === '') return [];
  const share = /^([\d.]+)%$/.exec(size ?? '0%')?.[1];
  return [`${near}: ${share === undefined ? `calc(50% - ${size} / 2)` : `${(100 - Number(share)) / 2}%`}`];
}

/** Returns a length of CSS; plain numbers are shares of the slide. */
function lengthOf(value: string): string | undefined {
  if (/^\d+(?:\.\d+)?$/.test(value)) return `${value}%`;
  return /^\d+(?:\.\d+)?(?:%|px|r?em|v[wh])$/.test(value) ? value : undefined;
}
