/** Where a sealed file begins: the build puts the payload behind this code, as a function. */
import type { Payload } from './format.ts';
import { main } from './main.ts';

declare function lecternPayload(): Payload;

void main(lecternPayload());
