/** Files and folders that the server's user may not read: told of, while all else is served. */
import { chmodSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { unserved } from '../../server/compile/addresses/told.ts';
import { loadDeck } from '../../server/compile/load-deck.ts';
import { SERVED } from '../../server/compile/model/target.ts';
import { PictureStore } from '../../server/compile/pictures/store.ts';
import { discover } from '../../server/files/discover.ts';
import { DiskCache } from '../../server/files/disk-cache.ts';
import { FileIndex } from '../../server/files/file-index.ts';
import { listFiles } from '../../server/files/read-folder.ts';
import { SiteError } from '../../server/files/site-error.ts';
import { FilePublisher } from '../../server/site/publish/file-publisher.ts';
import { SiteHistory } from '../../server/site/site-history.ts';
import { WatchedFolders } from '../../server/site/watch/watched-folders.ts';
import { createFolder, type TestFolder, withoutPrivileges } from '../setup/folder.ts';

let folder: TestFolder;
afterEach(() => {
  chmodSync(folder.at('talk/closed'), 0o755);
  folder.remove('');
});

/** A deck beside which `closed` may not be read. */
function closedFolder(name: string): TestFolder {
  folder = createFolder({ 'talk/deck.md': '# A', 'talk/img/x.png': '', [`talk/${name}`]: '' });
  chmodSync(folder.path, 0o755);
  chmodSync(folder.at('talk/closed'), 0o000);
  return folder;
}

test('a folder below a deck’s leaves the other files', () => {
  const { at } = closedFolder('closed/y.png');
  expect(withoutPrivileges(() => listFiles(at('talk')))).toEqual({
    paths: ['deck.md', 'img/x.png'],
    problems: [
      {
        path: at('talk/closed'),
        reason: `The folder ${at('talk/closed')} can't be read (EACCES)`,
        hint: "Give the server's user the right to read it.",
      },
    ],
  });
});

test('a folder that may be listed but not entered is like one that may not be read', () => {
  const { path, at } = closedFolder('closed/below/y.png');
  chmodSync(at('talk/closed'), 0o744);
  const expected = [
    expect.objectContaining({ reason: `The folder ${at('talk/closed')} can't be read (EACCES)` }),
  ];
  expect(withoutPrivileges(() => listFiles(at('talk')))).toEqual({
    paths: ['deck.md', 'img/x.png'],
    problems: expected,
  });
  chmodSync(at('talk'), 0o744);
  expect(() => withoutPrivileges(() => discover(path))).toThrow(
    new SiteError(
      `There is no deck in ${path}. A deck is a folder with a deck.md, or a file such as talk.md. The folder ${at('talk')} can't be read (EACCES). Give the server's user the right to read it.`,
    ),
  );
  chmodSync(at('talk'), 0o755);
});

test('what may not be looked at is not watched, and all else is', () => {
  const { path, at } = closedFolder('closed/below/y.png');
  const told: string[] = [];
  const folders = new WatchedFolders({ path }, { changed: () => {}, limited: (reason) => told.push(reason) });
  for (const mode of [0o000, 0o744, 0o711]) {
    chmodSync(at('talk/closed'), mode);
    withoutPrivileges(() =>
      folders.update([at('talk/closed/below/y.png'), at(`talk/${'long'.repeat(100)}/z.png`)]),
    );
  }
  folders.close();
  expect(told).toEqual([
    `Changes in ${at('talk/closed')} will not be seen: it can't be watched (EACCES). Restart the server after them.`,
  ]);
});

test('a file is not served, and told of once', () => {
  const { path, at } = closedFolder('closed');
  const memory = new DiskCache(at('memory'));
  const resources = new Map();
  const files = new FilePublisher(resources, new FileIndex(memory, path), memory);
  withoutPrivileges(() => {
    for (const address of ['/talk/closed', '/closed']) files.add(address, at('talk/closed'));
    files.add('/talk/gone', at('talk/gone'));
    files.add('/talk/below/gone', at('talk/deck.md/gone'));
    files.add('/talk/img/x.png', at('talk/img/x.png'));
  });
  expect([...resources.keys()]).toEqual(['/talk/img/x.png']);
  expect(files.problems).toEqual([
    {
      path: at('talk/closed'),
      reason: `The file ${at('talk/closed')} can't be read (EACCES)`,
      hint: "Give the server's user the right to read it.",
    },
  ]);
});

test('a check tells of it at its path', () => {
  const { path, at } = closedFolder('closed/y.png');
  const [problem] = withoutPrivileges(() => listFiles(at('talk'))).problems;
  expect(problem && unserved(problem, path)).toEqual({
    file: 'talk/closed',
    line: 1,
    column: 1,
    rule: 'unserved',
    reason: `The folder ${at('talk/closed')} can't be read (EACCES)`,
    hint: "Give the server's user the right to read it.",
  });
});

test('a deck’s own file makes that deck fail, in one sentence, and leaves nothing to do', async () => {
  const { path, at } = closedFolder('closed');
  const history = new SiteHistory({
    root: path,
    buildDirectory: at('build'),
    cacheDirectory: path,
    encodes: true,
  });
  const files = {
    name: 'talk',
    file: at('talk/closed'),
    format: 'markdown' as const,
    directory: at('talk'),
    ownsDirectory: true,
  };
  const memory = new DiskCache(at('memory'));
  const loader = {
    root: path,
    shared: [],
    sharesRoot: true,
    settingsFile: undefined,
    folders: [path],
    mains: new Map<string, string>(),
    memory,
    index: new FileIndex(memory, path),
    store: new PictureStore(at('memory')),
    client: () => Promise.reject(new Error('What cannot be read needs no client.')),
    form: SERVED,
    report: () => {},
    history,
    pass: 'quick' as const,
  };
  // The file is read before the first wait.
  const { compiled } = await withoutPrivileges(() => loadDeck(files, [{}, { unlisted: true }], loader));
  expect(compiled.error).toBe(
    "talk/closed can't be read (EACCES). Give the server's user the right to read it.",
  );
  expect(['page' in compiled, compiled.facts.unlisted, history.complete]).toEqual([false, true, true]);
});
