/** How far a run has come: what has been shown of a deck, up to there, may be read by all. Pure. */
import type { Entry } from './record.ts';

/** A column and a row, from 0, and the run that came there. */
export interface Furthest {
  readonly epoch: string;
  readonly h: number;
  readonly v: number;
}

/** Before anything was shown: the first slide, which is no secret. */
export const BEGINNING: Furthest = { epoch: '', h: 0, v: 0 };

/** How far it is after an entry of the log. A new run begins anew. */
export function furthest(before: Furthest, entry: Entry): Furthest {
  if (entry.type !== 'go') return before;
  const { h, v } = entry.position;
  const isNew = entry.epoch !== before.epoch;
  const isFurther = h > before.h || (h === before.h && v > before.v);
  return isNew || isFurther ? { epoch: entry.epoch, h, v } : before;
}
