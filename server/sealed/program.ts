/** The entry of a program: a sealed file combined with Node, with payload and bodies as assets. */
import { getAsset, getRawAsset } from 'node:sea';
import { bodiesAt, type Payload, programAssets } from './format.ts';
import { main } from './run-sealed.ts';

// Written by the build.
const payload = JSON.parse(getAsset(programAssets.payload, 'utf8')) as Payload;

void main(payload, {
  bodies() {
    // A view of the program's own memory, which the system loads on demand: nothing is copied.
    return bodiesAt(new Uint8Array(getRawAsset(programAssets.bodies) as ArrayBuffer), payload);
  },
  usage: 'lectern',
});
