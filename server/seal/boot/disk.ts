/** Makes a disk that boots by BIOS and by UEFI: one FAT partition with both boot loaders, the kernel and the RAM disk. */
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Work } from '../../bundle/works/works.ts';
import { runTool } from '../run-tool.ts';
import { type Unpacked, unpackPackage } from './packages.ts';
import type { Workshop } from './workshop.ts';

/** What is on it. */
export interface DiskContent {
  readonly kernel: Uint8Array;
  readonly ramDisk: Uint8Array;
  /** The kernel's command line. */
  readonly commandLine: string;
}

/** The packages that a disk is made with. */
export interface DiskTools {
  readonly mtools: Unpacked;
  readonly syslinux: Unpacked;
  readonly syslinuxCommon: Unpacked;
  readonly systemdBoot: Unpacked;
}

const SECTOR = 512;
const MIB = 1 << 20;

/** The partition begins where every tool has it: after the first MiB. */
const START = MIB / SECTOR;

/** Room for tables and loaders beside the content. */
const ROOM_MIB = 2;

/** Clusters of 4 KiB make it FAT16 up to 256 MiB, whose tables take an eighth of those of FAT32. */
const CLUSTER_SECTORS = '8';

/** Numbers that are else random, and a date for what is else now: 1980, where FAT's calendar begins. */
const VOLUME_ID = '4c454354';
const DISK_ID = 'LECT';
const DATE = '315532800';

/** The partition table's entry, by its fields: active, the type that both BIOS and UEFI accept, and no old geometry. */
const TABLE_AT = 446;
const ACTIVE = 0x80;
const EFI = 0xef;
const NO_GEOMETRY = [0xfe, 0xff, 0xff];

/** Gets mtools and the boot loaders from Debian. @throws {SealError} where one is missing */
export async function findDiskTools(workshop: Workshop): Promise<DiskTools> {
  const get = (name: string, purpose: string) => unpackPackage(name, purpose, workshop);
  return {
    mtools: await get('mtools', 'what makes the disk'),
    syslinux: await get('syslinux', 'the boot loader for BIOS'),
    syslinuxCommon: await get('syslinux-common', 'the boot loader for BIOS'),
    systemdBoot: await get('systemd-boot-efi', 'the boot loader for UEFI'),
  };
}

/** Returns the boot loaders, which are on the disk. */
export async function loaderWorks({ syslinux, systemdBoot }: DiskTools): Promise<readonly Work[]> {
  return [await workOf(syslinux, 'GPL-2.0-or-later'), await workOf(systemdBoot, 'LGPL-2.1-or-later')];
}

/** Makes the disk and returns its bytes; nothing is mounted. @throws {SealError} where a tool fails */
export async function makeDisk(
  content: DiskContent,
  { mtools, syslinux, syslinuxCommon, systemdBoot }: DiskTools,
  { env, drafts }: Workshop,
): Promise<Uint8Array> {
  const place = {
    folder: drafts,
    env: {
      ...env,
      PATH: `${join(mtools.folder, 'usr/bin')}:${env.PATH ?? ''}`,
      MTOOLS_SKIP_CHECK: '1',
      SOURCE_DATE_EPOCH: DATE,
    },
  };
  const mib = Math.ceil((content.kernel.length + content.ramDisk.length) / MIB) + ROOM_MIB;
  const sectors = mib * (MIB / SECTOR) - START;
  const disk = join(drafts, 'disk');
  await writeFile(
    disk,
    bootRecord(await readFile(join(syslinuxCommon.folder, 'usr/lib/syslinux/mbr/mbr.bin')), sectors),
  );
  await truncate(disk, mib * MIB);

  const partition = `disk@@${START * SECTOR}`;
  const geometry = ['-h', '255', '-s', '63', '-H', String(START)];
  await runTool(
    'mformat',
    [
      '-i',
      partition,
      '-c',
      CLUSTER_SECTORS,
      '-v',
      'LECTERN',
      '-N',
      VOLUME_ID,
      '-T',
      String(sectors),
      ...geometry,
      '::',
    ],
    place,
  );
  await runTool('mmd', ['-i', partition, '::/EFI', '::/EFI/BOOT', '::/loader', '::/loader/entries'], place);
  const loader = join(systemdBoot.folder, 'usr/lib/systemd/boot/efi/systemd-bootx64.efi');
  const files: readonly (readonly [path: string, bytes: Uint8Array | string])[] = [
    ['vmlinuz', content.kernel],
    ['initrd', content.ramDisk],
    ['EFI/BOOT/BOOTX64.EFI', await readFile(loader)],
    ['loader/loader.conf', 'timeout 0\ndefault lectern.conf\n'],
    [
      'loader/entries/lectern.conf',
      `title Lectern\nlinux /vmlinuz\ninitrd /initrd\noptions ${content.commandLine}\n`,
    ],
    [
      'syslinux.cfg',
      `DEFAULT lectern\nPROMPT 0\nTIMEOUT 0\nLABEL lectern\n KERNEL /vmlinuz\n INITRD /initrd\n APPEND ${content.commandLine}\n`,
    ],
  ];
  for (const [path, bytes] of files) {
    await writeFile(join(drafts, 'content'), bytes);
    await runTool('mcopy', ['-i', partition, 'content', `::/${path}`], place);
  }
  await runTool(
    join(syslinux.folder, 'usr/bin/syslinux'),
    ['--install', '--offset', String(START * SECTOR), 'disk'],
    place,
  );
  return readFile(disk);
}

/** Returns the first sector: the code that BIOS runs, and the table of partitions with the one. */
function bootRecord(code: Uint8Array, sectors: number): Uint8Array {
  const record = Buffer.alloc(SECTOR);
  record.set(code.subarray(0, TABLE_AT - 6));
  record.write(DISK_ID, TABLE_AT - 6, 'latin1');
  record.set([ACTIVE, ...NO_GEOMETRY, EFI, ...NO_GEOMETRY], TABLE_AT);
  record.writeUInt32LE(START, TABLE_AT + 8);
  record.writeUInt32LE(sectors, TABLE_AT + 12);
  record.set([0x55, 0xaa], SECTOR - 2);
  return record;
}

async function workOf({ name, version, folder }: Unpacked, license: string): Promise<Work> {
  const text = await readFile(join(folder, 'usr/share/doc', name, 'copyright'), 'utf8');
  return { name, version, license, texts: [text] };
}
