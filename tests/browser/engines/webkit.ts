/** WebKitGTK, for tests: its small browser on a screen that nobody sees. On Linux alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { findFirst } from '../../../server/browser/find-program.ts';
import { createFolder } from '../../setup/folder.ts';
import { answering, freePort } from '../../setup/port.ts';
import { findOnPath } from '../../setup/programs.ts';
import type { Engine, EnginePage, PersonSettings } from './engine.ts';
import { openSession } from './web-driver.ts';

/** Below `/usr`, by distribution; Debian names the folder by its architecture. */
const FOLDERS = [
  'lib',
  `lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`,
  'libexec',
  'lib64',
] as const;

/** Where distributions put the browser, which is on nobody's PATH. */
const PLACES = FOLDERS.map((folder) => `/usr/${folder}/webkit2gtk-4.1/MiniBrowser`);

/** The driver and its browser; undefined where either is missing. */
export function findWebKit() {
  const [driver, browser] = [findOnPath(['WebKitWebDriver']), findFirst(PLACES)];
  return driver && browser ? { driver, browser } : undefined;
}

/** Where distributions put GStreamer's plug-ins; the one that reads WebM stands for all of its package. */
const PLUGINS = FOLDERS.map((folder) => `/usr/${folder}/gstreamer-1.0/libgstmatroska.so`);

/** What WebKitGTK plays films and sounds with. */
export function findPlugins(): string | undefined {
  return PLUGINS.find((file) => existsSync(file));
}

/** What draws a screen into memory. */
export function findScreen(): string | undefined {
  return findOnPath(['Xvfb']);
}

/** Starts a screen. Each page is a browser with a driver of its own, since a driver has but one session. */
export async function startWebKit(): Promise<Engine> {
  const [programs, screen] = [findWebKit(), findScreen()];
  if (!programs || !screen) throw new Error('No WebKitGTK found. `npm test` installs it or says how.');
  const display = await startScreen(screen);
  const pages = new Set<EnginePage>();
  return {
    async open(settings = {}) {
      const page = await openPage({ ...programs, display: display.name }, settings);
      const close = async () => {
        pages.delete(opened);
        await page.close();
      };
      const opened = { ...page, close };
      pages.add(opened);
      return opened;
    },
    async close() {
      await Promise.all([...pages].map((page) => page.close()));
      await display.stop();
    },
  };
}

/** A screen chooses its own name, and writes it into its fourth stream. */
async function startScreen(program: string) {
  const words = ['-displayfd', '3', '-screen', '0', '2000x1300x24', '-nolisten', 'tcp'];
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  // The fourth is a pipe that is read here.
  const [number] = await once(child.stdio[3] as Readable, 'data');
  return { name: `:${String(number).trim()}`, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close');
  child.kill();
  await ended;
}

/** Where the programs are, and the screen. */
interface Place {
  readonly driver: string;
  readonly browser: string;
  readonly display: string;
}

async function openPage(
  { driver, browser, display }: Place,
  { colorScheme, reducedMotion }: PersonSettings,
): Promise<EnginePage> {
  const port = await freePort();
  const settings = createFolder({
    'gtk-3.0/settings.ini': `[Settings]\ngtk-enable-animations=${Number(!reducedMotion)}\n`,
  });
  const GTK_THEME = colorScheme === 'dark' ? 'Adwaita:dark' : 'Adwaita';
  const child = spawn(driver, ['--host=127.0.0.1', `--port=${port}`], {
    env: { ...process.env, DISPLAY: display, XDG_CONFIG_HOME: settings.path, GTK_THEME },
    stdio: 'ignore',
  });
  await answering(port);
  const page = await openSession(port, browser);
  return {
    ...page,
    async close() {
      await page.close();
      await stop(child);
      settings.remove('');
    },
  };
}
