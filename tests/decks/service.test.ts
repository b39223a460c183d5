/** The guide's systemd units, by systemd's own checks: valid, and shut in. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { guideCode, guideFile } from '../setup/guide.ts';

/** Tenths: systemd calls up to 2 “OK”, from 9 on “UNSAFE”, as a unit is that says nothing. */
const MOST_EXPOSED = 20;

describe.runIf(process.platform === 'linux')('the service', () => {
  let root: TestFolder;
  beforeAll(() => {
    root = createFolder({
      'etc/systemd/system/lectern.service': guideFile('lectern.service'),
      'etc/systemd/system/lectern@.service': guideFile('running/lectern@.service'),
      'usr/local/bin/lectern': '',
    });
    chmodSync(root.at('usr/local/bin/lectern'), 0o755);
    // The targets that it names.
    cpSync('/lib/systemd/system', root.at('usr/lib/systemd/system'), {
      recursive: true,
      verbatimSymlinks: true,
    });
  });
  afterAll(() => root.remove(''));

  const analyze = (unit: string, ...words: string[]) => {
    const { status, stderr } = spawnSync('systemd-analyze', [...words, `--root=${root.path}`, unit], {
      encoding: 'utf8',
    });
    return { status, stderr };
  };

  const units = ['lectern.service', 'lectern@8001.service'];

  test.each(units)('%s is valid', (unit) => {
    expect(analyze(unit, 'verify')).toEqual({ status: 0, stderr: '' });
  });

  test.each(units)('%s is shut in', (unit) => {
    expect(analyze(unit, 'security', '--offline=true', `--threshold=${MOST_EXPOSED}`)).toMatchObject({
      status: 0,
    });
  });

  test('is enabled by the name that the guide gives it', () => {
    expect(guideCode('As a service', 'console')).toBe('$ systemctl enable --now lectern\n');
  });
});
