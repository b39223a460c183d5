/** TeX macros that a deck defines in its settings. */

import type { Finding } from '../../model/diagnostic.ts';
import { inWords } from '../../model/in-words.ts';

const NAME = /^\\?([a-zA-Z@]+|[^\s\w])$/;

/**
 * Decodes a mapping from macro names to TeX, as KaTeX and MathJax accept it: `#1` is an argument, and MathJax
 * also has `[TeX, number of arguments]`. Invalid entries are reported to `refuse`.
 */
export function decodeMacros(
  mapping: Readonly<Record<string, unknown>>,
  refuse: (finding: Finding, key: string) => void,
): Readonly<Record<string, string>> {
  const macros: Record<string, string> = {};
  for (const [key, written] of Object.entries(mapping)) {
    const name = NAME.exec(key)?.[1];
    const tex: unknown = Array.isArray(written) ? written[0] : written;
    if (name !== undefined && (typeof tex === 'string' || typeof tex === 'number')) {
      macros[`\\${name}`] = String(tex);
      continue;
    }
    const reason =
      name === undefined
        ? `\`${key}\` cannot be a command of TeX`
        : `the command \`\\${name}\` cannot be ${inWords(written)}`;
    const hint = "A command is letters, and stands for TeX: `RR: '\\mathbb{R}'`.";
    refuse({ rule: 'setting-value', reason, hint }, key);
  }
  return macros;
}
