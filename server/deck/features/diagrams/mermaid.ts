/** Draws a Mermaid diagram as SVG without a browser, so that it looks the same wherever the deck is compiled. */
import { renderMermaidSVG } from 'beautiful-mermaid';
import type { Drawn } from '../../model/drawing.ts';
import { onlyLineEnds } from '../../text/text.ts';
import { drawInOrder } from './back-edges.ts';
import { alternativeTo, drawnKind, type LeftKind, leftKind, partsOf } from './mermaid-in-browser.ts';
import { mermaidKind } from './mermaid-lines.ts';
import { kindMeant } from './mermaid-names.ts';
import { undress } from './mermaid-settings.ts';
import { wordsOfDiagram } from './syntax.ts';

/** The padding of a drawing, in its own pixels, so that strokes are not cut off. */
const PADDING = 4;

const KINDS_HINT =
  'The guide lists the kinds that are drawn; anything else can be an SVG file beside the deck.';

/** A comment after a statement, where it is not a part of one. */
const REMARK = /(?<!\s)\s+%%(?!\{).*$/;

/** The height, in a drawing's own pixels, up to which its text has the maximum size on a slide. */
const LOW = 240;

/** The distance of layers in a compact drawing, which leaves room for arrowheads. */
const CLOSE = 24;

/** Draws a diagram, leaves it to the viewer's browser, or returns a fault. */
export function drawMermaid(source: string): Drawn {
  const { text: plain, title: heading, isSpecial, fault } = undress(source);
  if (fault) return { fault };
  const { lines, title = heading, description } = takeDescriptions(plain);
  const statements = lines.flatMap((line, i) => {
    const text = line.trim().replace(/;$/, '').trimEnd();
    return text === '' || text.startsWith('%%') ? [] : [{ text, line: i }];
  });
  const [header, ...rest] = statements;
  if (!header) return { fault: { line: 0, reason: 'the diagram is empty', hint: KINDS_HINT } };
  const leave = (left: LeftKind): Drawn => ({
    left: true,
    source,
    name: left.name,
    parts: partsOf(left, source),
    title,
    description,
  });
  const known = leftKind(header.text);
  if (known) return leave(known);
  const ours = drawnKind(header.text);
  if (!ours) {
    const reason = `\`${header.text}\` is not a kind of diagram that can be drawn`;
    return {
      fault: {
        line: header.line,
        reason,
        hint: alternativeTo(header.text) ?? kindMeant(header.text) ?? KINDS_HINT,
      },
    };
  }
  const kind = mermaidKind(header.text);
  if (!kind || isSpecial) return leave(ours);
  const reader = kind.reader();
  const written = [kind.written(header.text)];
  // A line that is not a statement may be one with a comment at its end.
  const read = (text: string) =>
    reader.read(kind.comment ? text.replace(kind.comment, '') : text) ??
    reader.read(text.replace(REMARK, ''));
  for (const { text } of rest) {
    const statement = read(text);
    // Mermaid supports more than the renderer does, and finds out whether it is a mistake.
    if (statement === undefined) return leave(ours);
    written.push(statement);
  }
  if (reader.isOpen) {
    const line = rest.at(-1)?.line ?? header.line;
    return { fault: { line, reason: 'a block of the diagram is not closed', hint: 'Add its end.' } };
  }
  if (reader.isLeft) return leave(ours);
  try {
    const drawn = kind.isDirected ? drawInOrder(written, draw) : draw(written.join('\n'));
    const svg = kind.arrange?.(drawn) ?? drawn;
    return {
      svg: mend(reader.finish?.(svg) ?? svg, kind.margin),
      name: kind.name,
      heading,
      title,
      description,
    };
  } catch {
    return leave(ours);
  }
}

/**
 * Renders a diagram, a tall one with less space between its layers: its height is limited on a slide, so its text
 * would be scaled down.
 */
function draw(statements: string): string {
  const options = { padding: PADDING, transparent: true };
  const svg = renderMermaidSVG(statements, options);
  const height = Number(/viewBox="\S+ \S+ \S+ ([\d.]+)"/.exec(svg)?.[1]);
  return height > LOW ? renderMermaidSVG(statements, { ...options, layerSpacing: CLOSE }) : svg;
}

/**
 * Cuts off a margin, and moves the heads at arrows' starts and the diamonds of a class diagram so that boxes do
 * not cover them.
 */
function mend(svg: string, margin = PADDING): string {
  const off = margin - PADDING;
  return svg
    .replace(
      /viewBox="0 0 ([\d.]+) ([\d.]+)"/,
      (_all, width: string, height: string) =>
        `viewBox="${off} ${off} ${Number(width) - 2 * off} ${Number(height) - 2 * off}"`,
    )
    .replace(/(<marker id="arrowhead-start[^>]* orient=)"auto-start-reverse"/g, '$1"auto"')
    .replace(/(<marker id="cls-(?:composition|aggregation)"[^>]* refX=)"0"/g, '$1"12"');
}

/** Extracts `accTitle:` and `accDescr:` (`accDescr { … }`); the other lines keep their numbers. */
function takeDescriptions(source: string) {
  let title: string | undefined;
  let description: string | undefined;
  const plain = (text: string) => wordsOfDiagram('mermaid', text).replace(/\s+/g, ' ').trim();
  const rest = source
    .replace(/^[ \t]*accDescr[ \t]*\{([^}]*)\}[ \t]*$/m, (all, text: string) => {
      description = plain(text);
      return onlyLineEnds(all);
    })
    .replace(/^[ \t]*(accTitle|accDescr)[ \t]*:[ \t]*(.*)$/gm, (_all, name: string, text: string) => {
      if (name === 'accTitle') title = plain(text);
      else description = plain(text);
      return '';
    });
  return { lines: rest.split('\n'), title, description };
}
