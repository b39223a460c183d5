/** Refuses flags that went elsewhere: those that npm took for its own, and variables under a name that nothing reads. */
import type { Arguments, Environment } from './arguments.ts';
import { type CommandName, commandTable } from './command-table.ts';
import { type FlagName, flagTable } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** Flags that npm has, too; its settings may name them. */
const ALSO_OF_NPM: ReadonlySet<FlagName> = new Set(['key', 'editor']);

/** How npm writes that a flag is off: `--no-notes` is `notes` without a value to it. */
const OFF = /^(?:false)?$/;

/**
 * Refuses what was meant for the command and did not reach it: without it, notes would be built into a file that is
 * handed out, or a server would listen on all addresses. @throws UsageError
 */
export function refuseMisplaced({ command, read }: Arguments, env: Environment): void {
  for (const name of commandTable[command].flags) {
    if (read(name, () => true)) continue;
    refuseTakenByNpm(name, command, env);
    refuseUnread(name, env);
  }
}

/** npm takes flags of `npm run build --no-notes` for its own, and puts those that it does not know into variables. */
function refuseTakenByNpm(name: FlagName, command: CommandName, env: Environment): void {
  const [, negated] = /^no-(.*)/.exec(name) ?? [];
  const setting = env[`npm_config_${(negated ?? name).replaceAll('-', '_')}`];
  const isTaken = setting !== undefined && OFF.test(setting) === (negated !== undefined);
  if (!isTaken || ALSO_OF_NPM.has(name)) return;
  const { value } = flagTable[name];
  const flag = value === undefined ? `--${name}` : `--${name} ${value}`;
  throw new UsageError(
    `npm took --${name} for a flag of its own. It passes on what stands after two dashes: ${npmCall(command, env)} ${flag}`,
  );
}

/** Returns how npm passes flags on, in the way that it was called. */
function npmCall(command: CommandName, { npm_lifecycle_event: script, npm_command }: Environment): string {
  if (script === undefined || npm_command === 'exec') return `npm exec -- lectern ${command}`;
  return script === 'start' ? 'npm start --' : `npm run ${script} --`;
}

/** Variables have a prefix, but for those that other servers have, too, which are looked for with one. */
function refuseUnread(name: FlagName, env: Environment): void {
  const { variable } = flagTable[name];
  if (variable.startsWith('LECTERN_')) return;
  const value = env[`LECTERN_${variable}`];
  // Kubernetes sets one with an address for a service of this name.
  if (value && !value.includes('://'))
    throw new UsageError(`There is no variable LECTERN_${variable}. It is called ${variable}.`);
}
