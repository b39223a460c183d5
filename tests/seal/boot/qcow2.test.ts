/** The disk as QEMU and clouds take it. */
import { expect, test } from 'vitest';
import { qcow2 } from '../../../server/seal/boot/qcow2.ts';

const CLUSTER = 65_536;

/** Reads a disk as QEMU does: a cluster's place is in a table, whose place is in a table, whose place is in the header. */
function readDisk(bytes: Uint8Array): Buffer {
  const file = Buffer.from(bytes);
  expect(file.toString('latin1', 0, 3)).toBe('QFI');
  const place = (at: number) => Number(file.readBigUInt64BE(at) & 0x00ff_ffff_ffff_fe00n);
  const size = Number(file.readBigUInt64BE(24));
  const first = place(40);
  const disk = Buffer.alloc(size);
  for (let at = 0; at < size; at += CLUSTER) {
    const number = at / CLUSTER;
    const table = place(first + Math.floor(number / 8192) * 8);
    const cluster = place(table + (number % 8192) * 8);
    if (cluster !== 0) file.copy(disk, at, cluster, cluster + Math.min(CLUSTER, size - at));
  }
  return disk;
}

/** Returns how often each cluster of the file is referred to, as it counts itself. */
function counts(bytes: Uint8Array): number[] {
  const file = Buffer.from(bytes);
  const table = Number(file.readBigUInt64BE(48));
  return Array.from({ length: file.length / CLUSTER }, (_, number) => {
    const block = Number(file.readBigUInt64BE(table + Math.floor(number / 32_768) * 8));
    return file.readUInt16BE(block + (number % 32_768) * 2);
  });
}

test('a disk reads back byte by byte, and empty parts take no space', () => {
  const disk = Buffer.alloc(40 * CLUSTER + 512);
  disk.fill('a', 0, 10);
  disk.fill('b', 7 * CLUSTER - 5, 7 * CLUSTER + 5);
  disk.fill('c', 40 * CLUSTER, 40 * CLUSTER + 512);
  const file = qcow2(disk);
  expect(readDisk(file)).toEqual(disk);
  // Four clusters of data, and header, tables and counts.
  expect(file.length).toBe(9 * CLUSTER);
});

test('every cluster of the file is counted once', () => {
  expect(new Set(counts(qcow2(Buffer.alloc(20 * CLUSTER, 'x'))))).toEqual(new Set([1]));
});

test('a disk of more than one table reads back', { timeout: 30_000 }, () => {
  const disk = Buffer.alloc(8193 * CLUSTER);
  disk.write('end', 8192 * CLUSTER);
  const file = qcow2(disk);
  expect(
    readDisk(file)
      .subarray(8192 * CLUSTER, 8192 * CLUSTER + 3)
      .toString(),
  ).toBe('end');
  expect(file.length).toBe(7 * CLUSTER);
});
