/** What must hold between a repair plan and the records before it: what harm is repaired out of has ended so (MND-1). */
import { type RepairableKind, repairable } from '../../rules/repair/state.ts';
import type { RepairRecord } from './schema.ts';

interface Ended {
  readonly id: string;
  readonly kind: 'conflict' | 'proposal';
  readonly outcome: string;
}

export function openRepairs(): {
  readonly noteEnding: (record: Ended) => void;
  readonly fault: (record: RepairRecord) => string | undefined;
} {
  const ended = new Map<string, Ended>();
  return {
    noteEnding: ({ id, kind, outcome }) => void ended.set(id, { id, kind, outcome }),
    fault: ({ from }) => {
      // Restorative work goes on beside the plan that it came to, and may end after it (RST-4).
      if (from.kind === 'restorative') return undefined;
      const source = ended.get(from.id);
      const outcomes: readonly string[] = repairable[from.kind as RepairableKind];
      return source?.kind === from.kind && outcomes.includes(source.outcome)
        ? undefined
        : `repairs ${from.id}, but before it the log has no ${from.kind} of that id that ended ${outcomes.join(' or ')} (MND-1)`;
    },
  };
}
