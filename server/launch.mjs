#!/usr/bin/env node
/**
 * The package's command: builds Lectern if its sources have changed, then runs it. Plain JavaScript, since Node 20
 * does not run TypeScript.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import module from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));

/** The package's own cache folder, used if it is writable. */
const ownCache = join(root, 'node_modules', '.cache', 'lectern');

/** Folder of the build that a packed package has in the place of sources. */
const packageBuilds = join(root, 'dist', 'package');

/** All inputs of a build. */
const sourceFolders = ['client', 'server'];
const sourceFiles = ['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'];

/** Milliseconds after its last start from which a build counts as unused by any running server. */
const DAY = 24 * 60 * 60 * 1000;

/** Environment variable that makes the process only build, into the folder that it names. */
const BUILD_ONLY = 'LECTERN_BUILD_INTO';

/** And this, how: for a `package`, the server's bundle holds what is no dependency of it. */
const BUILD_MODE = 'LECTERN_BUILD_MODE';

/** The parts of a build that a start needs. Others, which only `build` puts into what it writes, are built after them. */
const [SERVER, CLIENT] = ['server', 'client'];

/** Empty file that tells that a build is whole. */
const WHOLE = 'whole';

/** What a build says where the disk is full, and where memory is: Node, what is compiled to WebAssembly, and Vite. */
const NO_ROOM = /\bENOSPC\b|no space left on device/i;
const NO_MEMORY = /heap out of memory|Out of memory|memory allocation of \d+ bytes failed/;

/** What a whole build is. */
const BUILT = { clientBuilt: Promise.resolve(), built: Promise.resolve() };

/** Buffer for reading sources; most are smaller. */
const piece = Buffer.allocUnsafeSlow(64 * 1024);

/** Bit of a folder's mode that lets every user write to it. */
const WRITABLE_BY_OTHERS = 0o002;

/**
 * Builds client and server, unless there is a build of the same sources. Any number of processes may do so at once: each
 * part of a build appears under its name complete, or not at all.
 * @returns {Promise<string>} the absolute path of the build directory, which contains `client` and `server`
 */
export async function bringUpToDate() {
  const { directory, built } = await prepare();
  await built;
  return directory;
}

/** Makes the build that a package brings; npm calls it before it packs one. */
export async function buildPackage() {
  requireNode();
  requirePath();
  requirePackages();
  const directory = join(packageBuilds, sourceId());
  rmSync(packageBuilds, { recursive: true, force: true });
  await buildApart(directory, { isPackage: true });
}

/**
 * Returns the build directory and the cache folder, which often contains it, once the server's part is there, since
 * the server can compile decks before `clientBuilt` resolves, and serve them before `built` does.
 */
async function prepare() {
  requireNode();
  const cache = cacheDirectory();
  if (!hasSources()) return { cache, directory: packagedBuild(), ...BUILT };
  const id = sourceId();
  // A user who may write to the package may have built it for users who may not.
  const directory = [ownCache, cache].map((folder) => join(folder, id)).find(isWhole);
  if (directory !== undefined) return { cache, directory, ...BUILT };
  return { cache, ...(await buildInto(cache, id)) };
}

function isWhole(directory) {
  return existsSync(join(directory, WHOLE));
}

/** Returns whether this is a clone, which can be changed and built, and not a packed package. */
function hasSources() {
  return existsSync(join(root, 'vite.config.ts'));
}

/** Returns the absolute path of the build that the package brings. @throws where it brings none */
function packagedBuild() {
  const [id] = existsSync(packageBuilds) ? readdirSync(packageBuilds) : [];
  if (id !== undefined) return join(packageBuilds, id);
  throw new Error(
    `The package in ${root} has no build: npm makes it when it packs, not when it installs from Git. Run \`npm ci\` and \`npm pack\` in a clone, and install what that writes.`,
  );
}

/** Begins a build; resolves once the server's part of it is there. */
async function buildInto(cache, id) {
  const directory = join(cache, id);
  requirePath();
  requirePackages();
  process.stderr.write('Building Lectern (first start, or its sources changed)…\n');
  const started = performance.now();
  const unfinished = join(cache, `unfinished-${process.pid}-${Date.now()}`);
  const move = (...parts) => {
    // Parts that were made of other sources must not be taken for some of these.
    requireSources(id);
    for (const part of parts) rename(join(unfinished, part), join(directory, part));
  };
  const [server, client] = [deferred(), deferred()];
  const parts = {
    [SERVER]() {
      mkdirSync(directory, { recursive: true });
      linkPackages(unfinished, directory);
      move(SERVER);
      server.resolve();
    },
    [CLIENT]() {
      move(CLIENT);
      process.stderr.write(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.\n`);
      client.resolve();
    },
  };
  const build = async () => {
    try {
      await buildApart(unfinished, { onPart: (part) => parts[part]() });
      move(...readdirSync(unfinished));
      writeFileSync(join(directory, WHOLE), '');
    } catch (error) {
      requireSources(id);
      throw error;
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    removeOld(cache, directory);
  };
  const built = build();
  built.catch((error) => {
    for (const part of [server, client]) part.reject(error);
  });
  await server.promise;
  return { directory, clientBuilt: client.promise, built };
}

/** Returns a promise with what settles it. Whoever awaits it hears of its rejection; nobody else has to. */
function deferred() {
  const settle = {};
  const promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
  promise.catch(() => {});
  return { promise, ...settle };
}

/** Throws where Node is not one of the versions that Vite 8 supports. */
function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major >= 24 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return;
  throw new Error(
    `Lectern needs Node 20.19, 22.12 or 24 and later, but this is Node ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  );
}

/** Returns a hash of the sources and Node's major version: the same on every machine. */
function sourceId() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const file of sourceFiles) addFile(hash, file);
  for (const folder of sourceFolders) addFolder(hash, folder);
  return hash.digest('hex').slice(0, 16);
}

/** Throws where the sources are others by now, as after a save or a checkout: what comes of both would be hard to explain. */
function requireSources(id) {
  let now;
  try {
    now = sourceId();
  } catch {
    // A folder went while it was read.
  }
  if (now !== id) throw new Error('A source of Lectern was changed while it was built. Start again.');
}

function addFolder(hash, folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(hash, path);
    else if (entry.isFile()) addFile(hash, path);
  }
}

/**
 * Adds a file to the hash. All files share one buffer, since this is part of every start: five hundred separate
 * buffers take twice as long.
 */
function addFile(hash, path) {
  let file;
  try {
    file = openSync(join(root, path));
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  hash.update(`\n${path}\n`);
  let length = 0;
  let read = piece.length;
  // The last chunk of a file is short, or empty.
  while (read === piece.length) {
    read = readSync(file, piece);
    hash.update(piece.subarray(0, read));
    length += read;
  }
  hash.update(`\n${length}\n`);
  closeSync(file);
}

/**
 * Returns the first writable folder of these: the package's, one in the user's cache, one for temporary files. Throws
 * where there is none.
 */
function cacheDirectory() {
  // Builds here are for all users who may read the package.
  if (isWritable(ownCache, 0o777)) return ownCache;
  // Users may share a cache folder, and builds are executed: each user gets a folder of their own there.
  const owner = createHash('sha256').update(`${root}\n${process.getuid?.()}`).digest('hex').slice(0, 16);
  const shared = [userCache(), tmpdir()].filter(isAbsolute).map((folder) => join(folder, `lectern-${owner}`));
  const own = shared.find((folder) => isWritable(folder, 0o700) && isOurs(folder));
  if (own !== undefined) return own;
  throw new Error(
    `Lectern keeps what it builds in a folder, and can write to none of these: ${[ownCache, ...shared].join(', ')}. Set XDG_CACHE_HOME to a folder that this user may write to.`,
  );
}

/**
 * Returns whether a folder is writable, and creates it with `mode` where it does not exist. Its mode alone does not
 * tell, so a probe is written.
 */
function isWritable(folder, mode) {
  try {
    mkdirSync(folder, { recursive: true, mode });
    rmdirSync(mkdtempSync(join(folder, 'probe-')));
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns whether this user owns a folder and not every user may write to it. Windows has no user ids, but gives each
 * user folders of their own.
 */
function isOurs(folder) {
  if (!process.getuid) return true;
  const { uid, mode } = lstatSync(folder);
  return uid === process.getuid() && (mode & WRITABLE_BY_OTHERS) === 0;
}

/** Returns the operating system's folder for a user's caches; empty where it is unknown. */
function userCache() {
  // As its specification says, a relative one counts for nothing.
  if (isAbsolute(process.env.XDG_CACHE_HOME ?? '')) return process.env.XDG_CACHE_HOME;
  if (process.platform === 'win32' && process.env.LOCALAPPDATA) return process.env.LOCALAPPDATA;
  const home = homeDirectory();
  if (home === '') return '';
  return process.platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}

/**
 * Returns the home directory; empty for a user without one: containers run programs as user ids that have no entry in
 * the user database.
 */
function homeDirectory() {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/** Returns the `node_modules` folders in which Node looks for packages, nearest first. */
function packageFolders() {
  const folders = [];
  for (let at = root; ; at = dirname(at)) {
    if (!at.endsWith(`${sep}node_modules`) && existsSync(join(at, 'node_modules')))
      folders.push(join(at, 'node_modules'));
    if (dirname(at) === at) return folders;
  }
}

/** Throws where the path has a sign that means something else to Vite, or to Node: what they say of it tells nobody why. */
function requirePath() {
  const [sign] = /[#?*]/.exec(root) ?? [];
  if (sign === undefined) return;
  throw new Error(
    `Lectern cannot be built in ${root}, since ${sign} in a path has a meaning of its own. Move it to a folder without ${sign}, and start again.`,
  );
}

/**
 * Throws where an installed package is not of the version in package.json: errors of such a build would be hard to
 * explain.
 */
function requirePackages() {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folders = packageFolders();
  // What a package has within its build is a dependency of development only.
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    // One under another name has its own before its version.
    const wanted = version.replace(/^npm:.*@/, '');
    const manifest = folders.map((folder) => join(folder, name, 'package.json')).find(existsSync);
    const found = manifest && JSON.parse(readFileSync(manifest, 'utf8')).version;
    if (found === wanted) continue;
    const fact = found ? `is ${found} here, but Lectern needs ${wanted}` : 'is not installed';
    throw new Error(`The package ${name} ${fact}. Run \`npm ci\` in ${root}, then start again.`);
  }
}

/**
 * Builds in a separate process, which returns all its memory when it ends; for a package, with what it does not have
 * beside it. Calls `onPart` when the server's part is written, and the client's. Throws with what the process wrote to stderr,
 * or why it ended.
 */
async function buildApart(directory, { isPackage = false, onPart = () => {} } = {}) {
  const builder = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: {
      ...process.env,
      [BUILD_ONLY]: directory,
      [BUILD_MODE]: isPackage ? 'package' : 'production',
      // Else Vite also tries whether a loader that is not used could read its configuration, for a quarter of a second.
      VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    windowsHide: true,
  });
  let said = '';
  builder.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  let refusal;
  const { code, signal } = await new Promise((resolve, reject) => {
    builder.on('message', (part) => {
      try {
        onPart(part);
      } catch (error) {
        refusal = error;
        // The caller removes what was written, so nothing may be written any more.
        builder.kill('SIGKILL');
      }
    });
    builder.once('error', reject);
    builder.once('close', (code, signal) => resolve({ code, signal }));
  });
  if (refusal !== undefined) throw refusal;
  if (code !== 0) throw new Error(reasonOf(said, signal, directory));
}

/** Says why a build ended, and what to do about it; without the stacks of what it was built with. */
function reasonOf(said, signal, directory) {
  if (NO_ROOM.test(said))
    return `The disk of ${dirname(directory)} has no room for what Lectern builds, which takes 12 MB. Make room on it, and start again.`;
  if (NO_MEMORY.test(said) || signal === 'SIGKILL')
    return 'Building Lectern was ended for lack of memory, or from outside. Start again when other programs need less; a package that `npm pack` writes elsewhere needs no building.';
  const lines = said.split('\n').filter((line) => !/^\s+at /.test(line));
  return lines.join('\n').trim() || 'Building ended before it was done. Start again.';
}

/**
 * Builds in this process, and tells its parent of the parts that a start needs. It ends when its parent does, and leaves
 * nothing behind then.
 */
async function build(directory) {
  const end = () => {
    removeAfterwards(directory);
    process.exit(1);
  };
  process.once('disconnect', end);
  // It may have ended before this process could notice.
  if (process.connected === false) end();
  // A terminal's Ctrl+C is for its parent.
  process.on('SIGINT', () => {});
  try {
    mkdirSync(directory, { recursive: true });
    const { createBuilder } = await import('vite');
    const builder = await createBuilder({
      root,
      configFile: join(root, 'vite.config.ts'),
      // The faster one writes a file below `node_modules`.
      configLoader: isWritable(join(root, 'node_modules'), 0o777) ? 'bundle' : 'runner',
      logLevel: 'silent',
      mode: process.env[BUILD_MODE],
      // The configuration places all output below this folder.
      build: { outDir: directory },
    });
    const { ssr, ...others } = builder.environments;
    await builder.build(ssr);
    process.send?.(SERVER);
    await builder.buildApp();
    process.send?.(CLIENT);
    for (const environment of Object.values(others).filter(isUnbuilt)) await builder.build(environment);
  } finally {
    process.off('disconnect', end);
  }
}

/** Has a folder removed once this process has ended: until then, threads of Vite's may write into it. */
function removeAfterwards(directory) {
  const program =
    "process.stdin.resume().on('end', () => fs.rmSync(process.argv[1], { recursive: true, force: true }))";
  spawn(process.execPath, ['--eval', program, directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
  });
}

/** Returns whether an environment of Vite's is still to be built. Those of which there is no source are not. */
function isUnbuilt({ isBuilt, config }) {
  return !isBuilt && config.build.rolldownOptions.input.length > 0;
}

/** Links a build outside of the package to its packages, at the two places where its server looks first. */
function linkPackages(unfinished, directory) {
  // The package's own cache folder may be a link to elsewhere.
  if (realpathSync(directory).startsWith(root + sep)) return;
  const links = [join(unfinished, SERVER, 'node_modules'), join(directory, 'node_modules')];
  packageFolders()
    .slice(0, links.length)
    .forEach((folder, i) => {
      if (!existsSync(links[i])) symlinkSync(folder, links[i], 'junction');
    });
}

/** Renames a finished part; uses another process's build of the same sources where there is one by now. */
function rename(unfinished, part) {
  try {
    renameSync(unfinished, part);
  } catch (error) {
    if (!existsSync(part)) throw error;
  }
}

/**
 * Removes old builds, except for the newest two and those of the last day, from which a server may still be running.
 */
function removeOld(cache, current) {
  const builds = readdirSync(cache)
    .filter((name) => /^([0-9a-f]{16}|unfinished-.*)$/.test(name))
    .map((name) => ({
      name,
      time: statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }))
    .sort((a, b) => b.time - a.time);
  for (const { name, time } of builds.slice(2)) {
    if (join(cache, name) === current || Date.now() - time < DAY) continue;
    // The cache of a build is in `decks`, under the same name.
    for (const path of [join(cache, name), join(cache, 'decks', name)]) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

async function launch() {
  const buildOnly = process.env[BUILD_ONLY];
  if (buildOnly !== undefined) {
    await build(buildOnly);
    return;
  }
  const { directory, cache, clientBuilt, built } = await prepare();
  // Where Node supports it (from 22.1), compiled code is cached as well, to save time at every start.
  module.enableCompileCache?.(join(cache, 'code'));
  const { main } = await import(pathToFileURL(join(directory, 'server', 'main.js')).href);
  await main({ buildDirectory: directory, cacheDirectory: cache, clientBuilt, built });
}

/**
 * Returns whether this file is the program that Node runs. npm's commands are symbolic links to it, so links are
 * resolved first.
 */
function isMain() {
  try {
    return realpathSync(process.argv[1] ?? '') === realpathSync(fileURLToPath(import.meta.url));
  } catch {
    return false;
  }
}

if (isMain()) {
  // What cannot be written, as behind `| head`, is lost, and ends no start.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  launch().catch((error) => {
    const remedy =
      error.code === 'ERR_MODULE_NOT_FOUND' ? ` Run \`npm ci\` in ${root}, then start again.` : '';
    const message = process.stderr.isTTY ? error.message : stripVTControlCharacters(error.message);
    // A process that only builds leaves the prefix to its parent.
    const speaker = process.env[BUILD_ONLY] === undefined ? 'lectern: ' : '';
    process.stderr.write(`${speaker}${message}${remedy}\n`);
    process.exitCode = 1;
  });
}
