/** Finds a text's front matter, in the forms in which people and other tools write it. */
import { lineEnds } from './text.ts';
import { yamlOfToml } from './toml.ts';

/** The place of the front matter, and what to warn of. */
export interface FrontMatterPlace {
  /** As YAML, which includes JSON. */
  readonly yaml: string;
  /** Line of the text on which `yaml` begins, from 1. */
  readonly line: number;
  /** Offset after the front matter. */
  readonly end: number;
  readonly form: 'YAML' | 'TOML' | 'JSON';
  /** Set if the front matter is not closed; it then ends where its settings do. */
  readonly isOpen?: true;
}

/** Blank lines and comments before it; comments with instructions for a slide belong to the first slide. */
const LEAD =
  /^(?:[ \t]*\n|[ \t]*<!--(?!\s*(?:\.slide|\.element|include|check)\b)(?:(?!-->)[\s\S])*-->[ \t]*(?:\n|$))*/;

const YAML = /^---[ \t]*(?:ya?ml[ \t]*)?\n([\s\S]*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const TOML = /^(?:\+\+\+[ \t]*\n([\s\S]*?\n)??\+\+\+|---[ \t]*toml[ \t]*\n([\s\S]*?\n)??---)[ \t]*(?:\n|$)/;
const FENCED_JSON = /^(?:---[ \t]*json[ \t]*\n([\s\S]*?\n)??---|;;;[ \t]*\n([\s\S]*?\n)??;;;)[ \t]*(?:\n|$)/;

/** Returns the front matter of a text with `\n` line ends; undefined if the text begins with a slide. */
export function findFrontMatter(text: string): FrontMatterPlace | undefined {
  const lead = LEAD.exec(text)?.[0] ?? '';
  const rest = text.slice(lead.length);
  const found = findAtStart(rest, lead === '');
  if (!found) return undefined;
  const before = lineEnds(lead);
  return { ...found, line: found.line + before, end: found.end + lead.length };
}

function findAtStart(text: string, isFirst: boolean): FrontMatterPlace | undefined {
  for (const [form, pattern] of [
    ['TOML', TOML],
    ['JSON', FENCED_JSON],
  ] as const) {
    const [whole, a, b] = pattern.exec(text) ?? [];
    if (whole === undefined) continue;
    const written = a ?? b ?? '';
    return { yaml: form === 'TOML' ? yamlOfToml(written) : written, line: 2, end: whole.length, form };
  }
  if (text.startsWith('{')) return jsonAtStart(text);
  if (!text.startsWith('---')) return undefined;
  const closed = YAML.exec(text);
  const inner = withColons(closed?.[1] ?? '');
  const unclosed = unclosedAtStart(text, closed ? inner : undefined);
  if (unclosed || !closed) return unclosed;
  if (inner.trim() === '' ? !isFirst : !looksLikeYaml(inner)) return undefined;
  return { yaml: inner, line: 2, end: closed[0].length, form: 'YAML' };
}

/** The most closing braces that are tried as the end of JSON; if it ends at none of them, the text is a slide. */
const MOST_BRACES = 50;

function jsonAtStart(text: string): FrontMatterPlace | undefined {
  if (!/^\{\s*"/.test(text)) return undefined;
  const ends = [...text.matchAll(/\}[ \t]*(?:\n|$)/g)].slice(0, MOST_BRACES);
  const end = ends.map(({ 0: brace, index }) => index + brace.length).find((at) => isJson(text.slice(0, at)));
  return end === undefined ? undefined : { yaml: text.slice(0, end), line: 1, end, form: 'JSON' };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const KEY = /^(?:"[^"]*"|'[^']*'|[\w-]+)[ \t]*:(?:\s|$)/;

/** A key as settings are written: sentences begin with a capital, and `note` begins notes. */
const SETTING = /^(?!notes?\b)(?:"[^"]*"|'[^']*'|[a-z][\w-]*)[ \t]*:(?:\s|$)/;

/** Returns whether a line begins with a key in any case, as people may write it. */
function isKey(line: string): boolean {
  return KEY.test(line) && !/^notes?\b/i.test(line);
}

/** Replaces the full-width colons of Chinese and Japanese keyboards, if the text contains nothing but settings. */
function withColons(yaml: string): string {
  if (!yaml.includes('：')) return yaml;
  const read = yaml.replace(/^([ \t]*[\w-]+)：[ \t\u3000]*/gm, '$1: ');
  return read.split('\n').every((line) => isKey(line) || BETWEEN.test(line)) ? read : yaml;
}

/** Lines that may be between settings. */
const BETWEEN = /^(?:[ \t]|- |#|$)/;

/**
 * Returns front matter that is not closed: settings, a blank line, and a slide, up to the first line of dashes if there
 * is one. `inner` is the text before that line.
 */
function unclosedAtStart(text: string, inner: string | undefined): FrontMatterPlace | undefined {
  const opening = /^---[ \t]*\n/.exec(text)?.[0];
  if (opening === undefined) return undefined;
  const lines = (inner ?? text.slice(opening.length)).split('\n');
  if (!isKey(lines[0] ?? '')) return undefined;
  const stop = lines.findIndex((line) => !isKey(line) && !BETWEEN.test(line));
  const last = lines.slice(0, stop === -1 ? undefined : stop).findLastIndex((line) => SETTING.test(line));
  if (last === -1) return undefined;
  const size = endOfValue(lines, last);
  if (!isSlide(lines.slice(size))) return undefined;
  const yaml = `${lines.slice(0, size).join('\n')}\n`;
  return { yaml, line: 2, end: opening.length + yaml.length, form: 'YAML', isOpen: true };
}

/**
 * Returns the index of the line after a setting's value: after its list and its indented lines, which may have blank
 * lines between them.
 */
function endOfValue(lines: readonly string[], setting: number): number {
  let end = setting + 1;
  while (lines[end]?.startsWith('- ')) end++;
  for (let i = end; i < lines.length && /^(?:[ \t]|$)/.test(lines[i] ?? ''); i++)
    if (lines[i]?.trim() !== '') end = i + 1;
  return end;
}

/** Returns whether the text after settings is a slide: it contains no setting, and more than YAML comments. */
function isSlide(lines: readonly string[]): boolean {
  const written = lines.filter((line) => line.trim() !== '');
  if (written.length === 0 || written.some((line) => SETTING.test(line))) return false;
  if (written.every((line) => /^#(?!#)/.test(line)))
    return (
      lines[0]?.trim() === '' &&
      written.some((line) => /^# /.test(line) && !KEY.test(line.slice(2))) &&
      // Settings that were commented out, with what is said of them.
      !written.some((line) => SETTING.test(line.replace(/^#\s*/, '')))
    );
  return lines[0]?.trim() === '' || /^#{1,6} /.test(lines[0] ?? '');
}

/**
 * Returns whether text between two `---` is meant as YAML, even malformed, and not as a first slide. A slide has
 * headings, which are comments in YAML, blank lines, and sentences or notes that begin like a key.
 */
function looksLikeYaml(text: string): boolean {
  if (/^\s*\{/.test(text) && isJson(text)) return true;
  const lines = text.split('\n').slice(0, -1);
  const first = lines.find((line) => /^[^\s#]/.test(line)) ?? '';
  const headings = lines.some((line) => /^#{1,6} /.test(line));
  const blanks = lines.some((line) => line.trim() === '');
  if (KEY.test(first)) return !/^notes?\b/i.test(first) && !(headings && blanks && /^\p{Lu}/u.test(first));
  return !headings && !blanks && lines.some((line) => KEY.test(line));
}
