/** Slidev's layouts, and the nearest of ours. */
import type { Remarks } from '../../model.ts';
import { namesIn, ourClasses } from '../../text/attributes/classes.ts';
import { isBlank, type Line, written } from '../../text/lines.ts';
import { pictureText } from '../../text/picture-text.ts';
import { addressIn, asText } from '../values.ts';

/** A slide in its layout. */
export interface LaidOut {
  readonly lines: readonly Line[];
  readonly classes: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

interface Place {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly at: number;
  readonly isFirst: boolean;
  readonly remarks: Remarks;
}

/** Layouts that are a class here. */
const CLASSES: Readonly<Record<string, string>> = {
  center: 'center',
  statement: 'statement',
  fact: 'statement',
  quote: 'quote',
  section: 'section',
  intro: 'title',
  cover: 'title',
  end: 'title',
  full: 'plain',
  none: 'plain',
};

/** Puts a slide into the nearest of our layouts. */
export function layOut(lines: readonly Line[], place: Place): LaidOut {
  const { settings, at, isFirst, remarks } = place;
  const layout = asText(settings.layout) ?? (isFirst ? 'cover' : 'default');
  const own = backgroundOf(settings);
  const classes = ourClasses(namesIn(asText(settings.class)));
  const slots = slotsOf(lines);
  const image = asText(settings.image);
  const [, kind = layout, side] = /^(image|iframe)-(left|right)$/.exec(layout) ?? [];
  if (kind === 'image' && image !== undefined) {
    if (side === undefined)
      return {
        lines,
        classes,
        attributes: { ...own, 'data-background-image': addressIn(image), ...sizeOf(settings) },
      };
    const fit = sizeOf(settings)['data-background-size'] === 'contain' ? '{.contain}' : '';
    const picture = pictureText({ alt: '', address: image, title: '' }) + fit;
    return { lines: [...lines, ...written(at, '', picture)], classes: [side, ...classes], attributes: own };
  }
  if (kind === 'iframe') {
    const url = asText(settings.url) ?? '';
    if (side === undefined) {
      return {
        lines,
        classes,
        attributes: { ...own, 'data-background-iframe': url, 'data-background-interactive': '' },
      };
    }
    const frame = written(at, `<iframe src="${url}" title="${url}" width="580" height="480"></iframe>`);
    const parts = side === 'left' ? [frame, lines] : [lines, frame];
    return { lines: columns(parts, at), classes: ['columns', ...classes], attributes: own };
  }
  const [left, rest] = [slots.get('left'), slots.get('default')];
  if (left && !slots.has('right') && rest?.some((line) => !isBlank(line))) {
    const above = slots.get('title') ?? [];
    const both = columns([left, flatten(slots, at, ['title', 'left'])], at);
    return columned({ lines: [...above, ...written(at, ''), ...both], classes, attributes: own });
  }
  if (layout === 'two-cols' || layout === 'two-cols-header' || slots.has('right')) {
    return columned({ ...twoColumns(slots, at), classes, attributes: own });
  }
  const title = slots.get('title');
  if (/^side-/.test(layout) && title) {
    const parts = [title, flatten(slots, at, ['title'])];
    const isRight = /^r/.test(asText(settings.side) ?? '');
    return columned({ lines: columns(isRight ? parts.reverse() : parts, at), classes, attributes: own });
  }
  // That of quotes has words of any kind there; ours is for a quote.
  const isQuote = layout === 'quote' && lines.some(({ text, isCode }) => !isCode && /^\s*>/.test(text));
  const name = layout === 'quote' && !isQuote ? 'statement' : CLASSES[layout];
  if (name === undefined && layout !== 'default') {
    remarks.lost(
      at,
      `layout: ${layout}`,
      'there is no such layout; the slide has what is on it, from top to bottom.',
    );
  }
  const isNatural =
    name === 'title' &&
    isFirst &&
    !lines.some((line) => line.isCode || /^\s*(?:<|[-*+]\s|\||!\[|\d+\.)/.test(line.text));
  const author = name === 'quote' ? asText(settings.author) : undefined;
  return {
    lines: [
      ...(slots.size > 1 ? flatten(slots, at) : lines),
      ...(author === undefined ? [] : written(at, '', `— ${author}`)),
    ],
    classes: name === undefined || isNatural ? classes : [name, ...classes],
    attributes: own,
  };
}

/** Splits a slide at its slots, `::right::`. */
function slotsOf(lines: readonly Line[]): Map<string, Line[]> {
  const slots = new Map<string, Line[]>();
  let open: Line[] = [];
  slots.set('default', open);
  for (const line of lines) {
    const name = line.isCode ? undefined : /^::[ \t]*([\w.-]+)[ \t]*::\s*$/.exec(line.text)?.[1];
    if (name === undefined) open.push(line);
    else {
      open = slots.get(name) ?? [];
      slots.set(name, open);
    }
  }
  return slots;
}

/** Returns the lines of slots below each other, but of some. */
function flatten(
  slots: ReadonlyMap<string, readonly Line[]>,
  at: number,
  without: readonly string[] = [],
): Line[] {
  return [...slots].flatMap(([name, lines]) =>
    without.includes(name) ? [] : [...lines, ...written(at, '')],
  );
}

function twoColumns(slots: ReadonlyMap<string, readonly Line[]>, at: number): Pick<LaidOut, 'lines'> {
  const begin = [...(slots.get('title') ?? []), ...(slots.get('default') ?? [])];
  const [left, right] = [slots.get('left'), slots.get('right') ?? []];
  const under = [...written(at, ''), ...flatten(slots, at, ['title', 'default', 'left', 'right'])];
  if (left === undefined) return { lines: columns([begin, [...right, ...under]], at) };
  return { lines: [...begin, ...written(at, ''), ...columns([left, [...right, ...under]], at)] };
}

/** Puts `***` between columns. */
function columns(parts: readonly (readonly Line[])[], at: number): Line[] {
  const filled = parts.filter((part) => !part.every(isBlank));
  return filled.flatMap((part, i) => (i === 0 ? [...part] : [...written(at, '', '***', ''), ...part]));
}

/** Gives a slide its columns. A heading alone is no column here: it stands above what was beside it. */
function columned(slide: LaidOut): LaidOut {
  const { lines, classes } = slide;
  const isRule = ({ text, isCode }: Line) => !isCode && text === '***';
  const first = lines.findIndex(isRule);
  const isHeading = ({ text, isCode }: Line) => !isCode && /^\s*(?:#{1,6}(?:\s|$)|$)/.test(text);
  const isAlone = first === -1 || lines.slice(0, first).every(isHeading);
  if (!isAlone || lines.filter(isRule).length > 1) return { ...slide, classes: ['columns', ...classes] };
  return { ...slide, lines: lines.filter((line) => !isRule(line)) };
}

function sizeOf(settings: Readonly<Record<string, unknown>>): Record<string, string> {
  const size = asText(settings.backgroundSize);
  return size === undefined || size === 'cover' ? {} : { 'data-background-size': size };
}

function backgroundOf({ background }: Readonly<Record<string, unknown>>): Record<string, string> {
  const value = asText(background);
  if (value === undefined) return {};
  if (/gradient\(/.test(value)) return { 'data-background-gradient': value };
  const isColour = /^(?:#[\da-f]{3,8}|(?:rgb|hsl|oklch|lab)a?\(.*\)|[a-z]+)$/i.test(value);
  return isColour ? { 'data-background-color': value } : { 'data-background-image': addressIn(value) };
}
