/** Where a sealed file begins: the build puts the payload behind this code, as a function, and behind that its bodies. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Payload } from './format.ts';
import { main } from './main.ts';
import { bodiesIn } from './tail.ts';

declare function lecternPayload(): Payload;

const payload = lecternPayload();

void main(payload, {
  bodies: () => bodiesIn(readFileSync(fileURLToPath(import.meta.url)), payload.ends),
  usage: 'node lectern.mjs',
});
