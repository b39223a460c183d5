/** A machine that booted the image answers like the server. */
import type { Subject } from '../contract/subjects.ts';
import { testContract } from '../contract/suite.ts';
import { builtImage } from './image.ts';
import { boot } from './machine/boot.ts';

const bootedImage: Subject = {
  name: 'the image that boots',
  kind: 'server',
  decks: 'decks',
  async start() {
    const machine = await boot({ how: 'kernel', ...(await builtImage()) });
    await machine.answers();
    return { address: machine.addresses[0], stop: machine.stop };
  },
};

testContract([bootedImage]);
