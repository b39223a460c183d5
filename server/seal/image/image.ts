/** Writes files as an OCI image, in an archive that `docker load`, `podman load` and other tools read. */
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

/** The contents of an image, and how it runs. */
export interface ImageContent {
  /** The program first; all are readable and executable by everyone, and writable by nobody. */
  readonly files: readonly [program: ImageFile, ...others: ImageFile[]];
  /** Title for people. */
  readonly title: string;
  /** Processor architecture, by Node's name. */
  readonly arch: string;
  /** The licences of its contents: an SPDX expression for a label, and the texts. */
  readonly licenses: { readonly expression: string; readonly text: string };
}

/** File with the licence texts in the image. */
const LICENSES = '/licenses.txt';

/** The usual unprivileged user of images without a distribution; numeric, since the image has no user names. */
const USER = '65532:65532';

/** The port within the image, which is mapped to another outside. */
const PORT = 8000;

/** The name of the image when it is loaded. */
const NAME = 'lectern';
const TAG = 'latest';

/** Nanoseconds: frequent enough to notice a failure during a talk, and no load for a processor. */
const HEALTH = { Interval: 30e9, Timeout: 5e9, StartPeriod: 5e9, Retries: 3 };

/** Architectures by their names in images (https://go.dev/doc/install/source#environment), where Node's differ. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };

/** Permissions of the image's files and folders, and of the archive's own files. */
const [RUNNABLE, FOLDER, READABLE] = [0o555, 0o755, 0o644];

/** A fixed time, so that the same content makes the same bytes. */
const NO_TIME = new Date(0);

/**
 * Returns the archive as `docker save` writes it: an OCI layout (image-spec, image-layout.md) with Docker's
 * older manifest.
 */
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
      // Variables instead of options, so that the health check sees them, too.
      Env: ['HOST=0.0.0.0', `PORT=${PORT}`],
      Entrypoint: [program.path],
      WorkingDir: '/',
      Labels: {
        'org.opencontainers.image.title': title,
        'org.opencontainers.image.licenses': licenses.expression,
      },
      // Docker's extension; the OCI specification has no health check.
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

/** Returns content with its descriptor. */
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

/** Returns an archive of files and their folders: sorted by name, without times, owned by root. */
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

/** Returns the parent folders: `a/b/c` → `a/`, `a/b/`. */
function foldersAbove(name: string): string[] {
  const folder = posix.dirname(name);
  return folder === '.' ? [] : [...foldersAbove(folder), `${folder}/`];
}
