/** The settings in a Mermaid diagram: YAML before it, and directives. */
import { parseDocument } from 'yaml';
import type { Fault } from '../../model/drawing.ts';
import { lineEnds, onlyLineEnds } from '../../text/text.ts';
import { wordsOfYaml } from '../../text/yaml-words.ts';

/** A YAML mapping between lines of `---`, before a diagram. Mermaid requires that the lines are not indented. */
const FRONT = /^(\s*---[ \t]*\n)([\s\S]*?)\n[ \t]*---[ \t]*(?:\n|$)/;

/** A directive. Mermaid extends one without an end to the end of the diagram. */
const DIRECTIVE = /%%\{[\s\S]*?(?:\}%%|$)/g;

/**
 * Settings that only concern the look, which the deck determines, or Mermaid's operation. Any other setting
 * changes the drawing.
 */
const OF_LOOKS: ReadonlySet<string> = new Set(
  `theme themeVariables themeCSS darkMode look handDrawnSeed fontFamily altFontFamily fontSize logLevel securityLevel secure
  startOnLoad htmlLabels markdownAutoWrap maxTextSize maxEdges arrowMarkerAbsolute deterministicIds deterministicIDSeed
  suppressErrorRendering`.split(/\s+/),
);

/** The settings among them that would contradict the colours of a drawing on its slide. */
export const THEMES: ReadonlySet<string> = new Set(['theme', 'darkMode']);

/** A diagram without its settings; everything else keeps its line. */
export interface Undressed {
  readonly text: string;
  /** The title, which is shown above the drawing. */
  readonly title?: string | undefined;
  /** Whether a setting concerns more than the look, so that only Mermaid can draw the diagram. */
  readonly isSpecial: boolean;
  readonly fault?: Fault | undefined;
}

/** Separates the settings from a diagram. */
export function undress(source: string): Undressed {
  const [written = '', opening = '', yaml = ''] = FRONT.exec(source) ?? [];
  const rest = source.slice(written.length);
  const text = onlyLineEnds(written) + rest.replace(DIRECTIVE, onlyLineEnds);
  const directives = rest.match(DIRECTIVE) ?? [];
  const isSpecial = directives.some((directive) => keysOf(readDirective(directive)).some(isOfMore));
  if (written === '') return { text, isSpecial };
  const document = parseDocument(yaml);
  const [error] = document.errors;
  if (error) {
    const line = lineEnds(opening) + (error.linePos?.[0].line ?? 1) - 1;
    const { reason, hint } = wordsOfYaml(error);
    return { text, isSpecial, fault: { line, reason: `in the settings of this diagram, ${reason}`, hint } };
  }
  const { title, config, displayMode } = mapping(document.toJS());
  return {
    text,
    title: typeof title === 'string' || typeof title === 'number' ? String(title) : undefined,
    isSpecial: isSpecial || displayMode !== undefined || keysOf(config).some(isOfMore),
  };
}

/** Parses `%%{init: {…}}%%`, leniently as YAML, since authors write imperfect JSON. */
function readDirective(directive: string): unknown {
  const [, body = ''] = /^%%\{\s*(?:init|initialize)\s*:\s*([\s\S]*?)\}%%$/.exec(directive) ?? [];
  const document = parseDocument(body);
  return document.errors.length > 0 ? undefined : document.toJS();
}

function isOfMore(key: string): boolean {
  return !OF_LOOKS.has(key);
}

function keysOf(value: unknown): string[] {
  return Object.keys(mapping(value));
}

function mapping(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
