/** Boots an image in the ways in which people boot it; under Xen in `xen.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFirmware } from './firmware.ts';
import { type Machine, type Parts, startMachine } from './qemu.ts';

/** Megabytes of memory in which an image has to run. */
export const MEMORY = 320;

/** How to boot. */
export interface Boot extends Partial<Omit<Parts, 'start'>> {
  /** `kernel`: the virtual machine loads kernel and initial RAM disk by itself. */
  readonly how: 'kernel' | 'bios' | 'uefi';
  /** The folder with the image. */
  readonly image: string;
  /** Words for the kernel's command line, where the machine loads it. */
  readonly commandLine?: string;
  /** An initial RAM disk in place of the image's. */
  readonly initrd?: string;
  /** Further disks: files that are written to. */
  readonly disks?: readonly string[];
  /** The file with the presenter's key, which the machine hands over. */
  readonly key?: string;
}

/** Boots an image. */
export function boot({ how, image, commandLine, initrd, disks = [], key, ...parts }: Boot): Promise<Machine> {
  const starts: Readonly<Record<Boot['how'], () => readonly string[]>> = {
    kernel: () => [
      ...['-kernel', join(image, 'vmlinuz'), '-initrd', initrd ?? join(image, 'initrd')],
      ...['-append', `console=ttyS0 quiet ${commandLine ?? ''}`.trim()],
    ],
    bios: () => drive(`format=qcow2,snapshot=on,file=${join(image, 'lectern.qcow2')}`),
    uefi: () => {
      const [code, variables] = findFirmware() ?? [];
      return [
        ...flash(`readonly=on,file=${code}`),
        ...flash(`snapshot=on,file=${variables}`),
        ...starts.bios(),
      ];
    },
  };
  const others = [
    ...disks.flatMap((file) => drive(`format=raw,file=${file}`)),
    ...(key === undefined ? [] : ['-fw_cfg', `name=opt/lectern/key,file=${key}`]),
    ...(parts.others ?? []),
  ];
  return startMachine({ memory: MEMORY, ...parts, start: starts[how](), others });
}

/** Writes an initial RAM disk in which further files replace the image's; returns its path. */
export function withLayer(initrd: Uint8Array, layer: Uint8Array, file: string): string {
  // The kernel looks for the next archive at multiples of four.
  const pad = Buffer.alloc(-initrd.length & 3);
  writeFileSync(file, Buffer.concat([initrd, pad, layer]));
  return file;
}

function drive(settings: string): readonly string[] {
  return ['-drive', `if=virtio,${settings}`];
}

function flash(settings: string): readonly string[] {
  return ['-drive', `if=pflash,format=raw,${settings}`];
}
