/** What an image is made with. */
import { chmodSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { requireTools } from '../../../server/seal/boot/tools.ts';
import { createFolder } from '../../setup/folder.ts';

const folder = createFolder({ 'cc/cc': '#!/bin/sh\n', 'none/': '' });
afterAll(() => folder.remove(''));
chmodSync(folder.at('cc/cc'), 0o755);

test.runIf(process.platform === 'linux').each([
  [
    'none',
    '--boot needs cc, which compiles the first process, and it is not installed. On Debian: apt-get install gcc libc6-dev',
  ],
  [
    'cc',
    '--boot needs strip, which makes Node smaller, and it is not installed. On Debian: apt-get install binutils',
  ],
])('with the tools in %s, the next is asked for', async (tools, message) => {
  await expect(requireTools({ env: { PATH: folder.at(tools) } })).rejects.toThrow(message);
});
