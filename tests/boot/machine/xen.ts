/** Runs images as Xen's guests: Xen itself runs in a virtual machine, with a first domain that has little but `xl`. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Console } from './console.ts';
import { cpio } from './cpio.ts';
import { DOMAIN_ZERO, IMAGE, xenFiles } from './domain-zero.ts';
import { startMachine } from './qemu.ts';

/** Megabytes: of the first domain, and of all of the machine. */
const MEMORY = { zero: 640, all: 2048 } as const;

/** What an image is for Xen. */
const FILES = ['lectern.cfg', 'vmlinuz', 'initrd'];

/** A machine with Xen. */
export interface Xen {
  /** What Xen and the first domain say. */
  readonly console: Console;
  /** Addresses here that lead to the guests, with a slash at the end. */
  readonly addresses: readonly string[];
  /** Runs a command in the first domain, where the folder of the image is; resolves to its output. */
  run(command: string): Promise<string>;
  /** Has `xl` start the image as a guest; `settings` are in place of those of its `lectern.cfg`. */
  create(guest: {
    readonly name: string;
    readonly settings?: readonly string[];
    readonly key?: string;
  }): Promise<Guest>;
  /** Pulls the plug. */
  stop(): Promise<void>;
}

/** An image that runs under Xen. */
export interface Guest {
  readonly console: Console;
  /** Resolves once `xl` knows it no longer, to the milliseconds since the call. */
  gone(): Promise<number>;
}

/** Starts a machine with Xen; `hosts` are the addresses of guests in its network, for addresses here that lead to them. */
export async function startXen(image: string, hosts: readonly string[]): Promise<Xen> {
  const { hypervisor, kernel, disk } = xenFiles();
  const folder = mkdtempSync(join(tmpdir(), 'lectern-xen-'));
  const files = FILES.map((name) => [`${IMAGE.slice(1)}/${name}`, readFileSync(join(image, name))]);
  const [xen, initrd] = [join(folder, 'xen'), join(folder, 'disk')];
  writeFileSync(xen, hypervisor);
  writeFileSync(initrd, Buffer.concat([disk, cpio(Object.fromEntries(files))]));
  const machine = await startMachine({
    memory: MEMORY.all,
    // As QEMU 7.2 emulates them, Xen 4.17's first domain does not start with the first two, and the registers of one guest come
    // into another with the third.
    processor: 'max,-smap,-smep,-xsave',
    start: [
      ...['-kernel', xen, '-append', `console=com1 dom0_mem=${MEMORY.zero}M`],
      ...['-initrd', `${kernel} console=hvc0 quiet,${initrd}`],
    ],
    servers: [DOMAIN_ZERO, ...hosts.map((host) => ({ host }))],
  });
  void machine.ended.then(() => rmSync(folder, { recursive: true, force: true }));
  await machine.console.waitFor(/^Domain zero is ready$/m);
  const [zero, ...addresses] = machine.addresses;
  const port = Number(new URL(zero).port);
  const run = (command: string) => output(open(port, command));
  return {
    console: machine.console,
    addresses,
    run,
    async create({ name, settings = [], key }) {
      // Emulated, Xen believes that it may count time for a guest in a way that this processor does not have.
      const here = [`kernel="${IMAGE}/vmlinuz"`, `ramdisk="${IMAGE}/initrd"`];
      const words = [`name="${name}"`, 'tsc_mode="native"', ...here, ...settings]
        .map((setting) => `'${setting}'`)
        .join(' ');
      const said = await run(`xl create -p lectern.cfg ${words}`);
      if (key !== undefined)
        await run(`xenstore-write /local/domain/$(xl domid ${name})/data/lectern-key ${key}`);
      const started = await run(`xl unpause ${name} && echo started`);
      if (!started.includes('started')) throw new Error(`${said}${started}${await run('xl dmesg')}`);
      return guest(name, { port, run, ended: machine.ended });
    },
    stop: machine.stop,
  };
}

interface Host {
  readonly port: number;
  readonly run: Xen['run'];
  readonly ended: Promise<unknown>;
}

function guest(name: string, { port, run, ended }: Host): Guest {
  const console = new Console();
  const socket = open(port, `tail -n +1 -f /log/guest-${name}.log`, 'stays');
  socket.on('data', (text: string) => console.add(text));
  void ended.then(() => console.close());
  return {
    console,
    async gone() {
      const asked = performance.now();
      while ((await run(`xl domid ${name}`)).match(/^\d+$/m)) await sleep(100);
      socket.destroy();
      return performance.now() - asked;
    },
  };
}

/** Has the shell at a port run a command. */
function open(port: number, command: string, after: 'ends' | 'stays' = 'ends'): Socket {
  const socket = connect(port, '127.0.0.1');
  // What the first domain's end breaks off.
  socket.setEncoding('utf8').on('error', () => {});
  socket.write(`exec 2>&1\n${command}\n${after === 'ends' ? 'exit\n' : ''}`);
  return socket;
}

async function output(socket: Socket): Promise<string> {
  let text = '';
  for await (const part of socket) text += part;
  return text;
}
