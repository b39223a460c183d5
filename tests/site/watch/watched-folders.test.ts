/** What is said where the system does not let folders be watched. */
import { watch } from 'node:fs';
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
