/** Writes the configuration by which Xen's `xl create` boots the image. */

/** Memory of a guest in MiB: what the server needs at its start, and some for a full hall. */
const MEMORY_MIB = 320;

/** Bytes of server and decks that are in it, and how often more are in memory: packed, unpacked, and as Node reads them. */
const MIB = 1 << 20;
const INCLUDED = 5 * MIB;
const TIMES = 3;

/** Returns the memory in MiB for a server with decks of this many bytes. */
export function memoryFor(bytes: number): number {
  return MEMORY_MIB + Math.ceil((TIMES * Math.max(0, bytes - INCLUDED)) / MIB);
}

/**
 * The kernel's command line: `quiet` keeps the console for the server; after a panic, the machine reboots. The RAM disk
 * may fill more than half of the memory, at which the kernel's other file system for it would stop.
 */
export const COMMAND_LINE = 'quiet panic=10 rootfstype=ramfs';

/** A guest's parts. */
export interface Guest {
  readonly title: string;
  /** In MiB. */
  readonly memory: number;
  /** Absolute path of the folder with kernel and RAM disk. */
  readonly folder: string;
}

/** Returns the configuration. */
export function xlConfig({ title, memory, folder }: Guest): string {
  return `# ${title.replace(/[\r\n]+/g, ' ')}: a talk as a guest of Xen. In this folder: xl create -c lectern.cfg
name = "lectern"

# PVH is quick and needs no emulated devices; where the processor cannot virtualise: xl create lectern.cfg 'type="pv"'
type = "pvh"

# Where they are; change it if they move. From the root, because xl, which boots it again, has no folder then.
kernel = "${folder}/vmlinuz"
ramdisk = "${folder}/initrd"

memory = ${memory}
vcpus = 1

# Options of the talk: lectern.port=80 lectern.url=https://talk.example/ ip=192.0.2.7::192.0.2.1:255.255.255.0
extra = "console=hvc0 ${COMMAND_LINE}"

# A network card at Xen's default bridge. A disk with ext4 keeps what happened in the room, with lectern.data=/dev/xvda.
vif = [ "" ]
# disk = [ "format=raw, vdev=xvda, access=rw, target=/srv/talk.img" ]

on_poweroff = "destroy"
on_reboot = "restart"
on_crash = "restart"
`;
}
