/** Code and payload → the text of one file that Node runs. */
import type { Payload } from '../sealed/format.ts';

/** The function that server/sealed/entry.ts calls; a declaration, which is there wherever in the file it stands. */
const NAME = 'lecternPayload';

/** A sealed file in its three parts, in their order. */
export interface SealedFile {
  readonly head: string;
  readonly code: string;
  /** Ends in a line of its own for each body, so that tools for text can show and compare it. */
  readonly payload: string;
}

/** Puts a sealed file together. */
export function sealedFile(code: string, { site, bodies }: Payload, version: string): SealedFile {
  return {
    head: `#!/usr/bin/env node\n// ${oneLine(site.title)}, sealed by Lectern ${version}. Run it: node lectern.mjs --help\n`,
    code: `${code.trimEnd()}\n`,
    payload: `function ${NAME}(){return{site:${JSON.stringify(site)},bodies:[\n${bodies.map((text) => `'${text}',\n`).join('')}]}}\n`,
  };
}

/** A title in a comment must not end it. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ');
}
