/** Values in words, for messages. */

/** Longest value that a message repeats, in characters. */
const SHOWN = 60;

/** A value as an author may recognise it. */
export function inWords(value: unknown): string {
  try {
    const json = JSON.stringify(value) ?? String(value);
    return json.length > SHOWN ? `${json.slice(0, SHOWN)}…` : json;
  } catch {
    // YAML's aliases can make a value that holds itself.
    return 'a value that refers to itself';
  }
}
