/** The talk's timer as a value: what it showed at a moment, and whether it runs from there. */
import type { Timer, TimerAction } from '../../wire/protocol.ts';

/** Returns a timer that has not been started. */
export function stoppedTimer(at: number): Timer {
  return { type: 'timer', running: false, elapsed: 0, at };
}

/** Returns the timer as it is at `now`. Its time never decreases, even if the machine's clock is set back. */
export function timerAt(timer: Timer, now: number): Timer {
  const passed = timer.running ? Math.max(0, now - timer.at) : 0;
  return { ...timer, elapsed: timer.elapsed + passed, at: now };
}

/** Applies a presenter's action. Starting a running timer changes nothing; resetting keeps it running. */
export function applyTimerAction(timer: Timer, action: TimerAction, now: number): Timer {
  const current = timerAt(timer, now);
  switch (action) {
    case 'start':
      return { ...current, running: true };
    case 'pause':
      return { ...current, running: false };
    case 'reset':
      return { ...current, elapsed: 0 };
  }
}
