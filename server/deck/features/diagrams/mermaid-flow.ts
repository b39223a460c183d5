/** Parses the lines of a flow chart and writes them in the only form that the renderer parses. */

/** A statement in normal form; undefined if the line is not a statement. */
type Written = string | undefined;

/** A node's id. `end` always ends a subgraph. */
const ID = String.raw`(?!end\b)\w+(?:-\w+)*`;

/** The brackets and label of a node, longer brackets first. The renderer cannot draw parallelograms. */
const SHAPE = [
  String.raw`\(\(\([^()]+\)\)\)|\(\[[^\]]+\]\)|\(\([^()]+\)\)|\[\[[^\]]+\]\]|\[\([^()]+\)\]`,
  String.raw`\[\/[^\]]+\\\]|\[\\[^\]]+\/\]|>[^\]]+\]|\{\{[^{}]+\}\}`,
  String.raw`\[(?![\/\\])[^\]]+\]|\((?!\[)[^()]+\)|\("[^"()]+"\)|\{[^{}]+\}`,
].join('|');

const NODE = new RegExp(String.raw`^(${ID})(${SHAPE})?(:::\w[\w-]*)?`);

/** `-->`, `---`, `-.->`, `-.-`, `==>`, `===`, of any length, with or without a label between bars. */
const ARROW = /^(<)?(-{2,}>|-{3,}|-\.+->|-\.+-|={2,}>|={3,})\s*(?:\|([^|]*)\|)?/;

/** An arrow with its label inside: `-- label -->` and the like. */
const WORDED = /^(<)?(--|-\.|==)\s*([^\s|>.=-](?:.*?\S)?)\s*(-{2,}>|-{3,}|\.+->|\.+-|={2,}>|={3,})/;

/** Statements that are passed on as they are. */
const PLAIN = [
  /^classDef\s+\w+\s+.+$/,
  /^class\s+[\w,-]+\s+\w+$/,
  /^style\s+[\w,-]+\s+.+$/,
  /^linkStyle\s+(?:default|[\d,\s]+)\s+.+$/,
];

/** Reads a flow chart's statements, one after the other. */
export class FlowReader {
  /** Each node's shape and label as first written. */
  readonly #shapes = new Map<string, string>();
  /** Nodes that are in a subgraph. */
  readonly #placed = new Set<string>();
  readonly #subgraphs = new Set<string>();
  #depth = 0;

  /** Returns a statement in normal form; undefined if it is not a statement. */
  read(line: string): Written {
    if (PLAIN.some((pattern) => pattern.test(line))) return line;
    if (this.#depth > 0 && /^direction\s+(?:TD|TB|LR|BT|RL)$/i.test(line)) return line;
    const subgraph = /^subgraph\s+(\S.*)$/.exec(line)?.[1];
    if (subgraph !== undefined) {
      this.#depth++;
      this.#subgraphs.add(/^[\w-]+/.exec(subgraph)?.[0] ?? '');
      return line;
    }
    if (line === 'end' && this.#depth > 0) {
      this.#depth--;
      return line;
    }
    return this.#chain(line);
  }

  /** Whether a subgraph is not closed. */
  get isOpen(): boolean {
    return this.#depth > 0;
  }

  /** Parses a chain of nodes and arrows, such as `A & B --> C`. */
  #chain(line: string): Written {
    const written: string[] = [];
    let rest = line;
    for (;;) {
      const node = NODE.exec(rest);
      if (!node) return undefined;
      const own = this.#node(node);
      if (own === undefined) return undefined;
      written.push(own);
      rest = rest.slice(node[0].length).trimStart();
      if (rest === '') return written.join(' ');
      if (rest.startsWith('&')) {
        written.push('&');
        rest = rest.slice(1).trimStart();
        continue;
      }
      const arrow = ARROW.exec(rest) ?? WORDED.exec(rest);
      if (!arrow) return undefined;
      written.push(arrow.length === 4 ? arrowText(arrow[1], arrow[2], arrow[3]) : wordedText(arrow));
      rest = rest.slice(arrow[0].length).trimStart();
    }
  }

  /**
   * Returns a node in normal form. In Mermaid, a node that was mentioned before moves into the subgraph that
   * mentions it; for the renderer its shape has to be written again there.
   */
  #node([, id = '', shape, classes = '']: RegExpExecArray): Written {
    if (this.#subgraphs.has(id)) return undefined;
    const known = this.#shapes.get(id);
    if (known === undefined || shape !== undefined) this.#shapes.set(id, shape ?? `[${id}]`);
    const moves = this.#depth > 0 && known !== undefined && !this.#placed.has(id);
    if (this.#depth > 0) this.#placed.add(id);
    return `${id}${shape ?? (moves ? known : '')}${classes}`;
  }
}

function arrowText(start = '', line = '', label = ''): string {
  const body = line.startsWith('=') ? '==' : line.includes('.') ? '-.-' : '--';
  const end = line.endsWith('>') ? '>' : body === '--' ? '-' : body === '==' ? '=' : '';
  return `${start}${body}${end}${label === '' ? '' : `|${label}|`}`;
}

function wordedText([, start, open = '', label, close = '']: RegExpExecArray): string {
  return arrowText(start, `${open}${close}`, label);
}
