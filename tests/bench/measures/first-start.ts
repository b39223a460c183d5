/** Measures starts with nothing remembered, of an installed package and of a fresh clone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneRepository, installPackage } from '../../setup/installed.ts';
import { figure, type Row } from '../statistics.ts';
import { lectern, measureStart, type Subject } from '../subjects.ts';
import type { Workspace } from '../workspace.ts';

/** As many decks as decks.openmirage.org had. */
const MANY = 45;
const SLIDES = 40;

/** Milliseconds that a first start may take, from the command to the page. */
const FLOORS = { one: 1_500, shipped: 7_000, many: 8_000 };

/** Measures what people wait for when they try Lectern. */
export async function measureFirstStarts(workspace: Workspace, runs: number): Promise<Row[]> {
  return withInstalls(async ({ installed, cloned }) => {
    const talk = { ...installed.serve('deck.md'), folder: join(workspace.deck(SLIDES), 'talk') };
    const shipped = { ...cloned.serve('decks'), folder: cloned.folder, path: '/welcome/' };
    const many = installed.serve(workspace.decks(MANY, SLIDES));
    const times = { one: [] as number[], shipped: [] as number[], many: [] as number[] };
    for (let run = 0; run < runs; run++) {
      times.one.push(await firstStart(talk, installed));
      times.shipped.push(await firstStart(shipped, cloned));
      times.many.push(await firstStart(many, installed));
    }
    const row = (what: string, own: number[], atMost: number): Row => ({
      what: `first start, ${what}`,
      unit: 'ms',
      own: figure(own),
      floor: { atMost },
    });
    return [
      row(`installed, one deck of ${SLIDES} slides`, times.one, FLOORS.one),
      row('a clone, its own decks', times.shipped, FLOORS.shipped),
      row(`installed, ${MANY} decks of ${SLIDES} slides`, times.many, FLOORS.many),
    ];
  });
}

/** A Lectern apart from the repository. */
export interface Install {
  readonly folder: string;
  /** Has it serve a path. */
  readonly serve: (path: string) => Subject;
  /** Has it forget what it has built and compiled. */
  readonly forget: () => void;
}

/** Calls `work` with a packed package that is installed, and a clone; both are removed at the end. */
export async function withInstalls<T>(
  work: (installs: { readonly installed: Install; readonly cloned: Install }) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-installs-'));
  try {
    const [installed, cloned] = [join(folder, 'installed'), join(folder, 'cloned')];
    installPackage(folder, installed);
    cloneRepository(cloned);
    return await work({ installed: installAt(installed), cloned: installAt(cloned) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function installAt(folder: string): Install {
  return {
    folder,
    serve: (path) => lectern(path, [], join(folder, 'server/launch.mjs')),
    forget: () => rmSync(join(folder, 'node_modules/.cache'), { recursive: true, force: true }),
  };
}

function firstStart(subject: Subject, install: Install): Promise<number> {
  install.forget();
  return measureStart(subject);
}
