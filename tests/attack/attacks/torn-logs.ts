/** Attack: logs of talks that were cut off by a power failure, at every byte. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attack, Target } from '../context.ts';
import { column, Peer } from '../room.ts';

/** Number of commands in each log. */
const COMMANDS = 2;

/** Number of rooms whose logs are cut before each start, each at another byte. */
const DECKS = 70;

/** The slides of every deck. */
const SLIDES = '# One\n\n---\n\n# Two\n\n---\n\n# Three\n';

/**
 * Cuts the logs at as many offsets as there are rooms, checks the rooms' states after a start, and continues with the
 * next offsets.
 */
export const tornLogs: Attack = {
  name: 'torn-logs',
  about: 'a log torn at every byte: all whole commands are there after a start, and the room goes on',
  async run(context) {
    const names = Array.from({ length: DECKS }, (_, i) => `t${String(i).padStart(3, '0')}`);
    const folder = context.folder(Object.fromEntries(names.map((name) => [`decks/${name}.md`, SLIDES])));
    const data = folder.at('data');
    const target = await context.serve(folder, { words: ['--data', data], patience: 60 });
    const cookie = await target.signIn(names[0]);
    for (const name of names) {
      const presenter = await Peer.join(target, { cookie, deck: name });
      for (let n = 1; n <= COMMANDS; n++) await presenter.go(column(n % 3));
      presenter.leave();
    }
    await target.kill();
    const logs = readLogs(data, names);
    const longest = Math.max(...[...logs.values()].map(({ bytes }) => bytes.length));
    const findings: string[] = [];
    for (let first = 0; first <= longest; first += DECKS) {
      const expected = tear(logs, first);
      await target.restart();
      for (const [name, { seq, cut }] of expected) {
        context.count();
        const finding = await lookAt({ target, cookie, name, seq });
        if (finding !== undefined) findings.push(`Cut at byte ${cut}: ${finding}`);
      }
      await target.kill();
    }
    return findings;
  },
};

/** A log's file and content. */
interface Log {
  readonly file: string;
  readonly bytes: Buffer;
}

/** Returns the log of each deck. */
function readLogs(data: string, names: readonly string[]): Map<string, Log> {
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' });
  return new Map(
    names.map((name) => {
      const path = files.find((each) => each.includes(name) && each.endsWith('.log'));
      if (path === undefined)
        throw new Error(`${data} has no log of ${name}, but ${files.slice(0, 5).join(', ')} …`);
      const file = join(data, path);
      return [name, { file, bytes: readFileSync(file) }];
    }),
  );
}

/** Cuts each log at another byte, from `first` on. Returns the highest `seq` in its complete lines, and the offset. */
function tear(logs: ReadonlyMap<string, Log>, first: number): Map<string, { seq: number; cut: number }> {
  return new Map(
    [...logs].map(([name, { file, bytes }], i) => {
      const left = bytes.subarray(0, first + i);
      writeFileSync(file, left);
      return [name, { seq: Math.max(0, ...seqsIn(left.toString('utf8'))), cut: left.length }];
    }),
  );
}

/** Returns the `seq` of each complete line. */
function seqsIn(text: string): number[] {
  return text.split('\n').flatMap((line) => {
    try {
      const { seq } = JSON.parse(line);
      return typeof seq === 'number' ? [seq] : [];
    } catch {
      return [];
    }
  });
}

interface Room {
  readonly target: Target;
  readonly cookie: string;
  readonly name: string;
  readonly seq: number;
}

async function lookAt({ target, cookie, name, seq }: Room): Promise<string | undefined> {
  const peer = await Peer.join(target, { cookie, deck: name });
  const { state } = peer;
  if (state.seq !== seq) return `seq is ${state.seq}, and ${seq} were whole.`;
  if (state.position.h !== seq % 3) return `the room is at column ${state.position.h} after ${seq} commands.`;
  await peer.go(column(2));
  const after = peer.state.position.h;
  peer.leave();
  return after === 2 ? undefined : `the room is at column ${after} when led to 2.`;
}
