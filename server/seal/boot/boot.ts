/** Makes the image that boots: a kernel and a RAM disk with the server in it, and a disk that holds both. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Work } from '../../bundle/works/works.ts';
import type { RunningNode } from '../../cli/host.ts';
import { neededFiles } from '../image/libraries.ts';
import { libraryWorks } from '../image/library-works.ts';
import { nodeWork } from '../program/node-work.ts';
import { runTool } from '../run-tool.ts';
import type { BootFile } from './cpio.ts';
import { findDiskTools, loaderWorks, makeDisk } from './disk.ts';
import { driverFiles, hasNetworkDriver } from './drivers.ts';
import { withoutLanguages } from './icu-data.ts';
import { FOLDERS, initFiles } from './init.ts';
import { findKernel } from './kernel.ts';
import { type Layer, packLayers, sizeLayer } from './ram-disk.ts';
import type { Workshop } from './workshop.ts';
import { COMMAND_LINE, memoryFor } from './xl-config.ts';

/** What an image is made of. */
export interface BootParts {
  readonly node: RunningNode;
  /** A compressed kernel or its package, instead of Debian's. */
  readonly kernel?: string;
  /** Returns the files of server and decks, given the works in the image besides theirs. */
  server(works: readonly Work[]): readonly BootFile[];
}

/** An image. */
export interface BootImage {
  readonly kernel: Uint8Array;
  readonly ramDisk: Uint8Array;
  readonly disk: Uint8Array;
  /** The kernel's release, and whether it came with drivers for network cards. */
  readonly release: string;
  readonly hasNetworkDriver: boolean;
  /** Memory that it needs, in MiB. */
  readonly memory: number;
  /** What each part costs, in bytes. */
  readonly costs: readonly { readonly name: string; readonly bytes: number }[];
}

/** Where the image has Node, which the first process knows. */
const NODE = '/node';

/** A disk is read by screens and by serial lines: what is said goes to both. */
const DISK_COMMAND_LINE = `console=ttyS0 console=tty0 ${COMMAND_LINE}`;

/** Makes an image. The same parts and packages make the same bytes. @throws {SealError} where something is missing */
export async function makeBootImage(parts: BootParts, workshop: Workshop): Promise<BootImage> {
  const kernel = await findKernel(parts.kernel, workshop);
  const tools = await findDiskTools(workshop);
  const node = await strippedNode(parts.node, workshop);
  const libraries = neededFiles(node, parts.node.libraries());
  const system: readonly Layer[] = [
    {
      name: 'Node',
      files: [{ path: NODE, bytes: withoutLanguages(node), isExecutable: true }],
      isLarge: true,
    },
    {
      name: 'its libraries',
      // Debian's Node has languages in one of them.
      files: libraries.map(({ path, bytes }) => ({
        path,
        bytes: withoutLanguages(bytes),
        isExecutable: true,
      })),
    },
    { name: 'drivers', files: await driverFiles(kernel.modules, workshop) },
    { name: 'first process', files: await initFiles(workshop), folders: FOLDERS },
  ];
  const server = parts.server([
    nodeWork(parts.node),
    ...libraryWorks(libraries.map(({ from }) => from)),
    kernel.work,
    ...(await loaderWorks(tools)),
  ]);
  const layers = await packLayers([...system, { name: 'server and decks', files: server }], workshop);
  const size = kernel.bytes.length + sum(layers);
  const all = [...layers, sizeLayer(size)];
  const ramDisk = Buffer.concat(all.map(({ bytes }) => bytes));
  const content = { kernel: kernel.bytes, ramDisk, commandLine: DISK_COMMAND_LINE };
  return {
    kernel: kernel.bytes,
    ramDisk,
    disk: await makeDisk(content, tools, workshop),
    release: kernel.release,
    hasNetworkDriver: hasNetworkDriver(kernel.modules),
    memory: memoryFor(server.reduce((total, file) => total + ('bytes' in file ? file.bytes.length : 0), 0)),
    costs: [
      { name: 'kernel', bytes: kernel.bytes.length },
      ...layers.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
    ],
  };
}

/** Returns Node without what only debuggers read. */
async function strippedNode({ path }: RunningNode, { drafts }: Workshop): Promise<Buffer> {
  const target = join(drafts, 'node');
  await runTool('strip', ['-o', target, path]);
  return readFile(target);
}

function sum(layers: readonly { readonly bytes: Uint8Array }[]): number {
  return layers.reduce((total, { bytes }) => total + bytes.length, 0);
}
