/** Lays out server and decks as files of an image. */
import { bootedFiles, type Payload } from '../../sealed/format.ts';
import { endsOf } from '../bodies.ts';
import type { Sealed } from '../payload.ts';
import type { SealedCode } from '../sealed-code.ts';
import type { BootFile } from './cpio.ts';

/** What Node is given by the first process, which knows its path. */
const START = '/lectern.mjs';

/**
 * Returns the files. They are not the sealed file: there, Node reads all bodies as a comment, and the server is decoded and
 * decompressed at each start, which takes an emulated machine a second. The RAM disk is compressed anyway.
 */
export function serverFiles({ booted, server }: SealedCode, { site, bodies }: Sealed): readonly BootFile[] {
  const payload: Payload = { site, ends: endsOf(bodies) };
  return [
    { path: START, bytes: Buffer.from(booted) },
    { path: bootedFiles.server, bytes: Buffer.from(server) },
    { path: bootedFiles.payload, bytes: Buffer.from(JSON.stringify(payload)) },
    { path: bootedFiles.bodies, bytes: Buffer.concat(bodies) },
  ];
}
