/** Strips comments such as `/*!` from a deck's own scripts. In packages they are licences, and stay. */
import type { Plugin } from 'vite';
import { isPackaged } from './script-imports.ts';

/** Comments that bundlers preserve: `/*!`, `//!` and the like. */
const KEPT = /\/[/*]!|@(?:license|preserve|lic|cc_on)\b/i;

/** Creates the plug-in; minification removes all other comments. */
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
