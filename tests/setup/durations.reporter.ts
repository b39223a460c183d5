/** Vitest's reporter of how long each test file took, hooks and imports included, which its JSON report leaves out. */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** Milliseconds by file, from the root with `/`. */
export type Durations = Readonly<Record<string, number>>;

/** Writes them as JSON beside the JSON report, to whose name it adds. */
// biome-ignore lint/style/noDefaultExport: Vitest takes a reporter by its file's.
export default class DurationsReporter implements Reporter {
  readonly #durations: Record<string, number> = {};
  #file: string | undefined;

  onInit({ config }: Vitest): void {
    const { outputFile } = config;
    this.#file = typeof outputFile === 'string' ? outputFile : outputFile?.json;
  }

  onTestModuleEnd(module: TestModule): void {
    const { collectDuration, setupDuration, duration } = module.diagnostic();
    this.#durations[module.relativeModuleId] = Math.round(collectDuration + setupDuration + duration);
  }

  onTestRunEnd(): void {
    if (this.#file) writeFileSync(`${this.#file}.durations`, JSON.stringify(this.#durations));
  }
}
