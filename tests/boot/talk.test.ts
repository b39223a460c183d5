/** A talk on a machine that booted the image, the console of that machine, and its end; then the same disk again. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join, signIn } from '../contract/peers.ts';
import { KEY } from '../contract/site.ts';
import { findMkfs } from '../setup/programs.ts';
import { type BuiltImage, builtImage } from './image.ts';
import { boot } from './machine/boot.ts';
import type { Machine } from './machine/qemu.ts';

/** Milliseconds within which a machine ends; it takes two seconds where it does not share processors. */
const END_MS = 20_000;

/** The deck's third slide, as a presenter's browser names it. */
const AT = { h: 2, v: 0 };
const THIRD = { slide: '', ...AT, f: -1 };

let built: BuiltImage;
let disk = '';
const machines: Machine[] = [];
beforeAll(async () => {
  built = await builtImage();
  disk = built.at('data.img');
  spawnSync(findMkfs() ?? 'mkfs.ext4', ['-q', '-F', disk, '16M']);
});
afterAll(() => Promise.all(machines.map((machine) => machine.stop())));

/** Boots the image with the disk on which it keeps what was said. */
async function bootWithDisk(): Promise<Machine> {
  const machine = await boot({
    how: 'kernel',
    ...built,
    commandLine: 'lectern.data=/dev/vda',
    disks: [disk],
  });
  machines.push(machine);
  await machine.answers();
  return machine;
}

async function pressPower(machine: Machine): Promise<number> {
  const pressed = performance.now();
  await machine.powerButton();
  expect(await machine.ended).toBe(0);
  return performance.now() - pressed;
}

describe('in 320 MB, with an address by DHCP', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await bootWithDisk();
  });

  test('the console says what `npm start` says, with an address for the audience and its QR code', async () => {
    const { console } = machine;
    await console.waitFor(/^ *▀{20}▀*$/m);
    expect(plain(console.text)).toMatch(/^ *Lectern \S+ +5 decks · /m);
    expect(plain(console.text)).toMatch(/^ *For the audience +http:\/\/10\.0\.2\.15:8000\/$/m);
    expect(plain(console.text)).toContain(`speaker?key=${KEY}`);
  });

  test('a presenter’s step reaches a viewer', async () => {
    const [address] = machine.addresses;
    const viewer = await join(`${address}talk/live`);
    const presenter = await join(`${address}talk/live`, await signIn(address));
    presenter.socket.send(JSON.stringify({ type: 'go', position: THIRD, seen: 0 }));
    await expect
      .poll(() => viewer.heard)
      .toContainEqual(
        expect.objectContaining({ type: 'state', live: true, position: expect.objectContaining(AT) }),
      );
    for (const { socket } of [viewer, presenter]) socket.close();
  });

  test('the power button ends it', async () => {
    expect(await pressPower(machine)).toBeLessThan(END_MS);
  });
});

test('another boot with the same disk goes on with the talk', async () => {
  const machine = await bootWithDisk();
  const viewer = await join(`${machine.addresses[0]}talk/live`);
  expect(viewer.heard).toContainEqual(
    expect.objectContaining({ type: 'state', position: expect.objectContaining(AT) }),
  );
  viewer.socket.close();
  await pressPower(machine);
});

/** Text without colours. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals take colours so.
  return text.replace(/\x1b\[[\d;]*m/g, '');
}
