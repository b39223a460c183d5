/** Formats values for messages. */

/** The longest value that a message repeats, in characters. */
const SHOWN = 60;

/** Formats a value so that its author recognises it: as JSON, shortened if it is long. */
export function inWords(value: unknown): string {
  try {
    const json = JSON.stringify(value) ?? String(value);
    return json.length > SHOWN ? `${json.slice(0, SHOWN)}…` : json;
  } catch {
    // YAML's aliases can make a value that contains itself.
    return 'a value that refers to itself';
  }
}
