/** The rules of the format that belong to no single feature: each deck in `specs/` beside the slides that it must become. */
import { join } from 'node:path';
import { testPairs } from './pairs.ts';

testPairs(join(import.meta.dirname, 'specs'));
