/** The image's disk starts by BIOS and by UEFI. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../contract/peers.ts';
import { builtImage } from './image.ts';
import { boot } from './machine/boot.ts';
import type { Machine } from './machine/qemu.ts';

/** Both at once: most of a boot keeps one processor busy. */
let bios: Machine;
let uefi: Machine;
beforeAll(async () => {
  const built = await builtImage();
  [bios, uefi] = await Promise.all([boot({ how: 'bios', ...built }), boot({ how: 'uefi', ...built })]);
});
afterAll(() => Promise.all([bios.stop(), uefi.stop()]));

test.each([
  ['BIOS', () => bios],
  ['UEFI', () => uefi],
])(
  'started by %s, it serves the site with the key of its host, and ends by the power button',
  async (_, machine) => {
    await machine().answers();
    expect(await signIn(machine().addresses[0])).toMatch(/^lectern-[\w-]+=./);
    await machine().powerButton();
    expect(await machine().ended).toBe(0);
  },
);
