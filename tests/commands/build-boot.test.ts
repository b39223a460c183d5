/** Where no image that boots can be made. */
import { expect, test } from 'vitest';
import { requirePc } from '../../server/commands/build-boot.ts';

const node = { path: '/node', version: '22.0.0', libraries: () => [] };

test.each([
  ['darwin', 'arm64'],
  ['win32', 'x64'],
  ['linux', 'arm64'],
] as const)('on %s with %s, the build says where it can', (platform, arch) => {
  expect(() => requirePc({ platform, node: { ...node, arch } })).toThrow(
    `--boot needs Linux on x86-64, since the image holds the Node that builds it; this is ${platform} on ${arch}.`,
  );
});

test('on Linux with x86-64 it goes on', () => {
  expect(() => requirePc({ platform: 'linux', node: { ...node, arch: 'x64' } })).not.toThrow();
});
