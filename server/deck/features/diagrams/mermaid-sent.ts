/**
 * The source of a Mermaid diagram that is sent to the viewer's browser: its settings and its statements,
 * without comments.
 */
import { withoutCssComments } from '../../html/css-text.ts';
import { datesOf } from './mermaid-gantt.ts';
import { readDiagram, withModel } from './mermaid-here.ts';
import { THEMES, undress } from './mermaid-settings.ts';

/** A line that is a comment in every kind of diagram. */
const LINE = /^\s*%%[^\n]*(?:\n|$)/gm;

/**
 * Where a comment may begin after a statement: in some kinds, and not inside a word. `#9829;` is a character reference.
 */
const MARK = /%%|(?<=^|\s)#(?!\w+;)/gm;

/**
 * The maximum number of marks that are tested one by one if they cannot be tested together: more than any slide has.
 */
const MOST = 40;

/**
 * Returns a diagram's source as it is sent. Its settings, except for themes, are combined into one directive.
 * @param source a diagram that Mermaid can parse, or that only a browser can judge
 */
export async function sentSource(source: string): Promise<string> {
  const { text, title } = undress(source);
  const settings = await settingsOf(source, text);
  const plain = text.replace(/^(?:[ \t]*\n)+/, '').replace(LINE, '');
  const remarks = await remarksIn(plain);
  const sent = plain
    .split('\n')
    .map((line, i) => line.slice(0, remarks.get(i)).trimEnd())
    .join('\n');
  const heading = title === undefined ? '' : `---\ntitle: ${JSON.stringify(title)}\n---\n`;
  return heading + settings + sent;
}

/**
 * Returns the settings that Mermaid takes from the source, with those for dates, as one directive; empty without any.
 */
async function settingsOf(source: string, text: string): Promise<string> {
  const dates = await datesOf(text);
  const taken = text === source ? {} : await takenFrom(source);
  const given = Object.entries(taken).filter(([key]) => !THEMES.has(key));
  const { gantt, ...rest }: Record<string, unknown> = Object.fromEntries(given);
  const own = { ...dates, ...(typeof gantt === 'object' ? gantt : {}) };
  const all = Object.keys(own).length === 0 ? rest : { ...rest, gantt: own };
  const json = JSON.stringify(all, (_key, value) =>
    // One setting is a style sheet.
    typeof value === 'string' ? withoutCssComments(value, () => '') : value,
  );
  return json === '{}' ? '' : `%%{init: ${json}}%%\n`;
}

async function takenFrom(source: string): Promise<object> {
  try {
    // Mermaid reads settings only at the very beginning.
    return await readDiagram(source.trimStart());
  } catch {
    return {};
  }
}

/** Returns the column at which a comment begins, by the index of its line. */
async function remarksIn(statements: string): Promise<ReadonlyMap<number, number>> {
  const lines = statements.split('\n');
  const marks = lines.flatMap((text, line) =>
    [...text.matchAll(MARK)].map(({ 0: mark, index }) => ({ line, index, end: index + mark.length })),
  );
  const remarks = new Map<number, number>();
  for (const { line, index } of await commentsAmong(lines, marks))
    remarks.set(line, Math.min(index, remarks.get(line) ?? index));
  return remarks;
}

interface Mark {
  readonly line: number;
  readonly index: number;
  readonly end: number;
}

/**
 * Returns the marks that begin a comment. Each kind has its own grammar, so the grammar decides: a word is
 * inserted after each mark, and one that does not occur in the parsed model is in a comment.
 */
async function commentsAmong(lines: readonly string[], marks: readonly Mark[]): Promise<readonly Mark[]> {
  if (marks.length === 0) return [];
  const word = (i: number) => `lecternremark${i}x`;
  const marked = lines.map((text, line) =>
    marks.reduceRight(
      (all, mark, i) => (mark.line === line ? all.slice(0, mark.end) + word(i) + all.slice(mark.end) : all),
      text,
    ),
  );
  try {
    const words = await withModel(marked.join('\n'), wordsIn);
    return marks.filter((_mark, i) => !words.includes(word(i)));
  } catch {
    if (marks.length === 1 || marks.length > MOST) return [];
    const found: Mark[] = [];
    for (const mark of marks) found.push(...(await commentsAmong(lines, [mark])));
    return found;
  }
}

/** Returns all strings in the model of a diagram, and in the results of its getters, as one text. */
function wordsIn(db: object): string {
  const seen = new Set<unknown>();
  const words: string[] = [];
  const waiting: unknown[] = [db, ...told(db)];
  for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') words.push(next);
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if (next instanceof Map) waiting.push(...next.keys(), ...next.values());
    else if (next instanceof Set) waiting.push(...next);
    else waiting.push(...Object.keys(next), ...Object.values(next));
  }
  return words.join('\n');
}

/** Returns the results of calling all `get…` methods of an object and its prototypes without arguments. */
function told(db: object): unknown[] {
  const answers: unknown[] = [];
  for (let from: object | null = db; from && from !== Object.prototype; from = Object.getPrototypeOf(from)) {
    for (const name of Object.getOwnPropertyNames(from)) {
      const getter: unknown = /^get[A-Z]/.test(name) ? Reflect.get(db, name) : undefined;
      if (typeof getter !== 'function') continue;
      try {
        answers.push(getter.call(db));
      } catch {
        // This method needs arguments.
      }
    }
  }
  return answers;
}
