/** Builds once before all tests, and tells the tests where the build is. */
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { bringUpToDate } from '../../server/launch.mjs';
import { keepFonts } from './cache.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absolute path of the folder with the built `client` and `server`, read by `inject('buildDirectory')`. */
    buildDirectory: string;
  }
}

/**
 * Sources that cannot be built fail the tests that need the build, and leave the others to say what they can. Answers what is
 * done behind all tests.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    const directory = await bringUpToDate();
    project.provide('buildDirectory', directory);
    return keepFonts(directory);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    project.provide('buildDirectory', 'the build failed, see above');
    return undefined;
  }
}
