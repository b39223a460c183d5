/** Folders of files for tests, below one temporary folder that is removed afterwards. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The content of a file; `link` makes it a symbolic link. */
export type Content = string | Uint8Array | { readonly link: string };

/** Files by path, with `/`; a path that ends in `/` is an empty folder. */
export type Files = Readonly<Record<string, Content>>;

/** A temporary folder. */
export interface TestFolder {
  /** Absolute path, with links followed. */
  readonly path: string;
  /** Returns the absolute path of something in it. */
  at(path: string): string;
  /** Writes files, and creates their folders. */
  write(files: Files): void;
  /** Removes files or folders. */
  remove(...paths: readonly string[]): void;
}

/** Creates a temporary folder with these files. */
export function createFolder(files: Files = {}): TestFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'lectern-folder-')));
  const at = (name: string) => join(path, ...name.split('/'));
  const folder: TestFolder = {
    path,
    at,
    write(contents) {
      for (const [name, content] of Object.entries(contents)) {
        const file = at(name);
        mkdirSync(name.endsWith('/') ? file : dirname(file), { recursive: true });
        if (name.endsWith('/')) continue;
        if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(file, content);
        else symlinkSync(content.link, file);
      }
    },
    remove(...paths) {
      for (const name of paths) rmSync(at(name), { recursive: true, force: true });
    },
  };
  folder.write(files);
  return folder;
}

/** Runs work as a user without privileges: tests may run as root, to whom nothing is forbidden. */
export function withoutPrivileges<T>(work: () => T): T {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.('nobody');
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}
