/** Indents the further lines of quoted values, which YAML requires and js-yaml, which reveal-md reads with, does not. */

/** A key whose value begins with a quotation mark that its line does not close. */
const OPENING = /^[\w-]+:[ \t]+(["'])(?:(?!\1).)*$/;

/** Returns YAML with these lines indented; the same text where there are none. Line numbers are unchanged. */
export function withIndentedQuotes(yaml: string): string {
  const lines = yaml.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const mark = OPENING.exec(lines[i] ?? '')?.[1];
    if (mark === undefined) continue;
    const last = lines.findIndex((line, k) => k > i && line.trimEnd().endsWith(mark));
    for (let k = i + 1; k <= last; k++) lines[k] = ` ${lines[k]}`;
    i = Math.max(i, last);
  }
  return lines.join('\n');
}
