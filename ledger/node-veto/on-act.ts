/** Node vetoes in the record of the act that they stopped: who held it, until when, and what became of that (NVP-1 to NVP-3). */
import type { Node } from '../../rules/node-veto/state.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import type { NodeVetoOnRecord } from '../parts/schema/node-veto.ts';
import { fact } from '../proposal/entries.ts';
import { type Difference, inRecord } from '../recount/difference.ts';

type Changing = { -readonly [Key in keyof NodeVetoOnRecord]: NodeVetoOnRecord[Key] };

/** As the timeline of the act tells it. */
export function nodeVetoesIn(timeline: readonly TimelineEntry[]): {
  nodeVetoes?: NodeVetoOnRecord[];
} {
  const all: Changing[] = [];
  for (const { kind, at, facts } of timeline) {
    const one = all.find(({ id }) => id === facts.id);
    if (kind === 'node-vetoed')
      all.push({
        id: fact(facts.id),
        by: fact(facts.by),
        node: fact<Node>(facts.node),
        at,
        hold: facts.holds === true ? { ends: fact(facts.holdEnds), until: null } : null,
        outcome: null,
        endedAt: null,
      });
    if (one === undefined || (kind !== 'hold-ended' && kind !== 'node-veto-ended')) continue;
    if (one.hold !== null) one.hold = { ...one.hold, until: one.hold.until ?? at };
    if (kind === 'hold-ended') continue;
    one.outcome = fact(facts.outcome);
    one.endedAt = at;
  }
  return all.length === 0 ? {} : { nodeVetoes: all };
}

interface Stopped {
  readonly outcome: string | null;
  readonly endedAt: string;
  readonly nodeVetoes?: readonly NodeVetoOnRecord[] | undefined;
}

/** Nothing is executed while a node veto holds it, and one matter has one ladder at a time (NVP-2, NVP-4). */
export function* heldDifferences({ outcome, endedAt, nodeVetoes = [] }: Stopped): Generator<Difference> {
  for (const [place, { hold, at, ...one }] of nodeVetoes.entries()) {
    const pointer = `/nodeVetoes/${place}`;
    const before = nodeVetoes[place - 1];
    if (before !== undefined && (before.endedAt === null || before.endedAt > at))
      yield inRecord(
        `${pointer}/at`,
        `is ${at}, while ${before.id} was open: one matter has one ladder (NVP-4)`,
      );
    if (outcome !== 'executed' || hold === null) continue;
    if (
      hold.until === null ||
      hold.until > endedAt ||
      (one.outcome === 'vetoed' && hold.until === one.endedAt)
    )
      yield inRecord('/outcome', `is executed, though ${one.id} held it (NVP-2)`);
  }
}
