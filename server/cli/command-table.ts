/** The commands: what each is for, and which flags it has. One table, from which parsing and help follow. */
import type { FlagName } from './flags.ts';

/** One command. */
export interface CommandEntry {
  /** What the help calls the words after it. */
  readonly operands: string;
  /** A few words of help. */
  readonly summary: string;
  readonly flags: readonly FlagName[];
}

/** Of everything that opens a port. */
const serverFlags = [
  'port',
  'host',
  'url',
  'base',
  'trust-proxy',
  'tls-cert',
  'tls-key',
  'site',
  'key',
  'data',
  'fsync',
  'max-viewers',
  'max-viewers-per-address',
  'open',
] as const satisfies readonly FlagName[];

/** Of a sealed file, which has its decks in it. */
export const sealedFlags: readonly FlagName[] = serverFlags.filter((name) => name !== 'site');

const commands = {
  serve: { operands: '[PATH]', summary: 'compile and serve', flags: serverFlags },
  dev: {
    operands: '[PATH]',
    summary: 'serve, with every save on screen at once',
    flags: [...serverFlags, 'editor'],
  },
  build: {
    operands: '[PATH]',
    summary: 'seal the decks into one file that serves itself, and a static site',
    flags: [
      ...['out', 'deck', 'no-notes', 'report', 'program', 'oci'],
      ...['no-static', 'with-notes', 'url', 'site', 'key'],
    ],
  },
  check: {
    operands: '[PATH]',
    summary: 'say what is wrong with the decks',
    flags: ['site', 'format', 'render', 'pictures'],
  },
  new: { operands: 'NAME', summary: 'begin a deck that explains itself', flags: [] },
  pdf: {
    operands: '[DECK]',
    summary: 'print slides or a handout as PDF, or take pictures of slides',
    flags: ['steps', 'handout', 'notes', 'per-page', 'png', 'out', 'url', 'site'],
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

/** The name of a command. */
export type CommandName = keyof typeof commands;

/** All commands as `CommandEntry`, in the order of the help. */
export const commandTable: Readonly<Record<CommandName, CommandEntry>> = commands;

/** Tells a command's name from any other word. */
export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(commands, word);
}
