/** The guide's systemd unit, by systemd's own checks: valid, and shut in. */
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

  const analyze = (...words: string[]) => {
    const { status, stderr } = spawnSync(
      'systemd-analyze',
      [...words, `--root=${root.path}`, 'lectern.service'],
      { encoding: 'utf8' },
    );
    return { status, stderr };
  };

  test('is valid', () => {
    expect(analyze('verify')).toEqual({ status: 0, stderr: '' });
  });

  test('is shut in', () => {
    expect(analyze('security', '--offline=true', `--threshold=${MOST_EXPOSED}`)).toMatchObject({ status: 0 });
  });

  test('is enabled by the name that the guide gives it', () => {
    expect(guideCode('As a service', 'console')).toBe('$ systemctl enable --now lectern\n');
  });
});
