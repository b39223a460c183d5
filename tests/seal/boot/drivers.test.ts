/** Which drivers an image has, and the table by which they load. */
import { afterAll, expect, test } from 'vitest';
import { driverFiles } from '../../../server/seal/boot/drivers.ts';
import { createFolder } from '../../setup/folder.ts';

/** A module that states these fields, as the kernel's build writes them. */
const module = (...fields: readonly string[]) =>
  `\u007fELF …${fields.map((field) => `\0${field}`).join('')}\0`;

const folder = createFolder({
  'net/virtio_net.ko': module(
    'depends=net_failover,virtio',
    'alias=virtio:d00000001v*',
    'alias=virtio:d0000002Av*',
  ),
  'net/net_failover.ko': module('depends=failover'),
  'net/failover.ko': module('depends='),
  'virtio/virtio.ko': module('depends='),
  'fs/ext4.ko': module('depends=', 'alias=fs-ext4'),
  'crypto/crc32c_generic.ko': module('depends='),
  'net/xen-netfront.ko': module('depends=', 'alias=xen:vif'),
  'net/r8169.ko': module('depends=', 'softdep=pre: realtek post: other', 'alias=pci:v000010ECd*'),
  'phy/realtek.ko': module('depends='),
  'gpu/drm.ko': module('depends=', 'alias=pci:v*'),
});
afterAll(() => folder.remove(''));

const modules = new Map(
  [
    'net/virtio_net',
    'net/net_failover',
    'net/failover',
    'virtio/virtio',
    'fs/ext4',
    'crypto/crc32c_generic',
    'net/xen-netfront',
    'net/r8169',
    'phy/realtek',
    'gpu/drm',
  ].map((path) => [path.replace(/.*\//, '').replaceAll('-', '_'), folder.at(`${path}.ko`)]),
);
const workshop = { cache: folder.at('cache'), drafts: folder.at(''), env: {} };

/** Returns the lines of a table. */
async function linesOf(name: string): Promise<readonly string[]> {
  const files = await driverFiles(modules, workshop);
  const table = files.find(({ path }) => path === `/lib/modules/${name}`);
  const text = table && 'bytes' in table ? Buffer.from(table.bytes).toString() : '';
  return text.trim().split('\n');
}

test('each device has a line: its pattern, then what loads, in order', async () => {
  expect(await linesOf('aliases')).toEqual([
    'virtio:d00000001v* failover.ko net_failover.ko virtio.ko virtio_net.ko',
    'virtio:d0000002Av* failover.ko net_failover.ko virtio.ko virtio_net.ko',
    'xen:vif xen_netfront.ko',
    'pci:v000010ECd* realtek.ko r8169.ko',
  ]);
});

test('what only a disk for talks needs is in a table of its own', async () => {
  expect(await linesOf('disk-aliases')).toEqual(['fs-ext4 crc32c_generic.ko ext4.ko']);
});

test('what no talk needs is left out', async () => {
  const paths = (await driverFiles(modules, workshop)).map(({ path }) => path);
  expect(paths).toContain('/lib/modules/virtio_net.ko');
  expect(paths).not.toContain('/lib/modules/drm.ko');
});

test('a kernel with everything built in has empty tables', async () => {
  expect(await driverFiles(new Map(), workshop)).toEqual([
    { path: '/lib/modules/aliases', bytes: Buffer.from('') },
    { path: '/lib/modules/disk-aliases', bytes: Buffer.from('') },
  ]);
});
