/** All attacks, in the order in which they run. To add one, write a file in attacks/ and a line here. */

import { bodies } from './attacks/bodies.ts';
import { crowd } from './attacks/crowd.ts';
import { fullDisk } from './attacks/full-disk.ts';
import { fuzz } from './attacks/fuzz.ts';
import { hostileDeck } from './attacks/hostile-deck.ts';
import { keys } from './attacks/keys.ts';
import { lostSteps } from './attacks/lost-steps.ts';
import { privateWords } from './attacks/private.ts';
import { roles } from './attacks/roles.ts';
import { shownOnly } from './attacks/shown-only.ts';
import { siblings } from './attacks/siblings.ts';
import { slow } from './attacks/slow.ts';
import { smallHeap } from './attacks/small-heap.ts';
import { smuggling } from './attacks/smuggling.ts';
import { stopped } from './attacks/stopped.ts';
import { talk } from './attacks/talk.ts';
import { tornLogs } from './attacks/torn-logs.ts';
import { traversal } from './attacks/traversal.ts';
import type { Attack } from './context.ts';

const all: readonly Attack[] = [
  privateWords,
  hostileDeck,
  talk,
  shownOnly,
  roles,
  keys,
  traversal,
  smuggling,
  bodies,
  slow,
  fuzz,
  tornLogs,
  lostSteps,
  fullDisk,
  smallHeap,
  stopped,
  crowd,
  siblings,
];

/** The attacks by name. */
export const ATTACKS: Readonly<Record<string, Attack>> = Object.fromEntries(
  all.map((attack) => [attack.name, attack]),
);
