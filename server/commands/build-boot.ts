/** Builds the image that boots: a kernel, and a RAM disk with Node and the decks. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { noticesText } from '../bundle/works/notices.ts';
import type { Work } from '../bundle/works/works.ts';
import type { Host } from '../cli/host.ts';
import type { BootOptions, BuildOptions } from '../cli/options.ts';
import { megabytes } from '../seal/bodies.ts';
import { type BootImage, makeBootImage } from '../seal/boot/boot.ts';
import { qcow2 } from '../seal/boot/qcow2.ts';
import { serverFiles } from '../seal/boot/server-files.ts';
import { requireTools } from '../seal/boot/tools.ts';
import { xlConfig } from '../seal/boot/xl-config.ts';
import { type Sealed, withLicenses } from '../seal/payload.ts';
import { SealError } from '../seal/seal-error.ts';
import type { SealedCode } from '../seal/sealed-code.ts';
import { writeOutput } from './write-output.ts';

/** Folder of the image, and its files. */
const FOLDER = 'boot';
const KERNEL = 'vmlinuz';
const RAM_DISK = 'initrd';
const XL_CONFIG = 'lectern.cfg';
const DISK = 'lectern.qcow2';
const RAW_DISK = 'lectern.img';
const LICENSES = 'licenses.txt';

/** What the image serves. */
interface Content {
  readonly sealed: Sealed;
  readonly code: SealedCode;
  readonly title: string;
  /** Third-party works in it, except what the system brings. */
  readonly works: readonly Work[];
}

/** Requires Linux on x86-64, whose Node and libraries go into the image, and tools. @throws {SealError} elsewhere */
export async function requirePc({
  platform,
  node,
  env,
}: Pick<Host, 'platform' | 'node' | 'env'>): Promise<void> {
  if (platform === 'linux' && node.arch === 'x64') return requireTools({ env });
  throw new SealError(
    `--boot needs Linux on x86-64, since the image holds the Node that builds it; this is ${platform} on ${node.arch}. Build it there: on a server, in CI, or in a virtual machine.`,
  );
}

/** Writes the image, and returns the message about it. @throws {SealError} where a kernel or a tool is missing */
export async function buildBoot(
  { sealed, code, title, works }: Content,
  {
    options,
    boot,
    host,
  }: { readonly options: Pick<BuildOptions, 'out'>; readonly boot: BootOptions; readonly host: Host },
): Promise<string> {
  host.err.write('Making an image that boots, which takes a minute at the first time\n');
  let licenses = '';
  const server = (others: readonly Work[]) => {
    licenses = noticesText('This image', [...works, ...others]);
    return serverFiles(code, withLicenses(sealed, licenses));
  };
  const drafts = await mkdtemp(join(tmpdir(), 'lectern-boot-'));
  try {
    const { kernel } = boot;
    const image = await makeBootImage(
      { node: host.node, server, ...(kernel !== undefined && { kernel }) },
      { cache: join(host.cacheDirectory, 'boot'), drafts, env: host.env },
    );
    const folder = join(options.out, FOLDER);
    const write = (name: string, bytes: Uint8Array | string) =>
      writeOutput(join(folder, name), (draft) => writeFile(draft, bytes));
    await write(KERNEL, image.kernel);
    await write(RAM_DISK, image.ramDisk);
    await write(XL_CONFIG, xlConfig({ title, memory: image.memory, folder: resolve(folder) }));
    await write(LICENSES, licenses);
    const disk = qcow2(image.disk);
    await write(DISK, disk);
    if (boot.raw) await write(RAW_DISK, image.disk);
    if (!image.hasNetworkDriver) {
      host.err.write(
        `Linux ${image.release} came without drivers for network cards; unless it has them built in, nobody can reach the talk.\n`,
      );
    }
    return message(folder, image, disk.length);
  } finally {
    await rm(drafts, { recursive: true, force: true });
  }
}

/** Returns what was made, what each part costs, and how it is run. */
function message(folder: string, { costs, release, memory }: BootImage, disk: number): string {
  const rest = disk - costs.reduce((sum, { bytes }) => sum + bytes, 0);
  const rows = [...costs, { name: 'boot loaders and tables', bytes: rest }];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const table = rows.map(({ name, bytes }) => `  ${name.padEnd(width)}  ${megabytes(bytes).padStart(8)}`);
  return [
    `${join(folder, DISK)}: ${megabytes(disk)}, a disk that boots by BIOS and by UEFI, with Linux ${release}.`,
    ...table,
    `On Xen, in ${folder}: xl create -c ${XL_CONFIG}`,
    `In QEMU: qemu-system-x86_64 -accel kvm -accel tcg -m ${memory} -nographic -drive file='${join(folder, DISK)}',if=virtio -nic user,hostfwd=tcp::8000-:8000`,
    '',
  ].join('\n');
}
