/** The entry of a sealed file: the build appends the payload to this code, as a function, and then the bodies. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Payload } from './format.ts';
import { main } from './run-sealed.ts';
import { bodiesIn } from './tail.ts';

declare function lecternPayload(): Payload;

const payload = lecternPayload();

void main(payload, {
  bodies: () => bodiesIn(readFileSync(fileURLToPath(import.meta.url)), payload.ends),
  usage: 'node lectern.mjs',
});
