/** Which lines of a Mermaid diagram its renderer understands: it passes over all others without a word. */

import { ChartReader } from './mermaid-chart.ts';
import { FlowReader } from './mermaid-flow.ts';
import { makeRoom } from './sequence-room.ts';

/** What a kind of diagram is called, and what its lines may be. */
interface Kind {
  /** In words, for who cannot see it. */
  readonly name: string;
  readonly header: RegExp;
  /** The header that the renderer understands. */
  readonly written: (header: string) => string;
  readonly reader: () => Reader;
  /** What Mermaid takes for a comment within a statement of this kind; in all kinds, it does so with lines of `%%`. */
  readonly comment?: RegExp;
  /** Blank pixels around its drawings, most of which are cut off: everything on a slide begins at one edge. */
  readonly margin?: number;
  /** Whether its arrows have a direction, in which its renderer lays it out. */
  readonly isDirected?: boolean;
  /** Arranges its drawings for slides. */
  readonly arrange?: (svg: string) => string;
}

/** Turns each statement into what the renderer understands, or `undefined`. */
export interface Reader {
  read(line: string): string | undefined;
  readonly isOpen: boolean;
  /** Whether it has read something of which the drawing would have nothing. */
  readonly isLeft?: boolean;
  /** Adds to the drawing what the renderer does not know. */
  finish?(svg: string): string;
}

/** Lines of a kind whose renderer needs no other form of them; `inner` are those inside of a block in braces. */
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

/** Reads statements in which types have parameters between tildes, which the renderer draws between angle brackets. */
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

/** `Map~K, List~V~~` as `Map<K, List<V>>`; at an end of an arrow a class has its name alone. */
function parametersOf(line: string): string {
  if (new RegExp(String.raw`\s${CLASS_ARROW}\s`).test(line))
    return line.replace(/(?<=^|\s)([\p{L}\w]+)~[^\s:]*~(?=\s|$)/gu, '$1');
  const isOpening = (at: number) =>
    /[\p{L}\w]/u.test(line[at + 1] ?? '') && /[\p{L}\w]/u.test(line[at - 1] ?? '');
  return line.replace(/(?<=\S)~/g, (_tilde, at: number) => (isOpening(at) ? '<' : '>'));
}

/** What holds statements, not members. */
const GROUP = /^(?:namespace|state)\b/;

/** What a sequence ends with `end`. */
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
      // The renderer makes no room for a second line.
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

/** The kind that a diagram's first line names. */
export function mermaidKind(header: string): Kind | undefined {
  return KINDS.find((kind) => kind.header.test(header));
}
