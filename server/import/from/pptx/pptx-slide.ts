/** A slide of PowerPoint: its title, then what is on it row by row, or in columns. */
import type { Element } from '@xmldom/xmldom';
import type { SlideDraft } from '../../model.ts';
import { tellDrawn } from '../../placed/drawn-shapes.ts';
import { type Box, besideText, type Item, inRows, partsOf, textOfItems } from '../../placed/reading-order.ts';
import { pictureText } from '../../text/picture-text.ts';
import { all, isOn, numberIn, one } from './open-pptx.ts';
import { altOf } from './pptx-alt.ts';
import { notesOf, tellOfComments, tellOfSteps } from './pptx-aside.ts';
import { addressOf, fileOf, type PartContext, pictureFile, type SlideContext } from './pptx-context.ts';
import { frameText } from './pptx-frame.ts';
import type { LayoutParts } from './pptx-layouts.ts';
import { linked } from './pptx-runs.ts';
import { fillOf, type Group, isAtEdge, isTitle, masterOf, type Shape, shapesIn } from './pptx-shapes.ts';
import { asStep, type Steps, stepsOf, withFragments } from './pptx-steps.ts';
import { bodyText, plainWords, type TextContext } from './pptx-text.ts';
import { titleAmong, wordsIn } from './pptx-title.ts';

/** A slide, and what of it runs through the deck. */
export interface ReadSlide {
  readonly draft: SlideDraft;
  /** Its footer, in parts. */
  readonly footer: readonly string[];
  /** Whether most of its paragraphs run from right to left; undefined where there is none. */
  readonly isRtl: boolean | undefined;
}

/** What is on a slide, sorted by what becomes of it. */
interface Contents {
  readonly titles: Shape[];
  readonly steps: Steps;
  /** The date that its author wrote; that of the day is none. */
  readonly date: string[];
  readonly footer: string[];
  readonly attributes: Record<string, string>;
  /** Whether its words run from right to left. */
  readonly isRtl: boolean | undefined;
  /** How many shapes without words there are. */
  drawn: number;
}

/** Reads a slide; `layouts` takes what it shows of its layout. */
export function readSlide(path: string, context: SlideContext, layouts: LayoutParts): ReadSlide {
  const { pptx, remarks, number } = context;
  const slide = pptx.xml(path);
  if (!slide) remarks.lost(number, path, 'this slide is not in the file.');
  const isHidden = /^(?:0|false)$/.test(slide?.documentElement?.getAttribute('show') ?? '');
  const part: PartContext = { ...context, relations: pptx.relations(path), isHidden };
  const master = masterOf(path, pptx);
  if (!isHidden) layouts.add(path, slide, part);
  const shapes = shapesIn(one(slide, 'p:spTree'), master, (name) =>
    remarks.lost(number, name, 'it is hidden on the slide, and was left out.'),
  );
  const hasTitle = shapes.some(
    (shape) => 'place' in shape && isTitle(shape.place) && wordsIn(shape.element) !== '',
  );
  const written = hasTitle ? undefined : titleAmong(shapes, context);
  const isRtl = runsLeft(slide?.documentElement ?? undefined);
  const contents: Contents = {
    titles: written ? [written] : [],
    steps: stepsOf(one(slide, 'p:timing')),
    date: [],
    footer: [],
    attributes: backgroundOf(one(slide, 'p:bg'), part),
    drawn: 0,
    isRtl,
  };
  const items = shapes
    .filter((shape) => shape !== written)
    .flatMap((shape) => itemsOf(shape, contents, part));
  const { titles, attributes, date, footer } = contents;
  tellDrawn(contents.drawn, number, remarks);
  tellOfSteps(contents.steps, part);
  tellOfComments(part);
  const title = titles
    .map((shape) => plainWords(one(shape.element, 'p:txBody'), textContext(shape, part)))
    .filter((text) => text !== '')
    .join(' ')
    .replace(/^\*\*([^*]+)\*\*$/, '$1')
    // They would end the heading, and not be shown.
    .replace(/(?<=\s)#+$/, '\\$&');
  const kind = master.layout?.documentElement?.getAttribute('type');
  const isOpening =
    titles.some((shape) => shape.place === 'ctrTitle' || (shape === written && number === 1)) ||
    (titles.length > 0 && shapes.some((shape) => 'place' in shape && shape.place === 'subTitle')) ||
    kind === 'title' ||
    kind === 'secHead';
  const heading = title === '' ? [] : [`${isOpening ? '#' : '##'} ${title}`];
  const parts = isOpening ? [[inRows(items)]] : partsOf(items);
  const [first = []] = parts;
  const isColumned = parts.length === 1 && first.length > 1;
  const texts = parts.map((columns) => columns.map(textOfItems));
  const body = isColumned ? texts.flat().join('\n\n***\n\n') : texts.map(besideText).join('\n\n');
  // Openings have no footer.
  const dated = isOpening && number === 1 ? date : [];
  return {
    draft: {
      line: number,
      isBelow: false,
      classes: isColumned ? ['columns'] : isOpening && number > 1 ? ['title'] : [],
      attributes: { ...attributes, ...(isHidden && { 'data-visibility': 'hidden' }) },
      body: withFragments([...heading, body, ...dated].filter((text) => text !== '').join('\n\n')),
      notes: notesOf(part),
    },
    footer: [...date, ...footer],
    isRtl,
  };
}

/** Returns whether most words on a slide run from right to left; undefined where it has none. */
function runsLeft(slide: Element | undefined): boolean | undefined {
  const written = all(slide, 'a:p').filter((paragraph) => one(paragraph, 'a:r'));
  if (written.length === 0) return undefined;
  return written.filter(isRtl).length > written.length / 2;
}

/** The first letter of words that run from right to left, where nothing says so. */
const RTL_LETTER = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

function isRtl(paragraph: Element): boolean {
  const settings = one(paragraph, 'a:pPr');
  if (settings?.hasAttribute('rtl')) return isOn(settings, 'rtl');
  return RTL_LETTER.test(wordsIn(paragraph));
}

function itemsOf(shape: Shape | Group, contents: Contents, context: PartContext): Item[] {
  const { y, width, height } = shape;
  // Where words run from right to left, what stands beside each other is read so, too.
  const x = contents.isRtl ? -shape.x - width : shape.x;
  const steps = contents.steps.shapes.get(one(shape.element, 'p:cNvPr')?.getAttribute('id') ?? '');
  const item = (text: string): Item[] =>
    text.trim() === '' ? [] : [{ x, y, width, height, text: asStep(text, steps?.whole) }];
  if ('shapes' in shape) {
    const inner = shape.shapes.flatMap((each) => itemsOf(each, contents, context));
    return item(textOfItems(inRows(inner)));
  }
  const { element, place } = shape;
  if (isTitle(place)) {
    contents.titles.push(shape);
    return [];
  }
  const text = textContext(shape, context);
  const words = () => plainWords(one(element, 'p:txBody'), text);
  if (place === 'ftr' && words() !== '') contents.footer.unshift(words());
  if (place === 'dt' && words() !== '' && !isOfToday(element)) contents.date.push(words());
  if (place === 'sldNum') contents.footer.push('{n}');
  if (isAtEdge(place)) return [];
  if (isOutside(shape, context)) {
    const what = words() || one(element, 'p:cNvPr')?.getAttribute('name') || 'a shape';
    context.remarks.lost(context.number, what, 'it stands beside the slide, and was left out.');
    return [];
  }
  if (element.tagName === 'p:graphicFrame')
    return item(frameText(element, context) ?? pictureOf(element, context));
  const written = bodyText(one(element, 'p:txBody'), { ...text, ...(steps && { steps: steps.paragraphs }) });
  const fill = fillOf(element);
  const isPicture = element.tagName === 'p:pic' || one(fill, 'a:blip') !== undefined;
  const picture = isPicture ? pictureOf(element, context, shape) : '';
  const isGround = element.tagName === 'p:pic' && isWhole(shape, context);
  const alone = isGround && PICTURE_ALONE.exec(picture)?.[1];
  if (alone && contents.attributes['data-background-image'] === undefined) {
    contents.attributes['data-background-image'] = alone;
    return [];
  }
  const isDrawn = place === undefined && picture === '' && written === '' && element.tagName !== 'p:pic';
  if (isDrawn && !isEmptyBox(element)) contents.drawn++;
  return item([picture, written].filter((each) => each !== '').join('\n\n'));
}

function isOfToday(date: Element): boolean {
  return all(date, 'a:fld').some((field) => /^datetime/.test(field.getAttribute('type') ?? ''));
}

/** A picture without a link, which can be a background. */
const PICTURE_ALONE = /^!\[[^\]]*\]\(([^)]*\.(?:png|jpe?g|svg|webp|gif|bmp))\)$/i;

/** Returns whether a shape is a text box that nobody wrote into. */
function isEmptyBox(element: Element): boolean {
  return isOn(one(element, 'p:cNvSpPr'), 'txBox');
}

function isOutside({ x, y, width, height }: Box, slide: SlideContext): boolean {
  return width > 0 && (x + width <= 0 || y + height <= 0 || x >= slide.width || y >= slide.height);
}

/** Returns whether a picture is the slide's background, as far as a viewer sees. */
function isWhole({ x, y, width, height }: Box, slide: SlideContext): boolean {
  const slack = slide.width / 50;
  return x <= slack && y <= slack && x + width >= slide.width - slack && y + height >= slide.height - slack;
}

function textContext({ element, styles, place }: Shape, context: PartContext): TextContext {
  const whole = element.tagName === 'p:sp' ? one(one(element, 'p:cNvPr'), 'a:hlinkClick') : undefined;
  return {
    styles,
    isList: place === 'body' || place === 'obj',
    linkOf: (click) => addressOf(click ?? whole, context),
  };
}

function pictureOf(picture: Element, context: PartContext, box?: Box): string {
  const properties = one(picture, 'p:cNvPr');
  const fill = fillOf(picture);
  const alt = altOf(properties?.getAttribute('descr'));
  const films = [
    one(picture, 'p14:media')?.getAttribute('r:embed'),
    one(picture, 'a:videoFile')?.getAttribute('r:link'),
    one(picture, 'a:audioFile')?.getAttribute('r:link'),
  ];
  const elsewhere = films
    .map((id) => context.relations.get(id ?? ''))
    .find((film) => film?.isOutside && /^https?:/i.test(film.target))
    ?.target.replace(/[\s<>]/g, encodeURIComponent);
  const inFile = elsewhere === undefined ? films : [];
  let address: string | undefined;
  for (const id of inFile) address ??= fileOf(id, context);
  address ??= pictureFile(fill, context);
  if (elsewhere !== undefined) context.remarks.became(context.number, elsewhere, 'a link to the film');
  if (address === undefined) return elsewhere === undefined ? '' : `<${elsewhere}>`;
  const crop = one(fill, 'a:srcRect');
  if (crop && ['l', 't', 'r', 'b'].some((side) => numberIn(crop, side) > 1000))
    context.remarks.lost(
      context.number,
      address,
      'it was cropped, and is whole here, for everybody to see; crop the file itself.',
    );
  const text = pictureText({ alt, address, title: '' }, box ? smallSize(box, context) : []);
  return linked(text, elsewhere ?? addressOf(one(properties, 'a:hlinkClick'), context));
}

/** How wide our slides are, and what part of that small pictures are at most. */
const [OUR_WIDTH, SMALL] = [1280, 1 / 4];

/** Returns the width of a picture that is small on its slide, such as an icon, in braces' words: its file may be large. */
function smallSize(box: Box, slide: SlideContext): string[] {
  const share = box.width / slide.width;
  const width = Math.round(share * OUR_WIDTH);
  return share < SMALL && width > 0 ? [`width=${width}`] : [];
}

function backgroundOf(ground: Element | undefined, context: PartContext): Record<string, string> {
  const picture = pictureFile(ground, context);
  if (picture !== undefined) {
    const share = numberIn(one(ground, 'a:alphaModFix'), 'amt') / 100_000;
    return {
      'data-background-image': picture,
      ...(share > 0 && share < 1 && { 'data-background-opacity': String(share) }),
    };
  }
  const colour = one(one(ground, 'a:solidFill'), 'a:srgbClr')?.getAttribute('val');
  return colour ? { 'data-background-color': `#${colour.toLowerCase()}` } : {};
}
