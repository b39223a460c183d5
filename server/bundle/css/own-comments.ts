/** Takes the comments out of a deck's own scripts that ask to be kept. Those of packages are their licences, and stay. */
import type { Plugin } from 'vite';
import { isPackaged } from './script-imports.ts';

/** What bundlers keep: `/*!`, `//!` and the like. */
const KEPT = /\/[/*]!|@(?:license|preserve|lic|cc_on)\b/i;

/** All other comments are left out when the script is minified. */
export function stripLegalComments(): Plugin {
  return {
    name: 'lectern:own-comments',
    enforce: 'post',
    async transform(code, id) {
      const [file = ''] = id.split('?');
      if (isPackaged(file) || !/\.[cm]?[jt]sx?$/.test(file) || !KEPT.test(code)) return undefined;
      const { minify } = await import('vite');
      const plain = await minify(file.replace(/[jt]sx?$/, 'js'), code, {
        compress: false,
        mangle: false,
        codegen: { legalComments: 'none', removeWhitespace: false },
      });
      return plain.errors.length > 0 ? undefined : { code: plain.code, map: null };
    },
  };
}
