/** Draws a Mermaid diagram as SVG without a browser, so that it looks the same wherever the deck is compiled. */
import { renderMermaidSVG } from 'beautiful-mermaid';
import { wordsOfDiagram } from './diagram-source.ts';
import type { Drawn } from './drawing.ts';
import { alternativeTo, asLeft, isLeftLine, type LeftKind, leftKind, partsOf } from './mermaid-left.ts';
import { mermaidKind } from './mermaid-lines.ts';
import { kindMeant } from './mermaid-names.ts';

/** Distance of the drawing from its edge, in its own pixels: strokes are not cut off. */
const PADDING = 4;

const KINDS_HINT =
  'The guide lists the kinds that are drawn; anything else can be an SVG file beside the deck.';

/** A comment behind a statement, where it is no part of one. */
const REMARK = /(?<!\s)\s+%%(?!\{).*$/;

const LINE_HINT = 'It would be left out of the drawing. The guide shows what can be drawn.';

/** Draws a diagram, leaves it to the viewer's browser, or says what keeps it from being drawn. */
export function drawMermaid(source: string): Drawn {
  const { lines, title, description } = takeDescriptions(source);
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
  const left = leftKind(header.text);
  if (left) return leave(left);
  const kind = mermaidKind(header.text);
  if (!kind) {
    const reason = `\`${header.text}\` is not a kind of diagram that can be drawn`;
    return {
      fault: {
        line: header.line,
        reason,
        hint: alternativeTo(header.text) ?? kindMeant(header.text) ?? KINDS_HINT,
      },
    };
  }
  const reader = kind.reader();
  const written = [kind.written(header.text)];
  // What is no statement may be one with a comment behind it.
  const read = (text: string) =>
    reader.read(kind.comment ? text.replace(kind.comment, '') : text) ??
    reader.read(text.replace(REMARK, ''));
  const isLeft = rest.some(({ text }) => isLeftLine(kind.name, text));
  for (const { text, line } of rest) {
    const statement = read(text);
    // What Mermaid alone knows may hold or end what follows, so that only it can tell of that.
    if (statement === undefined && isLeft) return leave(asLeft(kind.name));
    if (statement === undefined) {
      return {
        fault: { line, reason: `this line of the diagram is not understood: \`${text}\``, hint: LINE_HINT },
      };
    }
    written.push(statement);
  }
  const last = { line: rest.at(-1)?.line ?? header.line, hint: LINE_HINT };
  if (reader.isOpen)
    return { fault: { ...last, reason: 'a block of the diagram is not closed', hint: 'Add its end.' } };
  try {
    const svg = renderMermaidSVG(written.join('\n'), { padding: PADDING, transparent: true });
    return { svg: mend(svg, kind.margin), name: kind.name, title, description };
  } catch (error) {
    const reason = `the diagram cannot be drawn: ${error instanceof Error ? error.message : String(error)}`;
    return { fault: { ...last, line: header.line, reason } };
  }
}

/** Cuts a margin off, and draws the diamonds of a class diagram before its boxes, not beneath them. */
function mend(svg: string, margin = PADDING): string {
  const off = margin - PADDING;
  return svg
    .replace(
      /viewBox="0 0 ([\d.]+) ([\d.]+)"/,
      (_all, width: string, height: string) =>
        `viewBox="${off} ${off} ${Number(width) - 2 * off} ${Number(height) - 2 * off}"`,
    )
    .replace(/(<marker id="cls-(?:composition|aggregation)"[^>]* refX=)"0"/g, '$1"12"');
}

/** Takes `accTitle:` and `accDescr:` (`accDescr { … }`) out; lines keep their numbers. */
function takeDescriptions(source: string) {
  let title: string | undefined;
  let description: string | undefined;
  const blank = (text: string) => text.replace(/[^\n]/g, '');
  const plain = (text: string) => wordsOfDiagram('mermaid', text).replace(/\s+/g, ' ').trim();
  const rest = source
    .replace(/^[ \t]*accDescr[ \t]*\{([^}]*)\}[ \t]*$/m, (all, text: string) => {
      description = plain(text);
      return blank(all);
    })
    .replace(/^[ \t]*(accTitle|accDescr)[ \t]*:[ \t]*(.*)$/gm, (_all, name: string, text: string) => {
      if (name === 'accTitle') title = plain(text);
      else description = plain(text);
      return '';
    });
  return { lines: rest.split('\n'), title, description };
}
