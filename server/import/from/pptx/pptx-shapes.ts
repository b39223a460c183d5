/** What stands on a slide of PowerPoint and where: what a shape does not say itself, its layout or the master says. */
import type { Document, Element } from '@xmldom/xmldom';
import type { Box } from '../../placed/reading-order.ts';
import { all, childrenOf, isOn, numberIn, one, type Pptx } from './open-pptx.ts';

/** A shape, a picture, or a frame with a table, a chart or the like. */
export interface Shape extends Box {
  readonly element: Element;
  /** The kind of placeholder; undefined for a free shape. */
  readonly place: string | undefined;
  /** Where its text has its styles from, the nearest first; each has a child for a level. */
  readonly styles: readonly Element[];
}

/** Shapes that belong together. */
export interface Group extends Box {
  readonly element: Element;
  readonly shapes: readonly (Shape | Group)[];
}

/** The layout and the master of a slide. */
export interface Master {
  readonly layout: Document | undefined;
  readonly master: Document | undefined;
}

/** Returns the path of the part that another one is made after. */
export function below(
  path: string | undefined,
  type: 'slideLayout' | 'slideMaster',
  pptx: Pptx,
): string | undefined {
  if (path === undefined) return undefined;
  return [...pptx.relations(path).values()].find((relation) => relation.type === type)?.target;
}

/** Finds a slide's layout and master. */
export function masterOf(path: string, pptx: Pptx): Master {
  const layout = below(path, 'slideLayout', pptx);
  const master = below(layout, 'slideMaster', pptx);
  const xml = (part: string | undefined) => (part === undefined ? undefined : pptx.xml(part));
  return { layout: xml(layout), master: xml(master) };
}

/** How a group places what is in it. */
interface Scale {
  readonly x: (at: number) => number;
  readonly y: (at: number) => number;
  readonly width: number;
  readonly height: number;
}

const WHOLE: Scale = { x: (at) => at, y: (at) => at, width: 1, height: 1 };

/** Returns what stands on a slide, from back to front; `hidden` is called with what its author hid. */
export function shapesIn(
  tree: Element | undefined,
  master: Master,
  hidden: (name: string) => void,
  scale = WHOLE,
): readonly (Shape | Group)[] {
  return childrenOf(tree).flatMap((child) => {
    if (child.tagName === 'mc:AlternateContent') return shapesIn(alternativeOf(child), master, hidden, scale);
    if (!/^p:(?:sp|pic|graphicFrame|grpSp|cxnSp|contentPart)$/.test(child.tagName)) return [];
    const own = one(child, 'p:cNvPr');
    if (isOn(own, 'hidden')) {
      hidden(own?.getAttribute('name') ?? '');
      return [];
    }
    if (child.tagName === 'p:grpSp') {
      const transform = one(
        childrenOf(child).find(({ tagName }) => tagName === 'p:grpSpPr'),
        'a:xfrm',
      );
      const box = scaled(boxIn(transform), scale);
      return [{ ...box, element: child, shapes: shapesIn(child, master, hidden, scaleOf(transform, box)) }];
    }
    return [shapeOf(child, master, scale)];
  });
}

/** Returns what of alternatives can be read: formulas, and charts of new kinds, have a picture or an excuse as the other. */
function alternativeOf(element: Element): Element | undefined {
  const choice = one(element, 'mc:Choice');
  const isRead =
    all(choice, 'm:oMath').length > 0 ||
    /chartex/.test(one(choice, 'a:graphicData')?.getAttribute('uri') ?? '');
  return isRead ? choice : (one(element, 'mc:Fallback') ?? choice);
}

function shapeOf(element: Element, { layout, master }: Master, scale: Scale): Shape {
  const own = one(element, 'p:ph');
  const inLayout = own && counterpart(layout, own);
  const inMaster = own && counterpart(master, one(inLayout, 'p:ph') ?? own);
  const chain = [element, inLayout, inMaster].flatMap((each) => (each ? [each] : []));
  const transforms = chain.map((each) => one(each, 'p:xfrm') ?? one(each, 'a:xfrm'));
  const place = own && (own.getAttribute('type') ?? 'obj');
  const kept = one(master, 'p:txStyles');
  const general = place === undefined ? 'p:otherStyle' : isTitle(place) ? 'p:titleStyle' : 'p:bodyStyle';
  const styles = [...chain.map((each) => one(each, 'a:lstStyle')), one(kept, general)];
  return {
    ...scaled(boxIn(transforms.find((transform) => transform !== undefined)), scale),
    element,
    place,
    styles: styles.flatMap((each) => (each ? [each] : [])),
  };
}

/** Returns whether a kind of placeholder is for a title. */
export function isTitle(place: string | undefined): boolean {
  return place === 'title' || place === 'ctrTitle';
}

/** Returns whether a kind of placeholder is for what runs along a slide's edge: a date, a number, a footer or header. */
export function isAtEdge(place: string | undefined): boolean {
  return /^(?:dt|ftr|sldNum|hdr)$/.test(place ?? '');
}

/** What several kinds of placeholders are to a master. */
const GENERAL: Readonly<Record<string, string>> = { ctrTitle: 'title', subTitle: 'body', obj: 'body' };

/** A shape of a layout or a master, with what says which place it has. */
interface Placed {
  readonly shape: Element;
  readonly place: Element;
}

/** The placeholders of layouts and masters, which most slides share. */
const known = new WeakMap<Document, readonly Placed[]>();

function placesOf(part: Document): readonly Placed[] {
  const kept = known.get(part);
  if (kept) return kept;
  const places = ['p:sp', 'p:pic', 'p:graphicFrame']
    .flatMap((name) => all(part, name))
    .flatMap((shape) => {
      const place = one(shape, 'p:ph');
      return place ? [{ shape, place }] : [];
    });
  known.set(part, places);
  return places;
}

/** Finds the placeholder that another one inherits from: by its number, else by its kind. */
function counterpart(part: Document | undefined, own: Element): Element | undefined {
  const shapes = part ? placesOf(part) : [];
  const kindOf = (place: Element | undefined) => place?.getAttribute('type') ?? 'obj';
  const general = (kind: string) =>
    GENERAL[kind] ?? (/^(?:pic|tbl|chart|dgm|media|clipArt)$/.test(kind) ? 'body' : kind);
  const find = (isSame: (place: Element) => boolean) => shapes.find(({ place }) => isSame(place))?.shape;
  const number = own.getAttribute('idx');
  return (
    find(
      (place) =>
        number !== null &&
        place.getAttribute('idx') === number &&
        general(kindOf(place)) === general(kindOf(own)),
    ) ??
    find((place) => kindOf(place) === kindOf(own)) ??
    find((place) => general(kindOf(place)) === general(kindOf(own)))
  );
}

/** Returns what of a shape may be filled with a picture: its words may have some as bullets. */
export function fillOf(shape: Element): Element | undefined {
  return shape.tagName === 'p:sp' ? childrenOf(shape).find(({ tagName }) => tagName === 'p:spPr') : shape;
}

function boxIn(transform: Element | undefined): Box {
  const [at, size] = [one(transform, 'a:off'), one(transform, 'a:ext')];
  return {
    x: numberIn(at, 'x'),
    y: numberIn(at, 'y'),
    width: numberIn(size, 'cx'),
    height: numberIn(size, 'cy'),
  };
}

function scaled(box: Box, scale: Scale): Box {
  return {
    x: scale.x(box.x),
    y: scale.y(box.y),
    width: box.width * scale.width,
    height: box.height * scale.height,
  };
}

/** Returns how a group places what is in it, which has coordinates of its own. */
function scaleOf(transform: Element | undefined, box: Box): Scale {
  const [at, size] = [one(transform, 'a:chOff'), one(transform, 'a:chExt')];
  if (!at || !size) return WHOLE;
  const width = box.width / (numberIn(size, 'cx') || box.width || 1);
  const height = box.height / (numberIn(size, 'cy') || box.height || 1);
  return {
    x: (x) => box.x + (x - numberIn(at, 'x')) * width,
    y: (y) => box.y + (y - numberIn(at, 'y')) * height,
    width,
    height,
  };
}
