/** Which lines of a Mermaid diagram the renderer supports. The renderer silently ignores all others. */

import { ChartReader } from './mermaid-chart.ts';
import { FlowReader } from './mermaid-flow.ts';
import { makeRoom } from './sequence-room.ts';

/** A kind of diagram, and the syntax of its lines. */
interface Kind {
  /** The kind in words, for alternative text. */
  readonly name: string;
  readonly header: RegExp;
  /** Returns the header in the form that the renderer parses. */
  readonly written: (header: string) => string;
  readonly reader: () => Reader;
  /** A comment after a statement of this kind; lines of `%%` are comments in all kinds. */
  readonly comment?: RegExp;
  /**
   * The blank margin that the renderer leaves, in pixels; most of it is cut off, because everything on a slide
   * is left-aligned.
   */
  readonly margin?: number;
  /** Whether the renderer lays the diagram out in the direction of its arrows. */
  readonly isDirected?: boolean;
  /** Adapts the drawing to slides. */
  readonly arrange?: (svg: string) => string;
}

/** Converts each statement to the form that the renderer parses; undefined if it is not supported. */
export interface Reader {
  read(line: string): string | undefined;
  readonly isOpen: boolean;
  /** Whether a statement was read that the drawing would not show. */
  readonly isLeft?: boolean;
  /** Adds to the drawing what the renderer does not support. */
  finish?(svg: string): string;
}

/** Creates a reader for a kind whose lines need no conversion; `inner` are the lines in a block in braces. */
function patterns(lines: readonly RegExp[], inner: readonly RegExp[] = []): () => Reader {
  return () => {
    const opened: ('block' | 'group')[] = [];
    return {
      read(line) {
        if (opened.at(-1) === 'block' && line !== '}') return match(inner, line);
        if (line === '}' || line === 'end') return opened.pop() === undefined ? undefined : line;
        const known = match(lines, line);
        if (known?.endsWith('{')) opened.push(GROUP.test(line) ? 'group' : 'block');
        else if (known && LOOP.test(line)) opened.push('group');
        return known;
      },
      get isOpen() {
        return opened.length > 0;
      },
    };
  };
}

/** Wraps a reader of statements with type parameters between tildes, which the renderer expects in angle brackets. */
function withParameters(reader: () => Reader): () => Reader {
  return () => {
    const inner = reader();
    return {
      read: (line) => inner.read(/^class\b/.test(line) ? line : parametersOf(line)),
      get isOpen() {
        return inner.isOpen;
      },
    };
  };
}

/** Rewrites `Map~K, List~V~~` as `Map<K, List<V>>`; at an end of an arrow, the parameters are removed. */
function parametersOf(line: string): string {
  if (new RegExp(String.raw`\s${CLASS_ARROW}\s`).test(line))
    return line.replace(/(?<=^|\s)([\p{L}\w]+)~[^\s:]*~(?=\s|$)/gu, '$1');
  const isOpening = (at: number) =>
    /[\p{L}\w]/u.test(line[at + 1] ?? '') && /[\p{L}\w]/u.test(line[at - 1] ?? '');
  return line.replace(/(?<=\S)~/g, (_tilde, at: number) => (isOpening(at) ? '<' : '>'));
}

/** Blocks in braces that contain statements, not members. */
const GROUP = /^(?:namespace|state)\b/;

/** Blocks of a sequence diagram that `end` closes. */
const LOOP = /^(?:loop|alt|opt|par|critical|break|rect)\b(?!.*->)/;

function match(lines: readonly RegExp[], line: string): string | undefined {
  return lines.some((pattern) => pattern.test(line)) ? line : undefined;
}

const STATE = String.raw`(?:\[\*\]|[\w\p{L}-]+)`;
const CLASS_ARROW = String.raw`(?:<\|--|<\|\.\.|\*--|o--|-->|--\*|--o|--\|>|\.\.>|\.\.\|>|<--|<\.\.?|--)`;

const KINDS: readonly Kind[] = [
  {
    name: 'Flow chart',
    isDirected: true,
    header: /^(?:graph|flowchart)(?:\s+(TD|TB|LR|BT|RL))?$/i,
    written: (header) => (/\s/.test(header) ? header : `${header} TD`),
    reader: () => new FlowReader(),
  },
  {
    name: 'State diagram',
    isDirected: true,
    header: /^stateDiagram(?:-v2)?$/i,
    written: (header) => header,
    reader: patterns([
      /^direction\s+(?:TD|TB|LR|BT|RL)$/i,
      /^linkStyle\s+(?:default|[\d,\s]+)\s+.+$/,
      /^state\s+(?:"[^"]+"\s+as\s+)?[\w\p{L}]+\s*\{$/u,
      /^state\s+"[^"]+"\s+as\s+[\w\p{L}]+$/u,
      new RegExp(String.raw`^${STATE}\s*-->\s*${STATE}(?:\s*:\s*.+)?$`, 'u'),
      /^[\w\p{L}-]+\s*:\s*.+$/u,
    ]),
  },
  {
    name: 'Sequence diagram',
    margin: 30,
    arrange: makeRoom,
    header: /^sequenceDiagram$/i,
    comment: /(?<!\s)\s+#\s.*$/,
    written: (header) => header,
    reader: patterns([
      /^(?:participant|actor)\s+\S+(?:\s+as\s+.+)?$/,
      // The renderer leaves no space for a second line.
      /^Note\s+(?:left of|right of|over)\s+[^:]+:\s*(?!.*<br).+$/i,
      /^(?:loop|alt|opt|par|critical|break)\b(?!.*->)/,
      /^(?:else|and)\b/,
      /^[^\s:]+?\s*--?(?:>>?|[)x])\s*[+-]?[^\s:]+\s*:\s*(?!.*<br).+$/,
    ]),
  },
  {
    name: 'Class diagram',
    margin: 40,
    header: /^classDiagram$/i,
    written: (header) => header,
    reader: withParameters(
      patterns(
        [
          /^namespace\s+\S+\s*\{$/,
          /^class\s+\S+?(?:\s*~\w+~)?\s*\{?$/,
          /^class\s+\S+?\s*\{\s*<<\w+>>\s*\}$/,
          new RegExp(
            String.raw`^\S+\s+(?:"[^"]*"\s+)?${CLASS_ARROW}\s+(?:"[^"]*"\s+)?[^\s:]+(?:\s*:\s*.+)?$`,
          ),
          /^[\w-]+\s*:\s*(?!.*(?:--|\.\.>)).+$/,
        ],
        [/^<<\w+>>$/, /^[^{}]+$/],
      ),
    ),
  },
  {
    name: 'Entity relationship diagram',
    margin: 40,
    header: /^erDiagram$/i,
    written: (header) => header,
    reader: patterns(
      [
        /^[^\s{}]+\s*\{$/,
        /^[^\s{}]+\s+(?:\|\||\|o|o\||\}\||\}o)(?:--|\.\.)(?:\|\||\|o|o\||\|\{|o\{)\s+\S+\s*:\s*.+$/,
      ],
      [/^\S+\s+\S+(?:\s+(?:PK|FK|UK)(?:\s*,?\s*(?:PK|FK|UK))*)?(?:\s+"[^"]*")?$/],
    ),
  },
  {
    name: 'Chart',
    header: /^xychart(?:-beta)?(?:\s+horizontal)?$/i,
    written: (header) => header,
    reader: () => new ChartReader(),
  },
];

/** Returns the kind that a diagram's first line names; undefined if the renderer does not know it. */
export function mermaidKind(header: string): Kind | undefined {
  return KINDS.find((kind) => kind.header.test(header));
}
