/** Code, site and bodies → one file that Node runs. */
import type { Payload } from '../sealed/format.ts';
import { COMMENT, toTail } from '../sealed/tail.ts';
import { endsOf } from './bodies.ts';
import type { Sealed } from './payload.ts';

/** The function that server/sealed/entry.ts calls; a declaration, which is there wherever in the file it stands. */
const NAME = 'lecternPayload';

/** A sealed file in its parts, in their order. */
export interface SealedFile {
  readonly code: string;
  /** The payload, and the beginning of the comment in which the bodies are. */
  readonly payload: string;
  /** By number. */
  readonly bodies: readonly Uint8Array[];
}

/** What a sealed file is made with. */
export interface SealedFileOptions {
  /** Of Lectern. */
  readonly version: string;
  /** How many bytes longer it is than it has to be. */
  readonly filling?: number;
}

/** Puts a sealed file together. */
export function sealedFile(
  code: string,
  { site, bodies }: Sealed,
  { version, filling = 0 }: SealedFileOptions,
): SealedFile {
  const tails = bodies.map(toTail);
  const payload: Payload = { site, ends: endsOf(tails) };
  const head = `// ${oneLine(site.title)}, sealed by Lectern ${version}. Run it: node lectern.mjs --help`;
  return {
    code: `#!/usr/bin/env node\n${head}\n${code.trimEnd()}\n`,
    payload: `function ${NAME}(){return${JSON.stringify(payload)}}${' '.repeat(filling)}\n${COMMENT}`,
    bodies: tails,
  };
}

/** The bytes of a sealed file. */
export function bytesOf({ code, payload, bodies }: SealedFile): Uint8Array {
  return Buffer.concat([Buffer.from(code + payload), ...bodies]);
}

/** How many bytes it has. */
export function lengthOf({ code, payload, bodies }: SealedFile): number {
  return bodies.reduce(
    (sum, { length }) => sum + length,
    Buffer.byteLength(code) + Buffer.byteLength(payload),
  );
}

/** A title in a comment must not end it. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ');
}
