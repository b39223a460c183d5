/** What a program needs beside itself. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readLinking } from '../../../server/seal/image/elf.ts';
import { neededFiles } from '../../../server/seal/image/libraries.ts';
import { SealError } from '../../../server/seal/seal-error.ts';

test('what is no program of 64 bits is refused', () => {
  expect(() => neededFiles(Buffer.from('#!/bin/sh\n'), [])).toThrow(
    new SealError(
      'No image can be made of this Node: it is for a processor of 32 bits, or one that is big-endian. Build it on another machine, such as one with x64 or arm64.',
    ),
  );
});

describe.runIf(process.platform === 'linux')('of this Node', () => {
  const node = readFileSync(process.execPath);

  test('the loader and the libraries are read', () => {
    const { interpreter, needed = [] } = readLinking(node) ?? {};
    expect(interpreter).toMatch(/^\/lib.*\/ld-/);
    expect(needed.some((name) => name.startsWith('libc.'))).toBe(true);
  });

  test('a library that is nowhere is named, with where it was looked for', () => {
    const [first] = readLinking(node)?.needed ?? [];
    expect(() => neededFiles(node, ['linux-vdso.so.1', '/nowhere/libc.so.6'])).toThrow(
      new SealError(
        `The library ${first}, which this Node needs, was not found in /nowhere. Run the build with a Node from https://nodejs.org.`,
      ),
    );
  });
});
