/** What is said where the system does not let folders be watched. */
import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { WatchedFolders } from '../../../server/site/watch/watched-folders.ts';
import { createFolder } from '../../setup/folder.ts';

vi.mock(import('node:fs'), async (original) => ({ ...(await original()), watch: vi.fn() }));

const folder = createFolder({ 'a/deck.md': '# A', 'b/deck.md': '# B' });
afterEach(() => folder.remove(''));

/** What is said of watching where the system answers with this error. */
function said(code: string): string[] {
  vi.mocked(watch).mockImplementation(() => {
    throw Object.assign(new Error('The system’s own words'), { code });
  });
  const told: string[] = [];
  const folders = new WatchedFolders(
    { path: folder.path },
    { changed: () => {}, limited: (reason) => told.push(reason) },
  );
  folders.update([]);
  folders.update([]);
  folders.close();
  return told;
}

test.each([
  [
    'ENOSPC',
    'Changes in some folders will not be seen: the system lets its users watch no more of them. Raise its limit with `sudo sysctl fs.inotify.max_user_watches=524288`, and start again.',
  ],
  [
    'EMFILE',
    'Changes in some folders will not be seen: this user’s programs may watch no more of them. Raise the limit with `sudo sysctl fs.inotify.max_user_instances=512`, or `ulimit -n 4096`, and start again.',
  ],
  [
    'EACCES',
    `Changes in ${dirname(folder.path)} will not be seen: it can't be watched (EACCES). Restart the server after them.`,
  ],
])('at %s one sentence says so, once', (code, sentence) => {
  expect(said(code)).toEqual([sentence]);
});

test('of a folder that has just gone nothing is said', () => {
  expect(said('ENOENT')).toEqual([]);
});

test.each([
  ['is not there', 'gone', ['gone', 'site.yml'], ['gone.log', 'other.md']],
  ['is one file', 'a/deck.md', ['deck.md', 'other.md'], []],
])('beside a path that %s, what matters is seen', (_, path, seen, unseen) => {
  folder.write({ 'a/deck.md': '# A' });
  const changes = new Map<string, (name: string) => void>();
  vi.mocked(watch).mockImplementation((at, changed) => {
    // The watched folders give a listener alone, and need no more of a watcher.
    changes.set(String(at), (name) => (changed as (type: string, name: string) => void)('change', name));
    return { on: () => {}, close: () => {} } as unknown as FSWatcher;
  });
  const changed = vi.fn();
  const folders = new WatchedFolders({ path: folder.at(path) }, { changed, limited: () => {} });
  folders.update([]);
  const change = changes.get(dirname(folder.at(path)));
  for (const name of unseen) change?.(name);
  expect(changed).not.toHaveBeenCalled();
  for (const name of seen) change?.(name);
  expect(changed).toHaveBeenCalledTimes(seen.length);
  folders.close();
});
