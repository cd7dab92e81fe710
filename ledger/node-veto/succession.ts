/** What must hold between a node veto and the records before and after it: whether it could hold the act, and what that took of it (NVP-3, NVP-4). */
import { type Former, heldBefore, withoutHold } from '../../rules/node-veto/holding.ts';
import { keyOf } from '../../rules/node-veto/state.ts';
import { clockDifference, millisecond, written } from '../proposal/course/windows.ts';
import type { LastOf } from '../recount/continuation.ts';
import type { NodeVetoOnRecord } from '../parts/schema/node-veto.ts';
import type { NodeVetoRecord } from './schema.ts';

interface Stopped {
  readonly id: string;
  readonly nodeVetoes?: readonly NodeVetoOnRecord[] | undefined;
}

export function openNodeVetoes(lastOf: LastOf): {
  readonly fault: (record: NodeVetoRecord) => string | undefined;
  readonly stoppedFault: (record: Stopped) => string | undefined;
} {
  const byAct = new Map<string, (Former & { readonly endedAt: string })[]>();
  const denied = new Map<string, string[]>();
  const ended = new Map<string, NodeVetoRecord>();
  return {
    fault: (record) => {
      const wrong = holdFault(record, byAct.get(record.act) ?? [], denied);
      const { id, of, outcome, finding, hold, endedAt } = record;
      const nodes = record.nodes.map((one) => ({ ...one, members: [], agreed: false }));
      const before = byAct.get(record.act) ?? [];
      byAct.set(record.act, [
        ...before,
        { id, of: { ...of, title: '' }, nodes, outcome, finding, hold, endedAt },
      ]);
      for (const key of record.denied) denied.set(key, [...(denied.get(key) ?? []), endedAt]);
      ended.set(id, record);
      return wrong;
    },
    stoppedFault: ({ id, nodeVetoes = [] }) => {
      for (const one of nodeVetoes) {
        const found = ended.get(lastOf(one.id));
        if (found === undefined || one.outcome === null) continue;
        if (found.of.id !== id || found.outcome !== one.outcome)
          return `has the node veto ${one.id} end ${one.outcome}, but before it the log has that of ${found.of.id}, ${found.outcome} (NVP-3)`;
      }
      return undefined;
    },
  };
}

/** A clock's difference before it began something may not have been seen; what goes on from an interrupted one holds as that did. */
function holdFault(
  {
    id,
    of,
    nodes,
    hold,
    withoutHold: why,
    heldBefore: taken,
    createdAt,
    rules,
    continuationOf,
  }: NodeVetoRecord,
  before: readonly (Former & { readonly endedAt: string })[],
  denied: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const [first] = nodes;
  if (first === undefined || continuationOf !== null) return undefined;
  const { node, by } = first;
  const keys = [...new Set([keyOf(node), keyOf({ member: by })])];
  const seenBy = (at: string) => before.filter(({ endedAt }) => endedAt <= at);
  const asOf = (shift: number) => {
    const at = written(millisecond(createdAt) + shift);
    const counted = keys.map((key) => (denied.get(key) ?? []).filter((one) => one <= at));
    return withoutHold({ of, node, by, at }, seenBy(at), counted, rules.nodeVetoes);
  };
  const takenAsOf = (shift: number) => {
    const at = written(millisecond(createdAt) + shift);
    return heldBefore({ of, at }, seenBy(at), rules.nodeVetoes);
  };
  const due = asOf(0);
  if (hold !== null && due !== undefined && asOf(-clockDifference) !== undefined)
    return `is a node veto that held ${of.id}, though ${due.code} (${due.rule}) let it hold nothing`;
  if (why === null && ![-clockDifference, 0, clockDifference].map(takenAsOf).includes(taken))
    return `is a node veto, ${id}, before which ladders that nobody judged held ${of.id} for ${taken} ms, but by the log that was ${takenAsOf(0)} ms (NVP-4)`;
  return why !== null && asOf(0) === undefined && asOf(clockDifference) === undefined
    ? `is a node veto, ${id}, that held nothing of ${of.id} for ${why}, but before it the log has nothing that took the hold (NVP-4)`
    : undefined;
}
