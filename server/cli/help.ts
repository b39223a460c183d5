/** Writes what `--help` prints, for all commands or one. */
import { type CommandEntry, type CommandName, commandTable, sealedFlags } from './command-table.ts';
import { type FlagName, flagTable } from './flags.ts';

/** Characters in the help's name column. */
const LONGEST_IN_TABLE = 19;

type Row = readonly [flag: string, variable: string, help: string];

/**
 * Returns the help of one command with its flags; without one, that of all commands, and of `serve`, which
 * needs no name.
 */
export function helpText(command?: CommandName): string {
  if (command === undefined) {
    return [
      'Usage: lectern [COMMAND] [OPTIONS]',
      '',
      'Compiles Markdown decks and serves them. PATH is a folder of decks (default: decks, or the',
      'current folder where there is none), the folder of one deck, or one Markdown file.',
      '',
      'Commands, of which the first needs no name:',
      ...commandRows(),
      '',
      'lectern COMMAND --help says more of one.',
      '',
      'Options of serve, each also an environment variable:',
      ...flagRows(commandTable.serve.flags),
      '',
    ].join('\n');
  }
  const { operands, summary, flags, switches } = commandTable[command];
  return [
    `Usage: lectern ${command}${operands ? ` ${operands}` : ''} [OPTIONS]`,
    '',
    `To ${summary}.`,
    '',
    'Options, each also an environment variable:',
    ...flagRows(flags, [], switches),
    '',
  ].join('\n');
}

/** Returns the help of a sealed file: `usage` is how it is run, `decks` are the titles in it. */
export function sealedHelpText(usage: string, decks: readonly string[]): string {
  return [
    `Usage: ${usage} [OPTIONS]`,
    '',
    `Serves ${decks.join(', ')}.`,
    '',
    'Options, each also an environment variable:',
    ...flagRows(sealedFlags, [
      ['--health', '', 'ask the server that runs with these options whether it is well'],
    ]),
    '',
  ].join('\n');
}

function commandRows(): string[] {
  const rows = Object.entries(commandTable).map(
    ([name, { operands, summary }]) => [`lectern ${name} ${operands}`, summary] as const,
  );
  const width = Math.max(...rows.map(([usage]) => usage.length));
  return rows.map(([usage, summary]) => `  ${usage.padEnd(width)}  ${summary}`);
}

function flagRows(
  names: readonly FlagName[],
  more: readonly Row[] = [],
  switches: CommandEntry['switches'] = {},
): string[] {
  const rows: Row[] = names.map((name) => {
    const { value, variable, help } = flagTable[name];
    if (switches[name] !== undefined) return [`--${name}`, variable, switches[name]];
    return [`--${name}${value ? ` ${value}` : ''}`, variable, help];
  });
  rows.push(
    ...more,
    ['--help', '', 'print this'],
    ['--version', '', 'print the version'],
    ['--licenses', '', 'print whose work is in it, with the licences'],
  );
  const short = rows.filter((row) => !isLong(row));
  const width = (column: 0 | 1) => Math.max(...short.map((row) => row[column].length));
  return rows.flatMap((row) => {
    const [flag, variable, help] = row;
    if (!isLong(row)) return [`  ${flag.padEnd(width(0))}  ${variable.padEnd(width(1))}  ${help}`];
    return [`  ${flag}  ${variable}`, `  ${' '.repeat(width(0) + 2 + width(1))}  ${help}`];
  });
}

/** Returns whether a name would widen the column for all others, and gets a line of its own. */
function isLong([flag, variable]: Row): boolean {
  return Math.max(flag.length, variable.length) > LONGEST_IN_TABLE;
}
