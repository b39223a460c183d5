/** Where a program begins: a sealed file that is one with its Node, and has the payload and the bodies as assets in it. */
import { getAsset, getRawAsset } from 'node:sea';
import { type Payload, programAssets } from './format.ts';
import { main } from './main.ts';

// What the build wrote.
const payload = JSON.parse(getAsset(programAssets.payload, 'utf8')) as Payload;

void main(payload, {
  bodies() {
    // The program's own pages in memory, which the system reads when they are asked for: nothing is copied.
    const bytes = new Uint8Array(getRawAsset(programAssets.bodies) as ArrayBuffer);
    return (number) => bytes.subarray(payload.ends[number - 1] ?? 0, payload.ends[number]);
  },
  usage: 'lectern',
});
