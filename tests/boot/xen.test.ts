/** The image runs as a guest of Xen, of both kinds: PVH by its `lectern.cfg`, and PV. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../contract/peers.ts';
import { KEY } from '../contract/site.ts';
import { builtImage } from './image.ts';
import { firstAnswer } from './machine/answer.ts';
import { type Guest, startXen, type Xen } from './machine/xen.ts';

/** Addresses: what the network gives the first that asks, and one that is fixed. */
const [GIVEN, FIXED] = ['10.0.2.15', '10.0.2.20'];

/** Milliseconds within which a guest ends; it takes two seconds where it does not share processors. */
const END_MS = 30_000;

let xen: Xen;
let guests: Readonly<Record<'pvh' | 'pv', Guest>>;
beforeAll(async () => {
  const { image } = await builtImage();
  xen = await startXen(image, [GIVEN, FIXED]);
  const pvh = await xen.create({ name: 'pvh', key: KEY });
  const settings = [
    'type="pv"',
    `extra="console=hvc0 quiet ip=${FIXED}::10.0.2.2:255.255.255.0 lectern.key=${KEY}"`,
  ];
  guests = { pvh, pv: await xen.create({ name: 'pv', settings }) };
});
afterAll(() => xen.stop());

test.each([
  ['pvh', 0, `http://${GIVEN}:8000/`, 'DHCP and the key in its Xenstore'],
  ['pv', 1, `http://${FIXED}:8000/`, 'a fixed address'],
] as const)('%s serves the site at address %i, %s, by %s', async (kind, index, shown, _) => {
  const address = xen.addresses[index] ?? '';
  await firstAnswer(address, xen.console);
  expect(await signIn(address)).toMatch(/^lectern-[\w-]+=./);
  // Its start is written after the first answer.
  await expect.poll(() => guests[kind].console.text).toContain(shown);
});

test('`xl reboot` starts it anew', async () => {
  const before = await xen.run('xl domid pv');
  await xen.run('xl reboot pv');
  await guests.pv.console.waitFor(/Rebooting/);
  // Another domain with the same name; for a moment, there is none.
  await expect.poll(() => xen.run('xl domid pv')).toSatisfy((now) => /^\d+\s*$/.test(now) && now !== before);
});

test('`xl shutdown` ends it', async () => {
  await xen.run('xl shutdown pvh');
  expect(await guests.pvh.gone()).toBeLessThan(END_MS);
});
