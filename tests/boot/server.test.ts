/** How the image runs its server: by the kernel's command line, alone, without rights, and again after its end. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltImage, builtImage } from './image.ts';
import { boot, withLayer } from './machine/boot.ts';
import { cpio } from './machine/cpio.ts';
import type { Machine } from './machine/qemu.ts';

const PORT = 8001;
const FIXED = 'ip=10.0.2.15::10.0.2.2:255.255.255.0';
const OPTIONS = [`--port=${PORT}`, '--url=https://talks.example/', '--title=Two words'];

/** The user without rights. */
const NOBODY = 65534;

let built: BuiltImage;
/** With a stand-in for its server, and with the real one, which is told what it does not understand. */
let machine: Machine;
let wrong: Machine;
beforeAll(async () => {
  built = await builtImage();
  const script = readFileSync(new URL('stand-in.mjs', import.meta.url));
  const layer = cpio({ 'lectern.mjs': script });
  const words = OPTIONS.map((word) => (word.includes(' ') ? `"${word}"` : word));
  machine = await boot({
    how: 'kernel',
    ...built,
    initrd: withLayer(readFileSync(join(built.image, 'initrd')), layer, built.at('stand-in.initrd')),
    commandLine: [FIXED, ...words.map((word) => word.replace('--', 'lectern.'))].join(' '),
    servers: [{ port: PORT }],
  });
  wrong = await boot({ how: 'kernel', ...built, commandLine: 'lectern.colour=red' });
  await machine.answers();
});
afterAll(() => Promise.all([machine.stop(), wrong.stop()]));

const ask = async (path: string) => (await fetch(machine.addresses[0] + path)).json();

test('words of the command line are its options, and it is alone, without rights, and nothing can be written', async () => {
  expect(await ask('facts')).toEqual({
    words: OPTIONS,
    // User, group, groups.
    user: [NOBODY, NOBODY, NOBODY],
    programs: [
      [1, expect.stringContaining('init')],
      [expect.any(Number), expect.stringMatching(/node|lectern/)],
    ],
    writable: [],
  });
});

test('drivers of the machine’s disks are not loaded, since no disk was named', async () => {
  const drivers = await ask('drivers');
  expect(drivers).toContain('virtio_net');
  expect(drivers).not.toContain('ahci');
});

test.each([
  ['crash', /^.*signal 11.*again.*$/m],
  ['exit', /^.*status 3.*again.*$/m],
])('after a %s, the console says so, and it starts again', async (path, said) => {
  await ask(path).catch(() => undefined);
  await machine.console.waitFor(said);
  await expect.poll(() => ask('facts').then(({ words }) => words)).toEqual(OPTIONS);
  // Decks that state how soon they were served do not count what was before.
  expect(Number((await ask('facts')).again)).toBeGreaterThan(0);
});

test('the console says what a wrong option is', async () => {
  await wrong.console.waitFor(/--colour/);
  await wrong.console.waitFor(/status 2.*again/);
});
