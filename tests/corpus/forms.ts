/** The forms in which the corpus is looked at: as the server has it, and from the one file that runs alone. */
import { fileURLToPath } from 'node:url';
import { loadSite } from '../../server/site/load.ts';
import { createCache } from '../setup/cache.ts';
import type { TestFolder } from '../setup/folder.ts';
import { build, startServer } from '../setup/sealed.ts';
import { CORPUS } from './original.ts';

/** A site that answers. */
export interface Answering {
  /** The page at a path such as `/oscon13/`; undefined where there is none. */
  page(path: string): Promise<string | undefined>;
  /** Whether there is something at a path, still encoded. */
  has(path: string): Promise<boolean>;
  close(): Promise<void>;
}

/** A form of the site. */
export interface Form {
  readonly name: string;
  open(folder: TestFolder, buildDirectory: string): Promise<Answering>;
}

const corpus = fileURLToPath(CORPUS);
const siteFile = fileURLToPath(new URL('site.yml', import.meta.url));

const served: Form = {
  name: 'served',
  async open(_folder, buildDirectory) {
    const cache = createCache(buildDirectory);
    const site = await loadSite({ path: corpus, siteFile, buildDirectory, cacheDirectory: cache.path });
    return {
      async page(path) {
        const resource = site.resources.get(path);
        if (resource?.status !== 200 || !('bytes' in resource.body)) return undefined;
        return Buffer.from(resource.body.bytes).toString();
      },
      has: async (path) => site.resources.has(decodeURIComponent(path)),
      close: async () => cache.remove(),
    };
  },
};

const sealed: Form = {
  name: 'from one file, in an empty folder',
  async open(folder) {
    folder.write({ 'empty/': '' });
    const { file } = await build(corpus, folder.at('sealed'), '--site', siteFile);
    const server = await startServer([file], folder.at('empty'));
    const get = (path: string) => fetch(new URL(path, server.address));
    return {
      async page(path) {
        const response = await get(path);
        return response.status === 200 ? response.text() : undefined;
      },
      has: async (path) => (await get(path)).status === 200,
      close: () => server.stop(),
    };
  },
};

/** All forms. */
export const forms: readonly Form[] = [served, sealed];
