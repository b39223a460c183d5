/** What an author may write of this feature, beside what becomes of it. */
import { testPairs } from '../../pairs.ts';

testPairs(import.meta.dirname);
