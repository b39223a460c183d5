/** Style sheets of other tools, put below the slides that they were written for. */
import { Buffer } from 'node:buffer';
import { transform } from 'lightningcss';
import type { Remarks } from '../model.ts';

/** Rules that stand at the top of a style sheet, and cannot be put below a selector. */
const AT_TOP =
  /@(?:import|charset|namespace)\b[^;{}]*;|@(?:font-face|keyframes|-webkit-keyframes|property|theme)\b[^{}]*\{(?:[^{}]|\{[^{}]*\})*\}/g;

/** Rules of build tools, which no browser reads. */
const TOOLS =
  /@(?:apply|tailwind|unocss|use|forward|include)\b[^;{}]*;|--uno:[^;{}]*;?|\/\*\s*@(?:theme|size|auto-scaling)\b[\s\S]*?\*\//g;

/** A style sheet that holds below a selector. */
export interface Scoped {
  /** Empty where nothing of it can be carried over. */
  readonly css: string;
  /** Style sheets of other servers, which were left out. */
  readonly remote: readonly string[];
  /** Whether it cannot be read. */
  readonly isBroken: boolean;
}

/** Puts a style sheet below a selector, such as `.reveal .slides`; `root` is what the tool's own root is there. */
export function scoped(written: string, selector: string, root: RegExp = /:root\b/g): Scoped {
  const remote: string[] = [];
  const top: string[] = [];
  const rest = written.replace(TOOLS, '').replace(AT_TOP, (rule) => {
    if (/^@import\b.*(?:https?:)?\/\//i.test(rule)) remote.push(rule);
    else if (!/^@(?:charset|import|theme)/i.test(rule)) top.push(rule.trim());
    return '';
  });
  const body = rest.replace(root, '&').trim();
  if (body === '' && top.length === 0) return { css: '', remote, isBroken: false };
  const indented = body.replace(/^(?=.)/gm, '  ');
  const css = [...top, ...(body === '' ? [] : [`${selector} {\n${indented}\n}`])].join('\n\n');
  try {
    transform({ filename: 'import.css', code: Buffer.from(css) });
  } catch {
    return { css: '', remote, isBroken: true };
  }
  return { css: `${css}\n`, remote, isBroken: false };
}

/** Tells what of a style sheet could not be carried over. */
export function tellLost({ remote, isBroken }: Scoped, line: number, remarks: Remarks): void {
  if (isBroken) remarks.lost(line, '<style>', 'it cannot be read as CSS, and was left out.');
  for (const rule of remote) tellRemote(line, rule, remarks);
}

/** Tells a style sheet of another server, by its address or the rule that imports it. */
export function tellRemote(line: number, written: string, remarks: Remarks): void {
  remarks.lost(line, written, 'a style sheet of another server is not loaded; keep a copy beside the deck.');
}
