/** Reveal.js as it is published, for pages that stand without Lectern. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { withoutRightToLeft } from '../css/reveal-css.ts';

/** Returns reveal.js's own script, its styles but those that override the direction of a deck’s parts, and its licence. */
export function plainReveal(): {
  readonly script: string;
  readonly styles: string;
  readonly license: string;
} {
  const folder = dirname(dirname(createRequire(import.meta.url).resolve('reveal.js')));
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  return {
    script: read('dist/reveal.js'),
    styles: withoutRightToLeft(read('dist/reveal.css')),
    license: read('LICENSE'),
  };
}
