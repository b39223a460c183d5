/** The figures of a server for Prometheus: what is counted when it happens, and what is looked up when it is asked for. */
import { performance } from 'node:perf_hooks';
import Counter from 'prom-client/lib/counter.js';
import Gauge from 'prom-client/lib/gauge.js';
import Histogram from 'prom-client/lib/histogram.js';
import registerLoopDelay from 'prom-client/lib/metrics/eventLoopLag.js';
import registerCollections from 'prom-client/lib/metrics/gc.js';
import registerHeap from 'prom-client/lib/metrics/heapSizeAndUsed.js';
import registerMemory from 'prom-client/lib/metrics/osMemoryHeap.js';
import registerFiles from 'prom-client/lib/metrics/processOpenFileDescriptors.js';
import registerHandles from 'prom-client/lib/metrics/processResources.js';
import registerStart from 'prom-client/lib/metrics/processStartTime.js';
import Registry from 'prom-client/lib/registry.js';
import type { Observe, RoomCensus } from '../live/live-event.ts';

/** Upper limits in seconds for what should take milliseconds: a step to all sockets, a write to the log. */
const STEP_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** The same of loading decks, which compiles what has changed. */
const COMPILE_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What is looked up when the figures are asked for. */
export interface Looks {
  readonly version: string;
  /** Names the decks that are served; undefined before there are any. */
  readonly revision: () => string | undefined;
  readonly rooms: () => readonly RoomCensus[];
  /** Returns whether each deck compiles, by name. */
  readonly decks: () => ReadonlyMap<string, boolean>;
  readonly isDraining: () => boolean;
}

/** The figures of one server. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts an event. */
  readonly observe: Observe;
  /** Counts a load of the decks, in seconds; `pass` is how much it did. */
  readonly compiled: (seconds: number, pass: string) => void;
}

/** Creates the figures. Labels are decks, kinds and reasons: never keys, people or addresses. */
export function createMetrics(looks: Looks): Metrics {
  const registry = new Registry();
  const registers = [registry];
  for (const register of [
    ...[registerMemory, registerHeap, registerLoopDelay, registerCollections],
    ...[registerFiles, registerHandles, registerStart],
  ]) {
    register(registry);
  }
  registerLooks(registry, looks);
  const commands = new Counter({
    name: 'lectern_commands_total',
    help: 'Commands of presenters that a room accepted.',
    labelNames: ['deck', 'command'],
    registers,
  });
  const refusals = new Counter({
    name: 'lectern_refusals_total',
    help: 'Sockets, messages, commands and sign-ins that were refused.',
    labelNames: ['reason'],
    registers,
  });
  const signIns = new Counter({
    name: 'lectern_sign_ins_total',
    help: 'Browsers that became presenters.',
    labelNames: ['by'],
    registers,
  });
  const steps = new Histogram({
    name: 'lectern_step_seconds',
    help: 'Time from a command to the last socket of its room.',
    buckets: STEP_SECONDS,
    registers,
  });
  const stored = new Histogram({
    name: 'lectern_store_seconds',
    help: 'Time until what is to be stored is, in the log or in Redis.',
    labelNames: ['store'],
    buckets: STEP_SECONDS,
    registers,
  });
  const compilations = new Histogram({
    name: 'lectern_compile_seconds',
    help: 'Time of a load of the decks, which compiles what has changed.',
    labelNames: ['pass'],
    buckets: COMPILE_SECONDS,
    registers,
  });
  return {
    registry,
    compiled: (seconds, pass) => compilations.observe({ pass }, seconds),
    observe(event) {
      switch (event.type) {
        case 'command':
          return commands.inc({ deck: event.deck, command: event.command });
        case 'told':
          return steps.observe(event.seconds);
        case 'stored':
          return stored.observe({ store: event.store }, event.seconds);
        case 'refusal':
          return refusals.inc({ reason: event.reason });
        case 'sign-in':
          return signIns.inc({ by: event.by });
      }
    },
  };
}

/** Registers what is looked up. A deck that is gone is no longer named. */
function registerLooks(registry: Registry, looks: Looks): void {
  const registers = [registry];
  const perRoom = (name: string, help: string, read: (room: RoomCensus) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['deck'],
      registers,
      collect() {
        this.reset();
        for (const room of looks.rooms()) this.set({ deck: room.deck }, read(room));
      },
    });
  perRoom('lectern_viewers', 'Viewers who are connected.', ({ viewers }) => viewers);
  perRoom('lectern_presenters', 'Pages of presenters that are connected.', ({ presenters }) => presenters);
  perRoom('lectern_slow_sockets', 'Sockets whose ends are behind.', ({ slow }) => slow);
  perRoom('lectern_talk_live', 'Whether somebody presents.', ({ isLive }) => Number(isLive));
  perRoom('lectern_log_kept', 'Whether the log of a talk is stored.', ({ isKept }) => Number(isKept));
  new Gauge({
    name: 'lectern_deck_compiles',
    help: 'Whether a deck compiles as it is now.',
    labelNames: ['deck'],
    registers,
    collect() {
      this.reset();
      for (const [deck, compiles] of looks.decks()) this.set({ deck }, Number(compiles));
    },
  });
  new Counter({
    name: 'lectern_event_loop_busy_seconds_total',
    help: 'Time in which the event loop, and so the thread that serves, was busy.',
    registers,
    collect() {
      this.reset();
      this.inc(performance.eventLoopUtilization().active / 1000);
    },
  });
  new Gauge({
    name: 'lectern_draining',
    help: 'Whether the server is about to end.',
    registers,
    collect() {
      this.set(Number(looks.isDraining()));
    },
  });
  new Gauge({
    name: 'lectern_info',
    help: 'The version of Lectern, and the revision of its decks.',
    labelNames: ['version', 'revision'],
    registers,
    collect() {
      this.reset();
      this.set({ version: looks.version, revision: looks.revision() ?? '' }, 1);
    },
  });
}
