/** Runs the command, and its outputs, as users do. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The package's command. */
export const command = join(import.meta.dirname, '../../server/launch.mjs');

/** How a command ended, and its output. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running command. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /**
   * Resolves with the match once whole lines of its output (of either stream) match; rejects when it ends
   * before.
   */
  says(pattern: RegExp): Promise<RegExpExecArray>;
}

/** The user's environment must not influence tests. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(LECTERN_|PORT$|HOST$|NODE_OPTIONS$|VITEST|NO_COLOR$|FORCE_COLOR$)/.test(name),
  ),
);

/** Starts a script with this Node. */
export function startNode(args: readonly string[], options: SpawnOptions = {}): Started {
  return startProgram(process.execPath, args, options);
}

/** Starts a program. */
export function startProgram(program: string, args: readonly string[], options: SpawnOptions = {}): Started {
  const child = spawn(program, args, {
    ...options,
    env: { ...environment, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output.stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...output }));
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(wholeLines(output.stdout)) ?? pattern.exec(wholeLines(output.stderr));
        if (match) resolve(match);
      };
      child.stdout?.on('data', look);
      child.stderr?.on('data', look);
      ended.then(({ code, signal }) =>
        reject(
          new Error(`It ended (${signal ?? code}) and never said ${pattern}: ${JSON.stringify(output)}`),
        ),
      );
      look();
    });
  return { child, ended, says };
}

/** Returns complete lines only: the system may deliver a longer text in parts, and half of an address. */
function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

/** Runs a script with this Node to its end. */
export function runNode(args: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  return startNode(args, options).ended;
}
