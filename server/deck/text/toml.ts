/** Rewrites the plain part of TOML as YAML, line by line, so that places stay: tables, and keys with values on them. */

const TABLE = /^\s*\[([A-Za-z0-9_-]+)\]\s*(#.*)?$/;
const SETTING = /^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*=\s*(.*)$/;

/**
 * The same as YAML. What this does not know, such as dotted keys or texts of many lines, stays as it is, for YAML's parser to
 * stumble over.
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
      // A list over many lines goes on deeper than its key.
      return line.trim() === '' || line.trimStart().startsWith('#') ? line : `${indent}  ${line.trim()}`;
    })
    .join('\n');
}
