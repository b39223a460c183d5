/** An editor for tests, on every system: a program that records what it is asked to open. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The installed program. */
export interface TestEditor {
  /** Its path; by its name it gets lines and columns like VS Code. */
  readonly command: string;
  /** Returns what it was asked to open last, with line and column; undefined for nothing. */
  opened(): string | undefined;
  /** Clears the record. */
  forget(): void;
  remove(): void;
}

/** Installs the program in a folder of its own. */
export function makeEditor(): TestEditor {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-editor-'));
  const opened = join(folder, 'opened');
  // Renames the file, so that nobody reads half of it.
  const script = `const { renameSync, writeFileSync } = require('node:fs');
writeFileSync(${JSON.stringify(`${opened}.part`)}, process.argv.slice(2).join('\\n'));
renameSync(${JSON.stringify(`${opened}.part`)}, ${JSON.stringify(opened)});
`;
  const isWindows = process.platform === 'win32';
  const command = join(folder, isWindows ? 'code.cmd' : 'code');
  if (isWindows) {
    writeFileSync(join(folder, 'code.cjs'), script);
    writeFileSync(command, `@"${process.execPath}" "%~dp0code.cjs" %*\r\n`);
  } else {
    writeFileSync(command, `#!${process.execPath}\n${script}`);
    chmodSync(command, 0o755);
  }
  return {
    command,
    opened: () => (existsSync(opened) ? readFileSync(opened, 'utf8').split('\n').at(-1) : undefined),
    forget: () => rmSync(opened, { force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
