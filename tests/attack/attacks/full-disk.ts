/** Attack: the disk with the talks' logs becomes full during a talk. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, type Context, NotPossible } from '../context.ts';
import { column, Peer } from '../room.ts';

/** Size of the disk in bytes; a file fills it. */
const DISK = 64 * 1024;

/** Fills a small disk, leads, frees the disk, leads, restarts the server, and checks the room's state. */
export const fullDisk: Attack = {
  name: 'full-disk',
  about:
    'a disk that is full in mid-talk: steps go on, somebody is told, and the log goes on when there is room',
  async run(context) {
    const folder = context.folder({
      'decks/talk.md': '# One\n\n---\n\n# Two\n\n---\n\n# Three\n',
      'data/': '',
    });
    const data = folder.at('data');
    mountSmallDisk(context, data);
    const target = await context.serve(folder, { words: ['--data', data] });
    const presenter = await Peer.join(target, { cookie: await target.signIn() });
    await presenter.go(column(1));

    const filler = join(data, 'filler');
    fill(filler);
    const told = target.says(/cannot be written|No space|ENOSPC|full/i);
    const findings: string[] = [];
    for (let step = 0; step < 200; step++) {
      context.count();
      const ms = await presenter.go(column(step % 3));
      if (ms > 3_000) findings.push(`A step took ${Math.round(ms)} ms.`);
    }
    const patience = new Promise((resolve) => setTimeout(resolve, 3_000, 'nobody'));
    if ((await Promise.race([told, patience])) === 'nobody') findings.push('Nobody is told.');
    told.catch(() => undefined);

    rmSync(filler);
    for (let step = 0; step < 20; step++) await presenter.go(column(step % 3));
    await presenter.go(column(2));
    // Writes from while the disk was full may still be pending.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { seq } = presenter.state;
    await target.restart();
    const { state } = await Peer.join(target);
    if (state.seq !== seq || state.position.h !== 2)
      findings.push(
        `After a start the room is at step ${state.seq}, column ${state.position.h}, not at ${seq}, 2.`,
      );
    return findings;
  },
};

/** Writes until the disk is full. */
function fill(file: string): void {
  for (let size = DISK; size >= 1; size = Math.floor(size / 2)) {
    try {
      writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // The disk has less space left than that.
    }
  }
}

/**
 * Mounts a small tmpfs.
 * @throws {NotPossible} where this user may not mount one.
 */
function mountSmallDisk(context: Context, folder: string): void {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', folder]);
  if (status !== 0)
    throw new NotPossible('It needs Linux and a user who may mount a small tmpfs, such as root.');
  context.atEnd(() => {
    spawnSync('umount', ['-l', folder]);
  });
}
