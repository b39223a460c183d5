/** The archive that the kernel unpacks. */
import { expect, test } from 'vitest';
import { type BootFile, cpioArchive } from '../../../server/seal/boot/cpio.ts';

/** Reads an archive as the kernel does: heads of 13 hexadecimal numbers, names and bytes, each up to a multiple of four. */
function entriesOf(archive: Uint8Array) {
  const bytes = Buffer.from(archive);
  const entries: { name: string; mode: string; size: number; device: string; text: string }[] = [];
  for (let at = 0; at < bytes.length; ) {
    const field = (i: number) =>
      Number.parseInt(bytes.toString('latin1', at + 6 + 8 * i, at + 14 + 8 * i), 16);
    expect(bytes.toString('latin1', at, at + 6)).toBe('070701');
    const [mode, size, length] = [field(1), field(6), field(11)];
    const start = (at + 110 + length + 3) & ~3;
    entries.push({
      name: bytes.toString('latin1', at + 110, at + 109 + length),
      mode: mode.toString(8),
      size,
      device: `${field(9)}:${field(10)}`,
      text: bytes.toString('latin1', start, start + size),
    });
    at = (start + size + 3) & ~3;
  }
  return entries;
}

const init: BootFile = { path: '/init', bytes: Buffer.from('run'), isExecutable: true };
const link: BootFile = { path: '/sbin/poweroff', link: '/init' };
const list: BootFile = { path: '/lib/modules/aliases', bytes: Buffer.from('pci:* e1000.ko\n') };

test('files follow their folders, programs may run, links point, and the end is marked', () => {
  const entries = entriesOf(cpioArchive([link, init, list]));
  expect(entries.map(({ name, mode, text }) => `${mode} ${name} ${text}`.trim())).toEqual([
    '40755 lib',
    '40755 lib/modules',
    '40755 sbin',
    '100755 init run',
    '100644 lib/modules/aliases pci:* e1000.ko',
    '120777 sbin/poweroff /init',
    '0 TRAILER!!!',
  ]);
});

test('where there are devices, there is the console, which the kernel opens first', () => {
  const entries = entriesOf(cpioArchive([init], ['/dev', '/proc']));
  expect(entries.find(({ name }) => name === 'dev/console')).toMatchObject({ mode: '20600', device: '5:1' });
  expect(entries.map(({ name }) => name)).toContain('proc');
});

test('the order of the files changes no byte, and archives can follow one another', () => {
  const one = cpioArchive([init, list]);
  expect(cpioArchive([list, init])).toEqual(one);
  expect(one.length % 4).toBe(0);
});
