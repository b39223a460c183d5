/**
 * Runs the attacks, which imitate a hostile audience and technical failures, and reports each in one line as held or
 * broken.
 */
import { availableParallelism } from 'node:os';
import { ATTACKS } from './attacks.ts';
import { type Attack, Context, NotPossible } from './context.ts';

const USAGE = `npm run attack -- [NAME…] [--quick]

Attacks, over loopback only; all of them without a name:
${Object.values(ATTACKS)
  .map(({ name, about }) => `  ${name.padEnd(14)}${about}`)
  .join('\n')}
--quick   only those that take a second or two, which \`npm test\` runs, too`;

/** Seconds that an attack may take, unless it says otherwise. */
const LONGEST = 90;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The result of one attack. */
export interface Outcome {
  readonly name: string;
  /** Sentences about what broke; none if everything held. */
  readonly findings: readonly string[];
  /** Why it could not be run on this machine. */
  readonly notPossible?: string;
  readonly tried: number;
  readonly ms: number;
}

/** Runs attacks by name. Resolves to the exit code: 0 if all held, 1 if one broke something, 2 for invalid options. */
export async function attack(options: readonly string[]): Promise<number> {
  const names = options.filter((option) => option !== '--quick');
  const unknown = names.filter((name) => !Object.hasOwn(ATTACKS, name));
  if (unknown.length > 0) {
    const isHelp = unknown.some((name) => name === '--help' || name === '-h');
    console.error(isHelp ? USAGE : `There is no attack ${unknown.join(', ')}.\n\n${USAGE}`);
    return isHelp ? 0 : 2;
  }
  const started = performance.now();
  const outcomes: Outcome[] = [];
  for (const one of Object.values(ATTACKS)) {
    if (names.length > 0 ? !names.includes(one.name) : options.includes('--quick') && !one.quick) continue;
    const outcome = await tryAttack(one);
    console.log(describe(one, outcome));
    outcomes.push(outcome);
  }
  const broken = outcomes.filter(({ findings }) => findings.length > 0);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `\n${outcomes.length - broken.length} held, ${broken.length} broken, in ${seconds} s on ${availableParallelism()} cores, Node ${process.versions.node}.`,
  );
  return broken.length > 0 ? 1 : 0;
}

/** Runs one attack, with a time limit, and ends all that it started. */
export async function tryAttack({ name, run, longest = LONGEST }: Attack): Promise<Outcome> {
  const context = new Context();
  const started = performance.now();
  const outcome = (findings: readonly string[], notPossible?: string): Outcome => ({
    name,
    findings,
    tried: context.tried,
    ms: performance.now() - started,
    ...(notPossible !== undefined && { notPossible }),
  });
  // An interrupted attack must not leave processes running.
  const stop = () => void context.end().finally(() => process.exit(1));
  for (const signal of SIGNALS) process.once(signal, stop);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(resolve, longest * 1000, [`It had not ended after ${longest} seconds.`]);
  });
  try {
    return outcome(await Promise.race([run(context), late]));
  } catch (error) {
    if (error instanceof NotPossible) return outcome([], error.message);
    return outcome([`It ended with ${error instanceof Error ? (error.stack ?? error.message) : error}`]);
  } finally {
    clearTimeout(timer);
    for (const signal of SIGNALS) process.off(signal, stop);
    await context.end();
  }
}

/** Formats one line, and a further one for each thing that broke. */
function describe({ about }: Attack, { name, findings, notPossible, tried, ms }: Outcome): string {
  const verdict = findings.length > 0 ? 'BROKEN' : notPossible === undefined ? 'held' : 'not tried';
  const what = notPossible ?? `${about} (${tried.toLocaleString('en')} tries, ${(ms / 1000).toFixed(1)} s)`;
  const line = `${verdict.padEnd(10)}${name.padEnd(14)}${what}`;
  return [line, ...findings.map((finding) => `          ${finding.replaceAll('\n', '\n          ')}`)].join(
    '\n',
  );
}
