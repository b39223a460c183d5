/** The entry of an image that boots: runs the server, with payload and bodies in files beside it. */
import { readFileSync } from 'node:fs';
import { bodiesAt, bootedFiles, type Payload } from './format.ts';
import { runCode } from './run-code.ts';
import type * as Server from './run-sealed.ts';

// The build stores that module there, and the payload.
const { main } = runCode(readFileSync(bootedFiles.server)) as typeof Server;
const payload = JSON.parse(readFileSync(bootedFiles.payload, 'utf8')) as Payload;

void main(payload, {
  bodies: () => bodiesAt(readFileSync(bootedFiles.bodies), payload),
  usage: 'lectern',
});
