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

/** Sources that cannot be built fail the tests that need the build, and leave the others to say what they can. */
export async function setup(project: TestProject): Promise<void> {
  try {
    project.provide('buildDirectory', await bringUpToDate());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    project.provide('buildDirectory', 'the build failed, see above');
  }
}
