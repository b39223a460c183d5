/**
 * The start of a sealed file: decompresses the server, and runs it. The build appends the payload to this code, as a
 * function, and then the bodies.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LoadedServer, Payload } from './format.ts';
import { runCompressed } from './run-code.ts';
import type * as Server from './run-sealed.ts';
import { bodiesIn } from './tail.ts';

declare function lecternPayload(): Payload & LoadedServer;

const { server, ...payload } = lecternPayload();

try {
  const bodies = bodiesIn(readFileSync(fileURLToPath(import.meta.url)), payload.ends);
  // The build stores this module there.
  const { main } = runCompressed(bodies(server)) as typeof Server;
  void main(payload, { bodies: () => bodies, usage: 'node lectern.mjs' });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
