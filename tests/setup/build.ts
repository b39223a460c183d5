/** Brings the build up to date once before any test, and tells the tests where it is. */
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { bringUpToDate } from '../../server/launch.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absolute path of the folder with the built `client` and `server`; `inject('buildDirectory')` reads it. */
    buildDirectory: string;
  }
}

export async function setup(project: TestProject): Promise<void> {
  project.provide('buildDirectory', await bringUpToDate());
}
