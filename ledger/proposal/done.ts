/** Whether what a decision is said to have done is what its text in force says: of families, and of what is allocated (EXE-1, MEM-7, ALC-2). */
import type { Action, Content } from '../../rules/model.ts';
import { fingerprintOf } from '../acts/jwk.ts';
import { isObject, type JsonObject } from '../bytes/json.ts';
import type { PackedProposal } from '../parts/packed.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';
import { compared, type Difference } from '../recount/difference.ts';

/** How what is done by itself differs from the action; of calls, tasks, offices and the charter other rules tell. */
export function* doneDifferences(
  { outcome, version: last }: Pick<ProposalRecord, 'outcome' | 'version'>,
  { versions, timeline }: Pick<PackedProposal, 'versions' | 'timeline'>,
): Generator<Difference> {
  if (outcome !== 'executed') return;
  const { action = null } = (versions.find(({ version }) => version === last)?.content ??
    {}) as Partial<Content>;
  const place = timeline.findIndex(({ kind }) => kind === 'ended');
  const { action: told, result } = timeline[place]?.facts ?? {};
  if (action === null) return;
  const done = isObject(result) ? result : {};
  const due = dueOf(action, done);
  if (due === undefined) return;
  const pointer = `/timeline/${place}/facts`;
  yield* compared(`${pointer}/action`, told, action.type, 'evidence');
  yield* compared(
    `${pointer}/result`,
    { ...done, ...(due.seen ?? {}) },
    { ...done, ...due.says },
    'evidence',
  );
}

/** What the result of an action says of it; where it can say the same in several ways, `seen` is what it comes to. */
function dueOf(
  action: Action,
  done: JsonObject,
): { readonly says: JsonObject; readonly seen?: JsonObject } | undefined {
  switch (action.type) {
    case 'family.admit':
      return { says: { changes: [moved(action.member, null, action.family)] } };
    case 'family.release':
      return { says: { changes: [moved(action.member, action.family, null)] } };
    case 'family.dissolve': {
      const { family, shares } = action;
      // Who was left in it, the text does not say.
      const left = listIn(done, 'changes').map(({ member }) => moved(member, family, null));
      return {
        says: { family, changes: left, shares: sums(shares) },
        seen: { shares: sums(listIn(done, 'shares')) },
      };
    }
    case 'allocation.grant': {
      const { resource, amount, to, until = null } = action;
      return { says: { resource, amount, to, until } };
    }
    case 'resource.define':
      return { says: { resource: action.id, unit: action.unit, total: action.total } };
    case 'sensor.register': {
      const { id: sensor, key, place, owner, purpose, persons = [], because = null } = action.sensor;
      return { says: { sensor, key: fingerprintOf(key), place, owner, purpose, persons, because } };
    }
    case 'sensor.remove':
      return { says: { sensor: action.sensor } };
    default:
      return undefined;
  }
}

const moved = (member: unknown, before: string | null, after: string | null): JsonObject => ({
  member,
  family: { before, after },
});

const listIn = (result: JsonObject, key: string): readonly JsonObject[] => {
  const list = result[key];
  return Array.isArray(list) ? list.filter(isObject) : [];
};

/** How much of what each gets: one share may come in several allocations, which end apart. */
function sums(
  shares: readonly { readonly resource?: unknown; readonly to?: unknown; readonly amount?: unknown }[],
): JsonObject {
  const by = new Map<string, bigint>();
  for (const { resource, to, amount } of shares) {
    const key = JSON.stringify([resource, to]);
    by.set(key, (by.get(key) ?? 0n) + (Number.isSafeInteger(amount) ? BigInt(Number(amount)) : 0n));
  }
  return Object.fromEntries([...by].map(([key, sum]) => [key, String(sum)]));
}
