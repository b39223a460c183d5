/** Chooses the drivers of the image, and writes the table by which its first process loads them. */
import { copyFile, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { runTool } from '../run-tool.ts';
import type { BootFile } from './cpio.ts';
import type { Workshop } from './workshop.ts';

/** A kernel's modules: paths of their files, by name with `_` for `-`, such as `virtio_net`. */
export type Modules = ReadonlyMap<string, string>;

/** Network cards: of hypervisors, of clouds, and the usual ones of laptops and servers. */
const NETWORK = [
  ...['virtio_net', 'xen_netfront', 'vmxnet3', 'hv_netvsc', 'ena', 'gve', 'ixgbevf', 'pcnet32'],
  ...['e1000', 'e1000e', 'igb', 'igc', 'ixgbe', 'r8169', '8139too', '8139cp', 'tg3', 'atlantic'],
];

/** Disks with a file system, for one that keeps the rooms' logs. */
const DISKS = [
  'ext4',
  'virtio_blk',
  'xen_blkfront',
  'virtio_scsi',
  'sd_mod',
  'ahci',
  'ata_piix',
  'nvme',
  'hv_storvsc',
];

/** How devices are attached, the power button, QEMU's way to pass a key, and random numbers of the host. */
const OTHERS = ['virtio_pci', 'virtio_mmio', 'hv_vmbus', 'button', 'qemu_fw_cfg', 'virtio_rng'];

/** What loads whatever is there, and what a driver asks for by name while it runs. */
const ALWAYS = ['evdev'];
const ALSO: Readonly<Record<string, readonly string[]>> = { ext4: ['crc32c_generic'] };

/** The pattern of what always loads. */
const ALWAYS_ALIAS = 'lectern:always';

/** Folder of the drivers in the image, which the first process knows, and their tables. */
const FOLDER = '/lib/modules';
const TABLE = 'aliases';
/** Of those that load only for a disk that is named: the kernel takes a second to look for disks, emulated. */
const DISK_TABLE = 'disk-aliases';

/** Returns whether a kernel has any module for a network card of a virtual machine. */
export function hasNetworkDriver(modules: Modules): boolean {
  return NETWORK.some((name) => modules.has(name));
}

/** How distributions may compress modules: what undoes it, by the end of the file's name. */
const TOOLS: Readonly<Record<string, string>> = { '.xz': 'xz', '.zst': 'zstd', '.gz': 'gzip' };

/** Returns the drivers and their tables; a kernel may lack one, or have it built in. */
export async function driverFiles(modules: Modules, workshop: Workshop): Promise<readonly BootFile[]> {
  const read = new Map<string, Module>();
  const source = { modules, workshop };
  const tables = [
    await tableFile(TABLE, [...ALWAYS, ...OTHERS, ...NETWORK], read, source),
    await tableFile(DISK_TABLE, DISKS, read, source),
  ];
  const drivers = [...read].map(([name, bytes]): BootFile => ({ path: `${FOLDER}/${name}.ko`, bytes }));
  return [...drivers, ...tables];
}

/** Reads modules, and returns the table by which they load: patterns of devices, each with files in order. */
async function tableFile(
  table: string,
  names: readonly string[],
  read: Map<string, Module>,
  source: Source,
): Promise<BootFile> {
  const lines: string[] = [];
  for (const name of names) {
    const order = await loadingOrder(name, read, source);
    const aliases = ALWAYS.includes(name) ? [ALWAYS_ALIAS] : stated(read.get(name), 'alias');
    const files = order.map((each) => `${each}.ko`).join(' ');
    if (files !== '') lines.push(...aliases.map((alias) => `${alias} ${files}\n`));
  }
  return { path: `${FOLDER}/${table}`, bytes: Buffer.from(lines.join('')) };
}

/** The bytes of a module. */
type Module = Buffer;

/** Where modules are read from. */
interface Source {
  readonly modules: Modules;
  readonly workshop: Workshop;
}

/** Reads a module and those that it depends on; returns their names, itself last, or none where there is no such module. */
async function loadingOrder(
  name: string,
  read: Map<string, Module>,
  source: Source,
): Promise<readonly string[]> {
  const path = source.modules.get(name);
  if (path === undefined) return [];
  const bytes = read.get(name) ?? (await readModule(path, source.workshop));
  const [depends = ''] = stated(bytes, 'depends');
  const order: string[] = [];
  const before = [...depends.split(','), ...softDepends(bytes)].map((word) => word.replaceAll('-', '_'));
  for (const each of [...(ALSO[name] ?? []), ...before]) {
    order.push(...(await loadingOrder(each, read, source)));
  }
  read.set(name, bytes);
  return [...new Set([...order, name])];
}

async function readModule(path: string, { drafts }: Workshop): Promise<Module> {
  const tool = TOOLS[extname(path)];
  if (tool === undefined) return readFile(path);
  const copy = join(drafts, basename(path));
  await copyFile(path, copy);
  await runTool(tool, ['-d', '-f', copy]);
  return readFile(copy.slice(0, -extname(path).length));
}

/** Returns what a module wants to be loaded before it, if it is there: `pre: realtek crc32c post: …`. */
function softDepends(module: Module): readonly string[] {
  return stated(module, 'softdep').flatMap((text) => {
    return /pre:\s*([^:]*?)(?:\s*post:|$)/.exec(text)?.[1]?.split(/\s+/) ?? [];
  });
}

/** Returns what a module states of itself, as `modinfo` shows it: text between zeros in its section `.modinfo`. */
function stated(module: Module | undefined, field: 'alias' | 'depends' | 'softdep'): readonly string[] {
  const text = module?.toString('latin1') ?? '';
  return [...text.matchAll(new RegExp(`\\0${field}=([^\\0]*)`, 'g'))].map(([, value = '']) => value);
}
