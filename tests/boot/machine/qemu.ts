/** Starts virtual machines: QEMU, emulating the processor, since not every computer can lend its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../setup/port.ts';
import { firstAnswer } from './answer.ts';
import { Console } from './console.ts';

/** The address that QEMU's network gives the first machine that asks. */
const GIVEN = '10.0.2.15';

/** The port of Lectern's server within. */
const PORT = 8000;

/** A machine's parts, as far as they differ. */
export interface Parts {
  /** Megabytes. */
  readonly memory: number;
  /** QEMU's model of a processor, with what it lacks. */
  readonly processor?: string;
  /** What it starts from. */
  readonly start: readonly string[];
  /** Where its servers are in its network, for a port here that leads to each. */
  readonly servers?: readonly { readonly host?: string; readonly port?: number }[];
  /** Its network, in QEMU's words; by default a card in a network of its own, behind this computer's. */
  readonly network?: (forwards: string) => readonly string[];
  /** Further options of QEMU. */
  readonly others?: readonly string[];
}

/** A running machine. */
export interface Machine {
  readonly console: Console;
  /** Addresses here that lead to its servers, with a slash at the end. */
  readonly addresses: readonly [string, ...string[]];
  /** Resolves once it is off or wants to start again, to the exit code of QEMU. */
  readonly ended: Promise<number | null>;
  /** Resolves once the first server answers, to the milliseconds since the start. */
  answers(): Promise<number>;
  /** Presses the power button. */
  powerButton(): Promise<void>;
  /** Pulls the plug. */
  stop(): Promise<void>;
}

/** Starts a machine. */
export async function startMachine(parts: Parts): Promise<Machine> {
  const { servers = [{}], network = ordinaryCard } = parts;
  const ports = await Promise.all(servers.map(freePort));
  const forwards = servers.map(
    ({ host = GIVEN, port = PORT }, index) => `hostfwd=tcp:127.0.0.1:${ports[index]}-${host}:${port}`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'lectern-machine-'));
  const monitor = join(folder, 'monitor');
  const words = [
    ...['-accel', 'tcg,thread=multi', '-cpu', parts.processor ?? 'max', '-M', 'q35'],
    ...['-m', `${parts.memory}`, '-smp', '2', '-nodefaults', '-no-user-config', '-no-reboot'],
    ...['-display', 'none', '-serial', 'stdio', '-qmp', `unix:${monitor},server=on,wait=off`],
    ...parts.start,
    ...network(forwards.join(',')),
    ...(parts.others ?? []),
  ];
  const started = performance.now();
  const child = spawn('qemu-system-x86_64', words, { stdio: ['ignore', 'pipe', 'pipe'] });
  // In case that the tests end without `stop`.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const console = new Console();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => console.add(text));
  const ended = once(child, 'close').then(([code]) => {
    process.off('exit', kill);
    console.close();
    rmSync(folder, { recursive: true, force: true });
    return code;
  });
  const [first = '', ...rest] = ports.map((port) => `http://localhost:${port}/`);
  return {
    console,
    addresses: [first, ...rest],
    ended,
    async answers() {
      await firstAnswer(first, console);
      return performance.now() - started;
    },
    powerButton: () => order(monitor, 'system_powerdown'),
    async stop() {
      kill();
      await ended;
    },
  };
}

/** A network card as virtual machines have it, in a network whose DHCP server, router and name server are QEMU. */
export function ordinaryCard(forwards: string): readonly string[] {
  return ['-netdev', `user,id=n0,${forwards}`, '-device', 'virtio-net-pci,netdev=n0,romfile='];
}

/** Has QEMU do something, by its monitor (docs/interop/qmp-spec). */
async function order(monitor: string, command: string): Promise<void> {
  const socket = connect(monitor);
  let heard = '';
  const answered = new Promise<void>((resolve, reject) => {
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
      // One for each of the two commands.
      if (heard.split('"return"').length > 2) resolve();
    });
    socket.on('error', reject).on('close', resolve);
  });
  for (const execute of ['qmp_capabilities', command]) socket.write(JSON.stringify({ execute }));
  await answered;
  socket.destroy();
}
