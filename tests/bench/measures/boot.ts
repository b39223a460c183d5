/** Measures a machine that boots the image of a deck: emulated, since not every computer can lend its processor. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { boot, MEMORY, withLayer } from '../../boot/machine/boot.ts';
import { cpio } from '../../boot/machine/cpio.ts';
import { unpackPackages } from '../../boot/machine/debian.ts';
import { buildBoot } from '../../setup/sealed.ts';
import { figure, type Row } from '../statistics.ts';
import type { Workspace } from '../workspace.ts';

/** Kilobytes that the disk may have. */
const MOST_KB = 42_000;

/** Megabytes by which memory is reduced until the image does not boot any more. */
const LESS = 32;

/** Says how long Node took until it ran a script. */
const SCRIPT = "console.log('Node started in', performance.now(), 'ms.');\n";

/** The first process of a machine that powers off at once. */
const INIT = '#!/bin/busybox sh\nexec /bin/busybox poweroff -f\n';

/** Compares it with the same kernel whose first process powers off at once, and Node's own start on that machine. */
export async function measureBoot(workspace: Workspace, runs: number): Promise<Row[]> {
  const folder = workspace.deck(40);
  const { image } = await buildBoot(folder, `${folder}-boot`);
  const [busybox = ''] = unpackPackages(['busybox-static'], /^$/).values();
  const nothing = cpio({ init: INIT, 'bin/busybox': readFileSync(join(busybox, 'bin/busybox')) });
  const powersOff = workspace.file('powers-off', nothing);
  const initrd = readFileSync(join(image, 'initrd'));
  const onlyNode = withLayer(initrd, cpio({ 'lectern.mjs': SCRIPT }), workspace.file('only-node', initrd));
  const times = { own: [] as number[], reference: [] as number[] };
  for (let run = 0; run < runs; run++) {
    times.own.push(await firstAnswer(image));
    times.reference.push((await untilEnd(image, powersOff)) + (await nodeStart(image, onlyNode)));
  }
  return [
    {
      what: 'boot: to the first answer, 40 slides',
      unit: 'ms',
      own: figure(times.own),
      reference: { name: 'the kernel alone, and Node’s start', figure: figure(times.reference) },
      floor: { atMost: 1.6 },
    },
    {
      what: 'boot: the disk, 40 slides, four pictures',
      unit: 'kB',
      own: figure([statSync(join(image, 'lectern.qcow2')).size / 1000]),
      floor: { atMost: MOST_KB },
    },
    {
      what: 'boot: memory that is enough',
      unit: 'MiB',
      own: figure([await leastMemory(image)]),
      floor: { atMost: MEMORY },
    },
  ];
}

/** Returns the milliseconds from the machine's start to the server's first answer. */
async function firstAnswer(image: string, memory = MEMORY): Promise<number> {
  const machine = await boot({ how: 'kernel', image, memory, commandLine: 'panic=-1' });
  try {
    return await machine.answers();
  } finally {
    await machine.stop();
  }
}

/** Returns the milliseconds until a machine with this RAM disk is off. */
async function untilEnd(image: string, initrd: string): Promise<number> {
  const started = performance.now();
  const machine = await boot({ how: 'kernel', image, initrd });
  await machine.ended;
  return performance.now() - started;
}

/** Returns the milliseconds of a Node's start on such a machine. */
async function nodeStart(image: string, initrd: string): Promise<number> {
  const machine = await boot({ how: 'kernel', image, initrd });
  try {
    const [, milliseconds] = await machine.console.waitFor(/Node started in ([\d.]+) ms/);
    return Number(milliseconds);
  } finally {
    await machine.stop();
  }
}

/** Returns the least memory in which the image boots. */
async function leastMemory(image: string): Promise<number> {
  let enough = MEMORY + LESS;
  for (let memory = MEMORY; memory > 0; memory -= LESS) {
    const isEnough = await firstAnswer(image, memory).then(
      () => true,
      () => false,
    );
    if (!isEnough) return enough;
    enough = memory;
  }
  return enough;
}
