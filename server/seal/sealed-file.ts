/** Writes code, site and bodies as one file that Node runs. */
import type { LoadedServer, Payload } from '../sealed/format.ts';
import { COMMENT, toTail } from '../sealed/tail.ts';
import { endsOf } from './bodies.ts';
import type { Sealed } from './payload.ts';
import type { SealedCode } from './sealed-code.ts';

/** The function that server/sealed/bootstrap.ts calls; function declarations are hoisted, so it may follow the call. */
const NAME = 'lecternPayload';

/** The parts of a sealed file, in order. */
export interface SealedFile {
  readonly code: string;
  /** The payload, and the start of the comment with the bodies. */
  readonly payload: string;
  /** By number. The last one is the server. */
  readonly bodies: readonly Uint8Array[];
}

/** The options of a sealed file. */
export interface SealedFileOptions {
  /** Lectern's version. */
  readonly version: string;
  /** Bytes of padding. */
  readonly filling?: number;
}

/** Assembles a sealed file. */
export function sealedFile(
  { bootstrap, compressed }: SealedCode,
  { site, bodies }: Sealed,
  { version, filling = 0 }: SealedFileOptions,
): SealedFile {
  const tails = [...bodies, compressed].map(toTail);
  const payload: Payload & LoadedServer = { site, ends: endsOf(tails), server: bodies.length };
  const head = `// ${oneLine(site.title)}, sealed by Lectern ${version}. Run it: node lectern.mjs --help`;
  return {
    code: `#!/usr/bin/env node\n${head}\n${bootstrap.trimEnd()}\n`,
    payload: `function ${NAME}(){return${JSON.stringify(payload)}}${' '.repeat(filling)}\n${COMMENT}`,
    bodies: tails,
  };
}

/** Returns the bytes of a sealed file. */
export function bytesOf({ code, payload, bodies }: SealedFile): Uint8Array {
  return Buffer.concat([Buffer.from(code + payload), ...bodies]);
}

/** Returns its length in bytes. */
export function lengthOf({ code, payload, bodies }: SealedFile): number {
  return bodies.reduce(
    (sum, { length }) => sum + length,
    Buffer.byteLength(code) + Buffer.byteLength(payload),
  );
}

/** Replaces line breaks in a title, which would end the comment. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ');
}
