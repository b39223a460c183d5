/**
 * Makes the initial RAM disk of Xen's first domain, in which `xl` runs images as its guests: BusyBox, Xen's tools, a network
 * of all guests, and a port at which commands are taken.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { neededFiles } from '../../../server/seal/image/libraries.ts';
import { cpio, type Entry } from './cpio.ts';
import { unpackPackages } from './debian.ts';
import { modulesFor } from './modules.ts';

/** Where the first domain is in the network, and the port at which it takes commands. */
export const DOMAIN_ZERO = { host: '10.0.2.14', port: 7000 } as const;

/** The folder with the image in it. */
export const IMAGE = '/image';

/** Files with which Xen starts. */
export interface XenFiles {
  /** Xen itself, not compressed, as QEMU wants it. */
  readonly hypervisor: Buffer;
  /** The file with the kernel of the first domain: Debian's standard one, since the one for clouds cannot be that. */
  readonly kernel: string;
  /** The initial RAM disk, without an image. */
  readonly disk: Uint8Array;
}

const TOOLS = ['xl', 'xenstored', 'xenconsoled', 'xen-init-dom0'];
const STORE_TOOLS = ['xenstore-read', 'xenstore-write', 'xenstore-list'];
const APPLETS = 'sh mount insmod ip brctl sleep cat mkdir ls tail nc netstat grep usleep'.split(' ');
const FOLDERS = 'dev proc sys run log tmp var/lib/xenstored var/lib/xen var/log/xen var/lock image'.split(
  ' ',
);
const MODULES = [
  ...['virtio_pci', 'virtio_net', 'bridge', 'xen-netback'],
  ...['xen-evtchn', 'xen-gntdev', 'xen-gntalloc', 'xen-privcmd', 'xenfs'],
];

const INIT = `#!/bin/sh
export PATH=/bin
mount -t devtmpfs dev /dev
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs run /run
mkdir -p /dev/pts /run/xen /run/xenstored
mount -t devpts devpts /dev/pts
for module in /modules/*; do insmod $module; done
mount -t xenfs xenfs /proc/xen
ip link set lo up
brctl addbr xenbr0
brctl addif xenbr0 eth0
ip addr add ${DOMAIN_ZERO.host}/24 dev xenbr0
ip link set eth0 up
ip link set xenbr0 up
xenstored --pid-file /run/xenstored.pid
until xenstore-list / >/dev/null 2>&1; do usleep 50000; done
xen-init-dom0
xenconsoled --log=guest --log-dir=/log --pid-file=/run/xenconsoled.pid
cd ${IMAGE}
nc -ll -p ${DOMAIN_ZERO.port} -e /bin/sh &
until netstat -tln | grep -q :${DOMAIN_ZERO.port}; do usleep 50000; done
echo Domain zero is ready
wait
`;

/** Puts a guest's network card into the network of all, as Xen's own script does. */
const VIF_BRIDGE = `#!/bin/sh
case $1 in
  online | add)
    ip link set $vif up
    brctl addif xenbr0 $vif
    xenstore-write $XENBUS_PATH/hotplug-status connected
    ;;
esac
`;

/** Packages with names of their own in each release, and libraries but for C's, which is everywhere. */
const NEEDED = /^(?:xen-hypervisor-[\d.]+-amd64|xen-utils-[\d.]+|linux-image-\d.*|lib(?!c6$).+)$/;

/** Returns the files, of whichever Xen and Linux this machine's release has. */
export function xenFiles(): XenFiles {
  const wanted = ['xen-system-amd64', 'xenstore-utils', 'linux-image-amd64', 'busybox-static'];
  const packages = unpackPackages(wanted, NEEDED);
  const linux = folderWith(packages, /^linux-image-\d/);
  const hypervisor = fileIn(join(folderWith(packages, /^xen-hypervisor-/), 'boot'), /^xen-.*\.gz$/);
  return {
    hypervisor: gunzipSync(readFileSync(hypervisor)),
    kernel: fileIn(join(linux, 'boot'), /^vmlinuz-/),
    disk: cpio({
      init: INIT,
      ...Object.fromEntries(APPLETS.map((name) => [`bin/${name}`, { link: 'busybox' }])),
      'bin/busybox': readFileSync(join(folderWith(packages, /^busybox-static$/), 'bin/busybox')),
      ...toolsOf(packages),
      // In the order of their numbers.
      ...Object.fromEntries(
        modulesFor(linux, MODULES).map(([name, bytes], index) => [`modules/${100 + index}-${name}`, bytes]),
      ),
      'etc/xen/scripts/vif-bridge': VIF_BRIDGE,
      'etc/xen/xl.conf': '',
      'etc/passwd': 'root:x:0:0:root:/:/bin/sh\n',
      'etc/group': 'root:x:0:\n',
      ...Object.fromEntries(FOLDERS.map((name) => [`${name}/`, ''])),
      'var/run': { link: '/run' },
    }),
  };
}

/** Xen's tools with their libraries, of which the C library and the like are this system's own. */
function toolsOf(packages: ReadonlyMap<string, string>): Record<string, Entry> {
  const versions = join(folderWith(packages, /^xen-utils-/), 'usr/lib');
  const bin = join(fileIn(versions, /^xen-/), 'bin');
  const store = join(folderWith(packages, /^xenstore-utils$/), 'usr/bin');
  const programs = [...TOOLS.map((name) => join(bin, name)), ...STORE_TOOLS.map((name) => join(store, name))];
  const folders = [...packages.values()].flatMap((folder) =>
    ['lib', 'usr/lib'].map((name) => join(folder, name, 'x86_64-linux-gnu')),
  );
  const own = ownLibraries();
  const places = [...own, ...folders.map((folder) => join(folder, 'any'))];
  const entries: Record<string, Entry> = {};
  const add = (path: string, bytes: Uint8Array) => {
    entries[path.slice(1)] = bytes;
  };
  for (const program of programs) {
    const bytes = readFileSync(program);
    add(`/bin/${basename(program)}`, bytes);
    for (const library of neededFiles(bytes, places)) add(library.path, library.bytes);
  }
  // Threads end with its help, which no program states.
  for (const path of own.filter((library) => basename(library) === 'libgcc_s.so.1'))
    add(path, readFileSync(path));
  return entries;
}

/** Libraries that this Node has loaded. */
function ownLibraries(): readonly string[] {
  const { sharedObjects }: { readonly sharedObjects?: unknown } = process.report.getReport();
  return Array.isArray(sharedObjects) ? sharedObjects.map(String) : [];
}

/** The folder of the one package with such a name. */
function folderWith(packages: ReadonlyMap<string, string>, pattern: RegExp): string {
  const [, folder] = [...packages].find(([name]) => pattern.test(name)) ?? [];
  if (folder === undefined) throw new Error(`Debian has no package ${pattern}`);
  return folder;
}

/** The one file with such a name in a folder. */
function fileIn(folder: string, pattern: RegExp): string {
  const name = readdirSync(folder).find((each) => pattern.test(each));
  if (name === undefined) throw new Error(`No file ${pattern} in ${folder}`);
  return join(folder, name);
}
