/** Rewrites simple TOML as YAML, line by line so that line numbers are unchanged: tables, and keys with values. */

const TABLE = /^\s*\[([A-Za-z0-9_-]+)\]\s*(#.*)?$/;
const SETTING = /^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*=\s*(.*)$/;

/**
 * Returns the text as YAML. What is not supported, such as dotted keys or multi-line strings, is left as it is, and
 * causes an error in the YAML parser.
 */
export function yamlOfToml(toml: string): string {
  let indent = '';
  return toml
    .split('\n')
    .map((line) => {
      const [, table] = TABLE.exec(line) ?? [];
      if (table !== undefined) {
        indent = '  ';
        return `${table}:`;
      }
      const [, key, value] = SETTING.exec(line) ?? [];
      if (key !== undefined) return `${indent}${key}: ${value}`;
      // A list's further lines are indented more than its key.
      return line.trim() === '' || line.trimStart().startsWith('#') ? line : `${indent}  ${line.trim()}`;
    })
    .join('\n');
}
