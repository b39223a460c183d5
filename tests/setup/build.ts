/** Builds once before all tests, and tells the tests where the build is. */
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { bringUpToDate } from '../../server/launch.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absolute path of the folder with the built `client` and `server`, read by `inject('buildDirectory')`. */
    buildDirectory: string;
  }
}

/** Builds. If that fails, tests that need the build fail, and the others still run. */
export async function setup(project: TestProject): Promise<void> {
  try {
    project.provide('buildDirectory', await bringUpToDate());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    project.provide('buildDirectory', 'the build failed, see above');
  }
}
