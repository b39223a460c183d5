/** Tools that fail say why. */
import { expect, test } from 'vitest';
import { runTool } from '../../server/seal/run-tool.ts';
import { SealError } from '../../server/seal/seal-error.ts';

const node = process.execPath;

test.each([
  ['throw new TypeError("no such thing")', 'TypeError: no such thing'],
  ['console.error("first"); console.error("last"); process.exit(1)', 'last'],
])('of %s the reason is told', async (script, reason) => {
  await expect(runTool(node, ['-e', script])).rejects.toThrow(new SealError(`${node} -e failed: ${reason}`));
});

test('a tool that is not there is named', async () => {
  await expect(runTool('lectern-has-no-such-tool', ['--sign'])).rejects.toThrow(
    new SealError('lectern-has-no-such-tool --sign failed: spawn lectern-has-no-such-tool ENOENT'),
  );
});
