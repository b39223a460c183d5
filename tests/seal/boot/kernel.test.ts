/** Where the kernel comes from, and what is refused. */
import { chmodSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findKernel } from '../../../server/seal/boot/kernel.ts';
import { createFolder } from '../../setup/folder.ts';

/** A compressed kernel as far as its head tells: the mark, and the place of the release. */
function kernel(release: string): string {
  const bytes = Buffer.alloc(2048);
  bytes.write('HdrS', 0x202);
  bytes.writeUInt16LE(0x300, 0x20e);
  bytes.write(`${release} (a builder) #1`, 0x500);
  return bytes.toString('latin1');
}

/** Stand-ins for apt, which has one package: its kernel is the one in the folder `package`. */
const APT_CACHE = `#!/bin/sh
case "$1 $2" in
  'depends linux-image-amd64') echo '  Depends: linux-image-9.1-amd64' ;;
  'policy linux-image-9.1-amd64') echo '  Candidate: 1:9.1-2' ;;
  policy*) echo '  Candidate: (none)' ;;
esac
`;
const APT_GET = '#!/bin/sh\necho "$3" >> "$LOG"\necho package > kernel.deb\n';
const DPKG = '#!/bin/sh\ncp -r "$PACKAGE" "$3"\n';
const NO_PACKAGE = "#!/bin/sh\necho '  Candidate: (none)'\n";

const folder = createFolder({
  'with/apt-cache': APT_CACHE,
  'with/apt-get': APT_GET,
  'with/dpkg-deb': DPKG,
  'unknown/apt-cache': NO_PACKAGE,
  'without/': '',
  'text.txt': 'no kernel at all',
  'own/boot/vmlinuz': kernel('7.7-own'),
  'own/lib/modules/7.7-own/kernel/net/xen-netfront.ko.xz': '',
  'drafts/': '',
  'package/boot/vmlinuz-9.1-amd64': kernel('9.1-amd64'),
  'package/lib/modules/9.1-amd64/kernel/virtio_net.ko': '',
  'package/usr/share/doc/linux-image-9.1-amd64/copyright': 'whose kernel it is',
  log: '',
});
afterAll(() => folder.remove(''));
for (const name of ['with/apt-cache', 'with/apt-get', 'with/dpkg-deb', 'unknown/apt-cache'])
  chmodSync(folder.at(name), 0o755);

const workshop = (tools: string) => ({
  cache: folder.at('cache'),
  drafts: folder.at('drafts'),
  env: {
    PATH: [folder.at(tools), ...(tools === 'with' ? ['/usr/bin', '/bin'] : [])].join(delimiter),
    LOG: folder.at('log'),
    PACKAGE: folder.at('package'),
  },
});

describe.runIf(process.platform === 'linux')('of Debian', () => {
  test('the current kernel is downloaded once, with its drivers and its licence', async () => {
    const first = await findKernel(undefined, workshop('with'));
    expect(first.release).toBe('9.1-amd64');
    expect([...first.modules.keys()]).toEqual(['virtio_net']);
    expect(first.work).toMatchObject({ name: 'linux-image-9.1-amd64', texts: ['whose kernel it is'] });
    expect(await findKernel(undefined, workshop('with'))).toEqual(first);
    expect(readFileSync(folder.at('log'), 'utf8')).toBe('linux-image-9.1-amd64=1:9.1-2\n');
  });

  test('an apt that does not know it asks for an update', async () => {
    await expect(findKernel(undefined, workshop('unknown'))).rejects.toThrow(
      /takes the kernel from Debian’s package linux-image-amd64, which apt does not know here\. Run `apt-get update` as root/,
    );
  });

  test('a system without apt is told where to build', async () => {
    await expect(findKernel(undefined, workshop('without'))).rejects.toThrow(
      'this system has no apt. Build it on Debian, or in a container of it.',
    );
  });
});

describe('of --kernel', () => {
  test('a kernel brings the modules of its root', async () => {
    const found = await findKernel(folder.at('own/boot/vmlinuz'), workshop('without'));
    expect(found.release).toBe('7.7-own');
    expect(found.modules.get('xen_netfront')).toBe(
      folder.at('own/lib/modules/7.7-own/kernel/net/xen-netfront.ko.xz'),
    );
  });

  test('what is no kernel, and what is not there, is said', async () => {
    await expect(findKernel(folder.at('text.txt'), workshop('without'))).rejects.toThrow(
      /text\.txt is no Linux kernel for x86-64/,
    );
    await expect(findKernel(folder.at('absent'), workshop('without'))).rejects.toThrow(
      /There is no file .*absent, which --kernel names/,
    );
  });
});
