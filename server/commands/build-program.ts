/** Builds for machines without Node: a program, and a container image with nothing else in it. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { licenseExpression, noticesText } from '../bundle/works/notices.ts';
import type { Work } from '../bundle/works/works.ts';
import type { Host } from '../cli/host.ts';
import type { BuildOptions } from '../cli/options.ts';
import { megabytes } from '../seal/bodies.ts';
import { imageArchive } from '../seal/image/image.ts';
import { neededFiles } from '../seal/image/libraries.ts';
import { libraryWorks } from '../seal/image/library-works.ts';
import { type Sealed, withLicenses } from '../seal/payload.ts';
import { makeProgram, programName } from '../seal/program/make-program.ts';
import { nodeWork } from '../seal/program/node-work.ts';
import { SealError } from '../seal/seal-error.ts';
import { writeOutput } from './write-output.ts';

/** File name of the image. */
const IMAGE = 'lectern.oci.tar';

/** The content of both. */
interface Content {
  readonly sealed: Sealed;
  readonly title: string;
  /** Third-party works in it, except Node. */
  readonly works: readonly Work[];
}

/** The options and the host. */
interface Build {
  readonly options: Pick<BuildOptions, 'out' | 'program' | 'oci'>;
  readonly host: Host;
}

/** Requires Linux, since an image contains this machine's Node. @throws {SealError} elsewhere */
export function requireLinux({ platform }: Pick<Host, 'platform'>): void {
  if (platform === 'linux') return;
  throw new SealError(
    '--oci needs Linux: the image holds the Node that builds it, and containers run Linux. Build it there: on a server, in CI, in a virtual machine, or in WSL on Windows.',
  );
}

/**
 * Writes the program, the image, or both, and returns the messages about them. @throws {SealError} where this
 * Node cannot be made into a program
 */
export async function buildProgram(content: Content, { options, host }: Build): Promise<string> {
  const { out, program, oci } = options;
  host.err.write('Making a program of it, which takes some seconds\n');
  const code = await readFile(join(host.buildDirectory, 'program', 'server.js'), 'utf8');
  const works = [...content.works, nodeWork(host.node)];
  const sealed = withLicenses(content.sealed, noticesText('This program', works));
  const parts = { code, sealed, node: { path: host.node.path, platform: host.platform } };
  const make = (target: string) => makeProgram(target, parts);
  if (program) {
    const target = await writeOutput(join(out, programName(host.platform)), make);
    const { size } = await stat(target);
    const told = `${target}: ${megabytes(size)}, with a Node in it, for ${host.platform} on ${host.node.arch}. Run it: ${target}\n`;
    return oci ? told + (await buildImage({ ...content, works }, { options, host }, target)) : told;
  }
  const folder = await mkdtemp(join(tmpdir(), 'lectern-image-'));
  try {
    const target = join(folder, programName(host.platform));
    await make(target);
    return await buildImage({ ...content, works }, { options, host }, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function buildImage(
  { title, works }: Content,
  { options, host }: Build,
  program: string,
): Promise<string> {
  const bytes = await readFile(program);
  const libraries = neededFiles(bytes, host.node.libraries());
  const all = [...works, ...libraryWorks(libraries.map(({ from }) => from))];
  const archive = await imageArchive({
    files: [{ path: '/lectern', bytes }, ...libraries],
    title,
    arch: host.node.arch,
    licenses: { expression: licenseExpression(all), text: noticesText('This image', all) },
  });
  const target = await writeOutput(join(options.out, IMAGE), (draft) => writeFile(draft, archive));
  return [
    `${target}: ${megabytes(archive.length)}, an OCI image for linux on ${host.node.arch}. Run it:`,
    `  docker load --input ${target}`,
    '  docker run --read-only --cap-drop ALL --publish 8000:8000 lectern',
    '',
  ].join('\n');
}
