/** Makes the initial RAM disk, layer by layer: each is compressed on its own and kept for the next build. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash } from '../../files/hash.ts';
import { runTool } from '../run-tool.ts';
import { type BootFile, cpioArchive } from './cpio.ts';
import type { Workshop } from './workshop.ts';

/** Files that change together. */
export interface Layer {
  /** What it is, in the report. */
  readonly name: string;
  readonly files: readonly BootFile[];
  /** Folders that are empty. */
  readonly folders?: readonly string[];
  /** Whether it is so large that unpacking it is a good part of a boot. */
  readonly isLarge?: true;
}

/** A layer as the kernel unpacks it. */
export interface PackedLayer {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A tool that compresses a file, beside it. */
interface Compressor {
  readonly tool: string;
  readonly options: readonly string[];
  readonly suffix: string;
  /** What follows what it writes, where the kernel would not see the end otherwise. */
  readonly end: Uint8Array;
}

/** As small as zstd makes it without asking for more memory at boot; any number of processors makes the same bytes. */
const SMALL: Compressor = {
  tool: 'zstd',
  options: ['-19', '-T0', '--quiet'],
  suffix: '.zst',
  end: Buffer.alloc(0),
};

/**
 * Half as large again, and unpacked in a third of the time. The kernel knows LZ4's first format only, which has no end:
 * it takes an empty block for one.
 */
const QUICK: Compressor = {
  tool: 'lz4',
  options: ['-l', '-12', '-m', '--quiet'],
  suffix: '.lz4',
  end: Buffer.alloc(4),
};

/** File that tells the first process how large the image is, in a layer of its own that always has the same length. */
const SIZE_FILE = '/image-bytes';
const SIZE_DIGITS = 12;

/** Compresses the layers, of which most are there from the last build. @throws {SealError} where a tool is missing */
export async function packLayers(
  layers: readonly Layer[],
  workshop: Workshop,
): Promise<readonly PackedLayer[]> {
  const packed: PackedLayer[] = [];
  for (const { name, files, folders, isLarge } of layers) {
    const compressor = isLarge ? QUICK : SMALL;
    const bytes = await compressed(cpioArchive(files, folders), compressor, workshop);
    packed.push({ name, bytes: aligned(Buffer.concat([bytes, compressor.end])) });
  }
  return packed;
}

/** Returns the layer that states the size of the image: of itself and of all else. */
export function sizeLayer(others: number): PackedLayer {
  const layer = (size: number) => {
    const bytes = Buffer.from(`${String(size).padEnd(SIZE_DIGITS)}\n`);
    return cpioArchive([{ path: SIZE_FILE, bytes }]);
  };
  return { name: 'its own size', bytes: aligned(layer(others + aligned(layer(0)).length)) };
}

async function compressed(
  archive: Uint8Array,
  { tool, options, suffix }: Compressor,
  { cache }: Workshop,
): Promise<Uint8Array> {
  const version = await runTool(tool, ['--version']);
  const kept = join(cache, `${contentHash(version, options.join(' '), archive)}${suffix}`);
  if (!existsSync(kept)) {
    await mkdir(cache, { recursive: true });
    // A folder beside it, since files can't be moved to another disk.
    const drafts = await mkdtemp(join(cache, 'unfinished-'));
    try {
      const draft = join(drafts, 'layer');
      await writeFile(draft, archive);
      await runTool(tool, [...options, draft]);
      await rename(`${draft}${suffix}`, kept);
    } finally {
      await rm(drafts, { recursive: true, force: true });
    }
  }
  return readFile(kept);
}

/** Fills up to four bytes, where the kernel looks for the next layer. */
function aligned(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
