/** Every form of a site answers like the server, but for the image that boots, which `npm test -- --boot` asks. */
import { subjects } from './subjects.ts';
import { testContract } from './suite.ts';

testContract(subjects);
