/** Files → an image as an archive that `docker load`, `podman load` and every tool for OCI images reads. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { packTar } from 'modern-tar';

/** A file of an image. */
export interface ImageFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What is in an image, and how it runs. */
export interface ImageContent {
  /** The program first; all may be run and read by everyone, and written by nobody. */
  readonly files: readonly [program: ImageFile, ...others: ImageFile[]];
  /** For people. */
  readonly title: string;
  /** The processor, by Node's name. */
  readonly arch: string;
  /** The licences of all that is in it: as an SPDX expression for its label, and their texts. */
  readonly licenses: { readonly expression: string; readonly text: string };
}

/** Where their texts are in the image. */
const LICENSES = '/licenses.txt';

/** Nobody on any system, as images without a distribution have it: a number, since the image has no names. */
const USER = '65532:65532';

/** The port in the image; whoever runs it gives it another outside. */
const PORT = 8000;

/** The name under which the image is loaded. */
const NAME = 'lectern';
const TAG = 'latest';

/** Often enough to be told in the middle of a talk, and nothing that a processor feels. Nanoseconds. */
const HEALTH = { Interval: 30e9, Timeout: 5e9, StartPeriod: 5e9, Retries: 3 };

/** Processors as images name them (https://go.dev/doc/install/source#environment), where Node names them otherwise. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };

/** Permissions: in the image of everyone, to run and to enter; of the archive's own files. */
const [RUNNABLE, FOLDER, READABLE] = [0o555, 0o755, 0o644];

/** The same content makes the same bytes, so nothing has a time. */
const NO_TIME = new Date(0);

/** The archive, as `docker save` writes it: an OCI layout (image-spec, image-layout.md) with Docker's older manifest beside its own. */
export async function imageArchive(content: ImageContent): Promise<Uint8Array> {
  const { files, title, arch, licenses } = content;
  const [program] = files;
  const layer = await tar([...files, { path: LICENSES, bytes: Buffer.from(licenses.text) }], RUNNABLE);
  const compressed = await promisify(gzip)(layer);
  const layerBlob = blob('application/vnd.oci.image.layer.v1.tar+gzip', compressed);
  const config = json('application/vnd.oci.image.config.v1+json', {
    architecture: ARCHITECTURES[arch] ?? arch,
    os: 'linux',
    config: {
      User: USER,
      ExposedPorts: { [`${PORT}/tcp`]: {} },
      // Variables, not options: the health check is to know them, too.
      Env: ['HOST=0.0.0.0', `PORT=${PORT}`],
      Entrypoint: [program.path],
      WorkingDir: '/',
      Labels: {
        'org.opencontainers.image.title': title,
        'org.opencontainers.image.licenses': licenses.expression,
      },
      // Docker's extension; the specification has no word on health.
      Healthcheck: { Test: ['CMD', program.path, '--health'], ...HEALTH },
    },
    rootfs: { type: 'layers', diff_ids: [digest(layer)] },
    history: [{ created_by: 'lectern build --oci' }],
  });
  const manifest = json('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: config.descriptor,
    layers: [layerBlob.descriptor],
  });
  const index = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [
      {
        ...manifest.descriptor,
        annotations: {
          'io.containerd.image.name': `docker.io/library/${NAME}:${TAG}`,
          'org.opencontainers.image.ref.name': TAG,
        },
      },
    ],
  };
  const forDocker = [
    { Config: config.file.path, RepoTags: [`${NAME}:${TAG}`], Layers: [layerBlob.file.path] },
  ];
  return tar(
    [
      ...[layerBlob, config, manifest].map(({ file }) => file),
      textFile('oci-layout', { imageLayoutVersion: '1.0.0' }),
      textFile('index.json', index),
      textFile('manifest.json', forDocker),
    ],
    READABLE,
  );
}

/** A content with its description. */
function blob(mediaType: string, bytes: Uint8Array) {
  const hash = digest(bytes);
  return {
    descriptor: { mediaType, digest: hash, size: bytes.length },
    file: { path: `blobs/${hash.replace(':', '/')}`, bytes },
  };
}

function json(mediaType: string, value: object) {
  return blob(mediaType, Buffer.from(JSON.stringify(value)));
}

function textFile(path: string, value: object): ImageFile {
  return { path, bytes: Buffer.from(JSON.stringify(value)) };
}

function digest(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** An archive of files and of the folders that they are in: by name, without times, and root's. */
function tar(files: readonly ImageFile[], mode: number): Promise<Uint8Array> {
  const named = files.map(({ path, bytes }) => ({ name: path.replace(/^\//, ''), bytes }));
  const folders = new Set(named.flatMap(({ name }) => foldersAbove(name)));
  const common = { mtime: NO_TIME, uid: 0, gid: 0 };
  const entries = [
    ...[...folders].map((name) => ({
      header: { ...common, name, size: 0, type: 'directory' as const, mode: FOLDER },
    })),
    ...named.map(({ name, bytes }) => ({
      header: { ...common, name, size: bytes.length, type: 'file' as const, mode },
      body: bytes,
    })),
  ];
  return packTar(entries.sort(({ header: one }, { header: other }) => (one.name < other.name ? -1 : 1)));
}

/** `a/b/c` → `a/`, `a/b/`. */
function foldersAbove(name: string): string[] {
  const folder = posix.dirname(name);
  return folder === '.' ? [] : [...foldersAbove(folder), `${folder}/`];
}
