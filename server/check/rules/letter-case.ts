/** Files whose names differ only in capitals: one of them is lost where systems do not tell these apart. */
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { CheckedDeck } from '../deck/model.ts';
import { twinFinding, twins } from '../deck/twins.ts';

export function* letterCase({ file, folder }: CheckedDeck): Iterable<Diagnostic> {
  for (const [first, second] of twins(folder.paths))
    yield { file, line: 1, column: 1, ...twinFinding(first, second) };
}
