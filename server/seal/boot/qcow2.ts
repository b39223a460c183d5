/** Writes a disk as qcow2, the format of QEMU and of most clouds: only clusters that are not empty take space. */

/** `QFI` and 0xfb, and the version with the fewest fields that all programs read. */
const MAGIC = 0x514649fb;
const VERSION = 2;

/** Clusters have 64 KiB, as `qemu-img` makes them. */
const CLUSTER_BITS = 16;
const CLUSTER = 1 << CLUSTER_BITS;

/** Entries of a table that fills a cluster: places have 8 bytes, counts of references 2. */
const PLACES = CLUSTER / 8;
const COUNTS = CLUSTER / 2;

/** The mark of a cluster that one place refers to. */
const OWN = 1n << 63n;

/** Returns the disk, whose metadata follow from its content alone (https://www.qemu.org/docs/master/interop/qcow2.html). */
export function qcow2(disk: Uint8Array): Uint8Array {
  const count = Math.ceil(disk.length / CLUSTER);
  const cluster = (number: number) => disk.subarray(number * CLUSTER, (number + 1) * CLUSTER);
  const used = Array.from({ length: count }, (_, number) => number).filter((number) =>
    cluster(number).some((byte) => byte !== 0),
  );
  const tables = Math.ceil(count / PLACES);
  // In the file: header, table of count blocks, first table, second tables, then data and count blocks.
  const dataAt = 3 + tables;
  const countBlocks = Math.ceil((dataAt + used.length + 1) / (COUNTS - 1));
  const total = dataAt + used.length + countBlocks;
  const file = Buffer.alloc(total * CLUSTER);
  const place = (at: number, to: number, mark = 0n) => file.writeBigUInt64BE(BigInt(to * CLUSTER) | mark, at);

  file.writeUInt32BE(MAGIC, 0);
  file.writeUInt32BE(VERSION, 4);
  file.writeUInt32BE(CLUSTER_BITS, 20);
  file.writeBigUInt64BE(BigInt(disk.length), 24);
  file.writeUInt32BE(tables, 36);
  place(40, 2);
  place(48, 1);
  file.writeUInt32BE(1, 56);

  for (let i = 0; i < countBlocks; i++) place(CLUSTER + i * 8, dataAt + used.length + i);
  for (let i = 0; i < tables; i++) place(2 * CLUSTER + i * 8, 3 + i, OWN);
  used.forEach((number, i) => {
    place(3 * CLUSTER + number * 8, dataAt + i, OWN);
    file.set(cluster(number), (dataAt + i) * CLUSTER);
  });
  for (let i = 0; i < total; i++) file.writeUInt16BE(1, (dataAt + used.length) * CLUSTER + i * 2);
  return file;
}
