/** Tells what of a page is not taken over: scripts, options of reveal.js, and what stands outside of its slides. */
import {
  classes,
  type Element,
  elements,
  isElement,
  isText,
  type Node,
  outerHtml,
  type ParentNode,
  parsePage,
  textOf,
} from '../../../deck/html/tree.ts';
import type { Diagnostic } from '../../../deck/model/diagnostic.ts';
import type { ForeignDeck, Remarks } from '../../model.ts';

/** Scripts that every page of reveal.js has, or that are built in here. */
const EXPECTED =
  /print-pdf|paper\.css|SLConfig|MathJax|katex|\bhljs\.|html5shiv|RevealMarkdown|jquery|require(?:\.min)?\.js/i;

/** What is told of each script. */
export const NOT_RUN = 'scripts are not run; `client` names a deck’s own.';

/** Options that are as they are without being written; `default` was a transition's name in reveal.js 3. */
const IDLE_OPTION =
  /^(?:["']?\w+["']?\s*:\s*(?:false|null|''|"")|autoSlideMethod\b|["']?\w*transition["']?\s*:\s*["']default\b)/i;

/** Tells the scripts and the options of a page that do nothing here. */
export function tellSettings(
  { body, bodyLine }: ForeignDeck,
  warnings: readonly Diagnostic[],
  remarks: Remarks,
): void {
  const lines = body.split('\n');
  for (const { rule, line, column, reason, hint } of warnings) {
    if (rule !== 'active-content' && rule !== 'setting-without-effect' && rule !== 'setting-value') continue;
    const written = (lines[line - 1] ?? '').slice(column - 1);
    const script = [written, ...lines.slice(line)].join('\n').split(/<\/script/i)[0] ?? '';
    if (rule === 'active-content' && EXPECTED.test(script)) continue;
    if (rule !== 'active-content' && IDLE_OPTION.test(written)) continue;
    const at = line + bodyLine - 1;
    if (rule === 'active-content') remarks.lost(at, tagIn(written), NOT_RUN);
    // Its value may be a secret.
    else if (rule === 'setting-without-effect')
      remarks.lost(
        at,
        `${/^["']?([\w$]*)/.exec(written)?.[1]}:`,
        'this option of reveal.js is not taken over.',
      );
    else remarks.lost(at, written, `${reason}. ${hint}`);
  }
}

function tagIn(written: string): string {
  return /^<[^>]*>/.exec(written)?.[0] ?? '<script>';
}

/** Elements of a page that show nothing. */
const SILENT = /^(?:head|title|base|script|style|link|meta|template|noscript|br)$/;

/** Tells what stands on a page outside of its slides, such as a logo or a footer, or between them. */
export function tellOutside({ body, bodyLine }: ForeignDeck, remarks: Remarks): void {
  const tree = parsePage(body);
  const slides = elements(tree).find((element) => classes(element).includes('slides'));
  if (!slides) return;
  const around = new Set<ParentNode>();
  for (let node = slides.parentNode; node; node = isElement(node) ? node.parentNode : null) around.add(node);
  const beside = elements(tree).filter(
    (element) =>
      element !== slides && element.parentNode && around.has(element.parentNode) && !around.has(element),
  );
  const isSection = (node: Node) => isElement(node) && node.tagName === 'section';
  const stacks = slides.childNodes
    .filter(isElement)
    .filter((node) => isSection(node) && node.childNodes.some(isSection));
  const between = [slides, ...stacks].flatMap((parent) =>
    parent.childNodes.filter((node) => !isSection(node)),
  );
  for (const node of [...beside, ...between]) {
    if (!isShown(node)) continue;
    const tag = isElement(node) ? tagOf(node) : textOf(node).trim();
    remarks.lost(
      bodyLine + (node.sourceCodeLocation?.startLine ?? 1) - 1,
      tag,
      'what is outside of the slides was left out; `header` and `footer` hold for all.',
    );
  }
}

function isShown(node: Node): boolean {
  if (isText(node)) return node.value.trim() !== '';
  if (!isElement(node) || SILENT.test(node.tagName)) return false;
  const shows = [node, ...elements(node)].some(({ tagName }) => /^(?:img|svg|video|iframe)$/.test(tagName));
  return shows || textOf(node).trim() !== '';
}

function tagOf(element: Element): string {
  return outerHtml({ ...element, childNodes: [] }).replace(/<\/[^>]*>$/, '');
}
