/** Finds the kernel of an image and its drivers: Debian's, or one that the user names. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Work } from '../../bundle/works/works.ts';
import { SealError } from '../seal-error.ts';
import type { Modules } from './drivers.ts';
import { dependency, unpackFile, unpackPackage } from './packages.ts';
import type { Workshop } from './workshop.ts';

/** A kernel. */
export interface Kernel {
  /** Its release, as `uname -r` shows it. */
  readonly release: string;
  /** The compressed kernel, as boot loaders take it. */
  readonly bytes: Uint8Array;
  readonly modules: Modules;
  readonly work: Work;
}

/**
 * Debian's package of the current kernel. The one for clouds boots faster under emulation, but it is larger by six
 * megabytes and has no driver for the network card of any real machine.
 */
const PACKAGE = 'linux-image-amd64';
const IMAGE = /linux-image-\d\S*/;

/** A compressed kernel of x86 (Linux's Documentation/arch/x86/boot.rst): a mark, and the place of its release. */
const MARK = { at: 0x202, text: 'HdrS' };
const RELEASE_AT = 0x20e;
const SETUP = 0x200;

/** Takes the kernel from Debian, or from `file`, a compressed kernel or its package. @throws {SealError} for none */
export async function findKernel(file: string | undefined, workshop: Workshop): Promise<Kernel> {
  if (file === undefined) {
    const name = await dependency(PACKAGE, IMAGE, workshop);
    const { version, folder } = await unpackPackage(name, 'the kernel', workshop);
    return kernelIn(folder, { name, version });
  }
  if (!existsSync(file)) throw new SealError(`There is no file ${file}, which --kernel names.`);
  if (file.endsWith('.deb')) {
    const folder = join(workshop.drafts, 'kernel');
    await unpackFile(resolve(file), folder, workshop);
    const [name = '', version = ''] = basename(file, '.deb').split('_');
    return kernelIn(folder, { name, version: decodeURIComponent(version) });
  }
  const bytes = await readFile(file);
  const release = releaseOf(bytes, file);
  // Distributions have them in the root that has the kernel in its folder boot.
  const roots = [dirname(dirname(resolve(file))), '/', '/usr'];
  return {
    release,
    bytes,
    modules: await modulesOf(release, roots),
    work: workOf({ name: `Linux (${file})`, version: release }, undefined),
  };
}

/** Reads a kernel from the files of a package. */
async function kernelIn(
  folder: string,
  { name, version }: { readonly name: string; readonly version: string },
): Promise<Kernel> {
  const boot = join(folder, 'boot');
  const names = existsSync(boot) ? await readdir(boot) : [];
  const kernel = names.find((each) => each.startsWith('vmlinuz-'));
  if (kernel === undefined) {
    throw new SealError(`The package ${name} has no kernel in /boot. Name one that has with --kernel FILE.`);
  }
  const bytes = await readFile(join(boot, kernel));
  const release = releaseOf(bytes, `The kernel in ${name}`);
  const copyright = join(folder, 'usr/share/doc', name, 'copyright');
  const text = existsSync(copyright) ? await readFile(copyright, 'utf8') : undefined;
  return {
    release,
    bytes,
    // Ubuntu has the modules in another package, which may be installed.
    modules: await modulesOf(release, [folder, join(folder, 'usr'), '/', '/usr']),
    work: workOf({ name, version }, text),
  };
}

/** Returns a kernel's release. @throws {SealError} where the bytes are no compressed kernel of x86 */
function releaseOf(bytes: Buffer, shown: string): string {
  const isKernel = bytes.subarray(MARK.at, MARK.at + MARK.text.length).toString('latin1') === MARK.text;
  if (!isKernel) {
    throw new SealError(
      `${shown} is no Linux kernel for x86-64 as /boot has them (vmlinuz). Name another with --kernel FILE, or leave that out for Debian’s.`,
    );
  }
  const at = SETUP + bytes.readUInt16LE(RELEASE_AT);
  return /^[^\s\0]*/.exec(bytes.subarray(at, at + 256).toString('latin1'))?.[0] ?? '';
}

/** Returns the modules of a release, below the first of these roots that has them; none where all are built in. */
async function modulesOf(release: string, roots: readonly string[]): Promise<Modules> {
  const folders = roots.map((root) => join(root, 'lib/modules', release, 'kernel'));
  for (const folder of folders) {
    if (!existsSync(folder)) continue;
    const paths = (await readdir(folder, { recursive: true })).filter((path) => /\.ko(?:\.\w+)?$/.test(path));
    return new Map(
      paths.map((path) => [
        basename(path)
          .replace(/\.ko.*/, '')
          .replaceAll('-', '_'),
        join(folder, path),
      ]),
    );
  }
  return new Map();
}

function workOf({ name, version }: Pick<Work, 'name' | 'version'>, text: string | undefined): Work {
  const source = `Its source is Linux ${version} as this system’s distribution publishes it beside the package ${name}.`;
  return { name, version, license: 'GPL-2.0-only WITH Linux-syscall-note', texts: [text ?? source] };
}
