/** Finds where a text's front matter stands, in the forms that people and other tools write it. */
import { lineEnds } from './text.ts';
import { yamlOfToml } from './toml.ts';

/** Front matter, and what there is to say of how it is written. */
export interface FrontMatterPlace {
  /** As YAML; JSON is YAML, too. */
  readonly yaml: string;
  /** Line of the text on which `yaml` begins, from 1. */
  readonly line: number;
  /** Offset behind it. */
  readonly end: number;
  readonly form: 'YAML' | 'TOML' | 'JSON';
  /** Nothing closes it: it ends where settings do. */
  readonly isOpen?: true;
}

/** Blank lines and comments before it; those that speak to a slide are the first slide's. */
const LEAD =
  /^(?:[ \t]*\n|[ \t]*<!--(?!\s*(?:\.slide|\.element|include|check)\b)(?:(?!-->)[\s\S])*-->[ \t]*(?:\n|$))*/;

const YAML = /^---[ \t]*(?:ya?ml[ \t]*)?\n([\s\S]*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const TOML = /^(?:\+\+\+[ \t]*\n([\s\S]*?\n)??\+\+\+|---[ \t]*toml[ \t]*\n([\s\S]*?\n)??---)[ \t]*(?:\n|$)/;
const FENCED_JSON = /^(?:---[ \t]*json[ \t]*\n([\s\S]*?\n)??---|;;;[ \t]*\n([\s\S]*?\n)??;;;)[ \t]*(?:\n|$)/;

/** The front matter of a text whose line ends are `\n`; undefined where it begins with a slide. */
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

/** So many braces may close before a text that begins with one counts as a slide. */
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

/** A key as settings are written; a sentence begins with a capital, and notes are notes. */
const SETTING = /^(?!notes?\b)(?:"[^"]*"|'[^']*'|[a-z][\w-]*)[ \t]*:(?:\s|$)/;

/** The same in any letters, as someone may write it. */
function isKey(line: string): boolean {
  return KEY.test(line) && !/^notes?\b/i.test(line);
}

/** Settings with the wide colon of Chinese and Japanese keyboards as YAML reads them, where they are nothing but settings. */
function withColons(yaml: string): string {
  if (!yaml.includes('：')) return yaml;
  const read = yaml.replace(/^([ \t]*[\w-]+)：[ \t\u3000]*/gm, '$1: ');
  return read.split('\n').every((line) => isKey(line) || BETWEEN.test(line)) ? read : yaml;
}

/** What may stand between settings. */
const BETWEEN = /^(?:[ \t]|- |#|$)/;

/**
 * Front matter that is never closed: settings, a blank line, and a slide, as far as the first line of dashes if there is one.
 * `inner` is what stands before that.
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

/** The line behind the value of the setting on a line: its list, and its deeper lines, between which some may be blank. */
function endOfValue(lines: readonly string[], setting: number): number {
  let end = setting + 1;
  while (lines[end]?.startsWith('- ')) end++;
  for (let i = end; i < lines.length && /^(?:[ \t]|$)/.test(lines[i] ?? ''); i++)
    if (lines[i]?.trim() !== '') end = i + 1;
  return end;
}

/** Whether what follows settings is a slide: no setting is in it, and it is more than a remark of YAML's. */
function isSlide(lines: readonly string[]): boolean {
  const written = lines.filter((line) => line.trim() !== '');
  if (written.length === 0 || written.some((line) => SETTING.test(line))) return false;
  if (written.every((line) => /^#(?!#)/.test(line)))
    return lines[0]?.trim() === '' && written.some((line) => /^# /.test(line) && !KEY.test(line.slice(2)));
  return lines[0]?.trim() === '' || /^#{1,6} /.test(lines[0] ?? '');
}

/**
 * Whether text between two `---` is meant as YAML, even if it is malformed, rather than as a first slide. A slide has
 * headings, which YAML takes for comments, blank lines, and sentences or notes that begin like a key.
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
