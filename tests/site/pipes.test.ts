/** Pipes in the place of files: reading one would wait for whoever writes to it, and so would a whole talk. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { command, runNode } from '../setup/command.ts';
import { createFolder } from '../setup/folder.ts';

test.skipIf(process.platform === 'win32')(
  'are passed over or told like files that are not there',
  async () => {
    const folder = createFolder({
      'styled.md': '---\ncss: look.css\n---\n# Tides\n',
      'talk.md': '# Tides\n\n---\n\n<!-- include: more.md -->\n',
    });
    execFileSync('mkfifo', ['look.css', 'more.md', 'site.yml', 'reveal-md.json'].map(folder.at));
    const { code, stdout } = await runNode([command, 'check', folder.path], { timeout: 20_000 });
    folder.remove('.');
    expect(code).toBe(1);
    expect(stdout).toContain('look.css');
    expect(stdout).toContain("`more.md` is there to include, but can't be read");
  },
);
