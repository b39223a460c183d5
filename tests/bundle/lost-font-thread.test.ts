/** A thread that ends while it cuts a font, here because all do: nothing is taken for a font that cannot be cut. */
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';

vi.mock('node:worker_threads', () => ({
  Worker: class extends EventEmitter {
    ref(): void {}
    unref(): void {}
    postMessage(): void {
      setImmediate(() => this.emit('exit', 1));
    }
  },
}));

test('is an error, since what is sent whole would be remembered', async () => {
  const { revealFaces } = await import('../../server/bundle/fonts/faces.ts');
  const { subsetFaces } = await import('../../server/bundle/fonts/subset.ts');
  const [face] = revealFaces.league ?? [];
  await expect(subsetFaces(face ? [face] : [], 'Hello')).rejects.toThrow(
    'the thread that cuts fonts has ended',
  );
});
