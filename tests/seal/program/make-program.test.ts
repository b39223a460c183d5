/** A program that was made: it runs alone, and the image with nothing but it does, too. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { requireLinux } from '../../../server/commands/build-program.ts';
import type { Sealed } from '../../../server/seal/payload.ts';
import { makeBlob } from '../../../server/seal/program/blob.ts';
import { makeProgram } from '../../../server/seal/program/make-program.ts';
import { SealError } from '../../../server/seal/seal-error.ts';
import { startProgram } from '../../setup/command.ts';
import { createFolder, type TestFolder } from '../../setup/folder.ts';
import { run, startImage, type Unpacked, unpackImage } from '../../setup/image.ts';
import { freePort } from '../../setup/port.ts';
import { buildProgram, type Served, serving } from '../../setup/sealed.ts';

const KEY = 'the key of the talk';

/** A copy of Node is unpacked, searched and packed. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const isLinux = process.platform === 'linux';

let folder: TestFolder;
let program = '';
let said = '';
beforeAll(async () => {
  folder = createFolder({
    'decks/talk/deck.md': '# Hello\n\n![](pic.png)\n\nNote: A private note.\n',
    'decks/talk/pic.png': 'a picture',
    'empty/': '',
  });
  const options = ['--key', KEY, ...(isLinux ? ['--oci'] : [])];
  const built = await buildProgram(folder.at('decks'), folder.at('out'), ...options);
  program = built.program;
  said = built.stdout;
});
afterAll(() => folder.remove(''));

const running: Served[] = [];
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())));

/** The talk as its audience and its presenter have it. */
async function watch(address: string): Promise<unknown> {
  const text = async (path: string, headers = {}) => (await fetch(address + path, { headers })).text();
  const entered = await fetch(`${address}talk/speaker?key=${encodeURIComponent(KEY)}`, {
    redirect: 'manual',
  });
  const cookie = entered.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  return {
    slides: (await text('talk/')).includes('<h1>Hello</h1>'),
    picture: await text('talk/pic.png'),
    isPrivate: !(await text('talk/speaker')).includes('A private note.'),
    notes: (await text('talk/speaker', { cookie })).includes('A private note.'),
  };
}
const everything = { slides: true, picture: 'a picture', isPrivate: true, notes: true };

/** A line that names a work and its licence. */
const named = (name: string) => new RegExp(`^${name.replaceAll('.', '\\.')} \\S+: \\S`, 'm');

describe('the program', () => {
  test('prints the licences of all that is in it, its Node’s too', async () => {
    const { stdout } = await startProgram(program, ['--licenses']).ended;
    expect(stdout).toMatch(/^This program holds Lectern and works of others, under these licences\. /);
    for (const name of ['hono', 'Node.js', 'lectern', 'ws']) expect(stdout).toMatch(named(name));
    expect(stdout).toContain('Permission is hereby granted, free of charge');
    expect(stdout).toContain('SIL OPEN FONT LICENSE');
  });

  const start = async (...words: string[]) => {
    const options = { cwd: folder.at('empty'), env: { PATH: '' } };
    const server = await serving(startProgram(program, [...words, '--port', '0'], options));
    running.push(server);
    return server;
  };

  test('serves the talk from an empty folder, with an empty PATH, and leaves nothing there', async () => {
    const { address, says } = await start();
    await says(/The key to present with is the one that this file was built with\./);
    expect(await watch(address)).toEqual(everything);
    expect(readdirSync(folder.at('empty'))).toEqual([]);
  });

  test('has the options of a sealed file, and says what it is called', async () => {
    const ask = (word: string) => startProgram(program, [word]).ended;
    expect(await ask('--version')).toMatchObject({
      code: 0,
      stdout: `${packageJson.version}\n`,
      stderr: '',
    });
    expect((await ask('--help')).stdout).toMatch(
      /^Usage: lectern \[OPTIONS\]\n\nServes Hello\.\n[\s\S]*--health/,
    );
    expect(await ask('--site=x')).toMatchObject({
      code: 2,
      stderr: 'lectern: A sealed file has no flag --site. Start it with --help for those that it has.\n',
    });
  });

  test('asks the one that runs whether it is well', async () => {
    const { address, stop } = await start();
    const { port } = new URL(address);
    const ask = () => startProgram(program, ['--health'], { env: { PORT: port } }).ended;
    expect(await ask()).toMatchObject({ code: 0, stdout: '', stderr: '' });
    await stop();
    expect(await ask()).toMatchObject({
      code: 1,
      stderr: `lectern: No server at 127.0.0.1 port ${port} (ECONNREFUSED). Ask with the options or variables that it was started with.\n`,
    });
  });

  test('is told of with its size and the machines that it is for', () => {
    expect(said).toContain(
      ` MB, with a Node in it, for ${process.platform} on ${process.arch}. Run it: ${program}\n`,
    );
  });
});

test('the same parts make the same blob, wherever', async () => {
  const node = { path: process.execPath, platform: process.platform };
  // A blob takes whatever site there is.
  const sealed = { site: { title: 'A talk' }, bodies: [Buffer.from('one')], origins: [] } as object as Sealed;
  const blobs = await Promise.all(
    ['one', 'other'].map(async (name) => {
      folder.write({ [`${name}/`]: '' });
      const file = await makeBlob(folder.at(name), { code: 'exports.add = (a, b) => a + b;', node, sealed });
      return readFileSync(file).toString('base64');
    }),
  );
  expect(blobs[0]).toBe(blobs[1]);
});

test('of a Node without the means no program is made, and the reason is told', async () => {
  folder.write({ node: 'no Node of ours' });
  const node = { path: folder.at('node'), platform: process.platform };
  const parts = { code: '', node, sealed: {} as Sealed };
  await expect(makeProgram(folder.at('none'), parts)).rejects.toThrow(
    new SealError(
      `No program can be made of ${node.path}: it was built without single-executable support, or keeps its code in a library. Run the build with a Node from https://nodejs.org.`,
    ),
  );
});

test('an image is refused where containers do not run what this machine runs', () => {
  expect(() => requireLinux({ platform: 'darwin' })).toThrow(
    new SealError(
      '--oci needs Linux: the image holds the Node that builds it, and containers run Linux. Build it there: on a server, in CI, in a virtual machine, or in WSL on Windows.',
    ),
  );
});

describe.runIf(isLinux)('the image', () => {
  let image: Unpacked;
  const archive = () => folder.at('out/lectern.oci.tar');
  beforeAll(() => {
    folder.write({ 'image/': '' });
    image = unpackImage(archive(), folder.at('image'));
  });

  test('holds the program, the loader and libraries, all for everyone and nobody’s to change', () => {
    const entries = readdirSync(image.root, { recursive: true, encoding: 'utf8', withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory());
    const foreign = files.filter(
      ({ name }) => !/^(?:lectern|licenses\.txt|ld-.*|lib.*\.so\.\d+)$/.test(name),
    );
    expect(foreign).toEqual([]);
    expect(readFileSync(join(image.root, 'lectern')).equals(readFileSync(program))).toBe(true);
    const modes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).mode & 0o7777);
    expect(new Set(modes)).toEqual(new Set([0o555]));
  });

  test('has the licences of the program, and of each library beside it', () => {
    const text = readFileSync(join(image.root, 'licenses.txt'), 'utf8');
    expect(text).toMatch(/^This image holds Lectern and works of others, under these licences\. /);
    for (const name of ['hono', 'Node.js', 'lectern', 'reveal.js']) expect(text).toMatch(named(name));
    // On Debian and its like the packages say it, on others where to look.
    expect(text).toMatch(/^(?:libc6|libc\.so\.6).*: LGPL-2\.1-or-later$/m);
    expect(text).toMatch(/GNU LESSER GENERAL PUBLIC LICENSE|its package there has the text of the licence/);
  });

  test('runs as a user who is none, with nothing else, and is asked for its health', async () => {
    const port = await freePort();
    const variables = [`PORT=${port}`];
    const server = await serving(startImage(image, [], variables));
    running.push(server);
    expect(await watch(server.address)).toEqual(everything);
    const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
    expect(/^Uid:\s+(\d+)\s+(\d+)/m.exec(status)?.slice(1)).toEqual(['65532', '65532']);
    expect(await startImage(image, ['--health'], variables).ended).toMatchObject({ code: 0, stderr: '' });
    await server.stop();
    expect(await startImage(image, ['--health'], variables).ended).toMatchObject({ code: 1 });
  });

  test('says to both kinds of engines how it runs', () => {
    const inspect = (...words: string[]) => JSON.parse(run('skopeo', 'inspect', ...words));
    const config = inspect('--config', '--raw', `docker-archive:${archive()}`);
    expect(config).toEqual(inspect('--config', '--raw', `oci-archive:${archive()}`));
    expect(config.config).toEqual({
      User: '65532:65532',
      ExposedPorts: { '8000/tcp': {} },
      Env: ['HOST=0.0.0.0', 'PORT=8000'],
      Entrypoint: ['/lectern'],
      WorkingDir: '/',
      Labels: {
        'org.opencontainers.image.title': 'Decks',
        'org.opencontainers.image.licenses': expect.stringMatching(
          /^Apache-2\.0 AND GPL-3\.0-or-later WITH GCC-exception-3\.1 AND LGPL-2\.1-or-later AND MIT AND OFL-1\.1$/,
        ),
      },
      Healthcheck: {
        Test: ['CMD', '/lectern', '--health'],
        Interval: 30e9,
        Timeout: 5e9,
        StartPeriod: 5e9,
        Retries: 3,
      },
    });
    // By the name that it is loaded under.
    expect(inspect(`docker-archive:${archive()}:lectern:latest`)).toMatchObject({ Os: 'linux' });
  });

  test('has no time in it, and its names in order', () => {
    const listed = run('tar', '--list', '--verbose', '--utc', '--full-time', '--file', archive());
    const times = listed
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/).slice(3, 5).join(' '));
    expect(new Set(times)).toEqual(new Set(['1970-01-01 00:00:00']));
    const names = run('tar', '--list', '--file', archive()).trim().split('\n');
    expect(names).toEqual(names.toSorted());
  });
});
