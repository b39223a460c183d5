/** Takes `<style>` and `<script>` out of a slide, which become something else, or nothing. */
import type { Line } from './lines.ts';

/** What stood between the tags. */
export interface Block {
  readonly name: 'style' | 'script';
  /** What its tag says behind the name. */
  readonly attributes: string;
  readonly text: string;
  readonly at: number;
}

/** A block's first tag, unless it stands in code. */
const START = /^([^`]*?)<(style|script)\b([^>]*)>(.*)$/i;

/** Takes blocks out of lines; what stands beside them in their lines is kept. */
export function takeBlocks(lines: readonly Line[]): { readonly lines: Line[]; readonly blocks: Block[] } {
  const kept: Line[] = [];
  const blocks: Block[] = [];
  let open: (Omit<Block, 'text'> & { readonly texts: string[] }) | undefined;
  const close = () => {
    if (!open) return;
    const { texts, ...rest } = open;
    blocks.push({ ...rest, text: texts.join('\n') });
    open = undefined;
  };
  for (const line of lines) {
    let left: string | undefined = line.text;
    let beside = '';
    let isTaken = open !== undefined;
    while (left !== undefined) {
      if (open) {
        const [inner = '', after]: readonly string[] = splitAt(left, open.name);
        open.texts.push(inner);
        if (after !== undefined) close();
        left = after;
        continue;
      }
      const start = line.isCode ? null : START.exec(left);
      if (!start) break;
      isTaken = true;
      beside += start[1] ?? '';
      const name = start[2]?.toLowerCase() === 'style' ? 'style' : 'script';
      open = { name, attributes: start[3] ?? '', at: line.at, texts: [] };
      left = start[4] ?? '';
    }
    const text = beside + (left ?? '');
    if (!isTaken) kept.push(line);
    else if (text.trim() !== '') kept.push({ ...line, text });
  }
  close();
  return { lines: kept, blocks };
}

/** Splits a text at the end of a block. */
function splitAt(text: string, name: string): readonly string[] {
  const end = new RegExp(`</${name}\\s*>`, 'i').exec(text);
  return end ? [text.slice(0, end.index), text.slice(end.index + end[0].length)] : [text];
}

/** What a report says of a script. */
export const SCRIPT_IS_LOST = 'scripts on slides are not run; `client` names a deck’s own.';
