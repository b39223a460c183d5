/** Boxes of Obsidian's slides: `<grid>` at a place of its own, `<split>`, and blocks between `:::`. */
import { decodeAttributes } from '../../../deck/features/attributes/decode-attributes.ts';
import type { Remarks } from '../../model.ts';
import { namesIn } from '../../text/attributes/classes.ts';
import { mapTags, type Tag, tagText } from '../../text/attributes/tags.ts';
import { type Line, written } from '../../text/lines.ts';

/**
 * Rewrites `<split>` as columns, and `<grid>` as a box at a place of its own; `hasBoxes` is whether there is one of the latter,
 * whose shares are of the whole slide.
 */
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
      if (tag.name === 'grid') {
        hasBoxes = true;
        return `${boxOf(tag, line.at, remarks)}\n`;
      }
      if (['left', 'right', 'wrap'].some((name) => tag.attributes.has(name)))
        remarks.lost(line.at, tag.whole, 'all columns are as wide; a style of their own can say otherwise.');
      return '<div class="columns">\n';
    });
    return { ...line, text };
  });
  return { lines: converted, hasBoxes };
}

/** What a box may say of its look, and the style of that. */
const LOOKS: Readonly<Record<string, (value: string) => string>> = {
  bg: (value) => `background: ${value}`,
  pad: (value) => `padding: ${value}`,
  border: (value) => `border: ${value}`,
  filter: (value) => `filter: ${value}`,
  opacity: (value) => `opacity: ${value}`,
  rotate: (value) => (/^-?[\d.]+$/.test(value) ? `rotate: ${value}deg` : ''),
  flow: (value) => (value === 'row' ? 'display: flex' : ''),
  align: (value) => {
    const side = /left|right|center|justify/.exec(value)?.[0];
    return side === undefined ? '' : `text-align: ${side}`;
  },
  style: (value) => value.replace(/;\s*$/, ''),
};

function boxOf(tag: Tag, at: number, remarks: Remarks): string {
  const { drag = '', drop = '', frag, class: names, id, ...looks } = Object.fromEntries(tag.attributes);
  remarks.became(at, tag.whole, 'a box at its place');
  for (const name of Object.keys(looks).filter((each) => !(each in LOOKS)))
    remarks.lost(at, tag.whole, `\`${name}\` was left out; \`style\` can set it.`);
  const style = Object.entries(looks).flatMap(([name, value]) => LOOKS[name]?.(value) || []);
  const classes = [...namesIn(names), ...(frag === undefined ? [] : ['fragment'])];
  const pairs: (readonly [string, string])[] = [
    ...(id === undefined ? [] : [['id', id] as const]),
    ...(classes.length > 0 ? [['class', classes.join(' ')] as const] : []),
    ...(/^\d+$/.test(frag ?? '') ? [['data-fragment-index', frag ?? ''] as const] : []),
    ['style', ['position: absolute', ...boxStyle(drag, drop), ...style].join('; ')],
  ];
  return tagText('div', new Map(pairs));
}

/** Writes what a comment says of an element, its look as a style. */
export function elementComment(said: string): string {
  const values = decodeAttributes(said);
  const looks = Object.keys(values).filter((name) => name in LOOKS);
  if (looks.every((name) => name === 'style')) return `<!-- .element: ${said} -->`;
  const style = looks.flatMap((name) => LOOKS[name]?.(values[name] ?? '') || []).join('; ');
  const others = Object.entries(values).filter(([name]) => !looks.includes(name));
  const pairs = [...others, ...(style === '' ? [] : [['style', style]])];
  return `<!-- .element: ${pairs.map(([name, value]) => `${name}="${value}"`).join(' ')} -->`;
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

/** Rewrites blocks, `::: name … :::`, whose begin or end may say how the block appears. */
export function convertBlocks(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  const names = lines.flatMap(({ text, isCode }) =>
    isCode ? [] : (/^\s*:::[ \t]*([\w-]+)/.exec(text)?.[1] ?? []),
  );
  const hasSides = names.includes('left') && names.includes('right');
  const open: { readonly index: number; readonly name: string; readonly said: string }[] = [];
  for (const line of lines) {
    const [, name, rest = ''] = (!line.isCode && /^\s*:::[ \t]*([\w-]*)[ \t]*(.*)$/.exec(line.text)) || [];
    const said = /<!--\s*\.element:([\s\S]*?)-->/.exec(rest)?.[1] ?? '';
    if (name === undefined) result.push(line);
    else if (name !== '') open.push({ index: result.push(line, ...written(line.at, '')) - 2, name, said });
    else {
      const begin = open.pop();
      if (!begin) continue;
      const values = decodeAttributes(`${begin.said} ${said}`);
      const isSide = hasSides && /^(?:left|right)$/.test(begin.name);
      const isBare = isSide || /^(?:block|title)$/.test(begin.name);
      const classes = [...(isBare ? [] : [begin.name]), ...namesIn(values.class)];
      const own = Object.entries({ ...values, class: classes.join(' ') }).filter(([, value]) => value !== '');
      if (begin.name === 'title' && own.length === 0) {
        result.splice(begin.index, 1);
        continue;
      }
      // The places of a template beside each other are columns.
      const box = isSide && begin.name === 'left' ? ['', '<div class="columns">', ''] : [];
      result.splice(begin.index, 1, ...written(line.at, ...box, tagText('div', new Map(own))));
      result.push(...written(line.at, '', '</div>', ''));
      if (isSide && begin.name === 'right') result.push(...written(line.at, '</div>', ''));
    }
  }
  return result;
}
