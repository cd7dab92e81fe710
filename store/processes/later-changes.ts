/** What decisions have changed since an action failed: where that is the same, it is not run again (EXE-2). */
import { sql } from 'kysely';
import { conflictWith, touched } from '../../charter/change/touched.ts';
import { changesTheFamily, changesTheSame, type PartsChanged } from '../../rules/actions/later-changes.ts';
import { isFamilyAction } from '../../rules/council/families.ts';
import { isMemberAction } from '../../rules/council/members.ts';
import type { Action } from '../../rules/model.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import type { Turn } from './actions.ts';
import { charterVersion } from '../council/charters.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { proposalById } from './proposals.ts';

/** Since when, and which decisions' changes are its own. */
interface Since {
  readonly at: string;
  readonly key: string;
  readonly by: string;
}

/**
 * Refuses to run again what a decision that was executed after the failure has changed: the same role, status, mandate, allocation,
 * resource or path of the charter. Facts: `by`, the decision that did, and `at`.
 */
export async function laterChangeFault(
  db: Db | Trx,
  { first, by, turn }: Turn,
  action: Action,
): Promise<Refusal | undefined> {
  if (turn === 0) return undefined;
  const at = await endOf(db, first);
  const found = at === undefined ? undefined : await laterChange(db, action, { at, key: first, by });
  return found && refuse('changed-since', 'EXE-2', { ...found });
}

async function endOf(db: Db | Trx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ at: string }>`
    select ended_at as at from proposals where id = ${id} and ended_at is not null
    union all
    select (state ->> 'endedAt')::timestamptz from processes where id = ${id} and state ->> 'endedAt' is not null`.execute(
    db,
  );
  return rows[0]?.at;
}

interface Later {
  readonly by: string;
  readonly at: string;
}

async function laterChange(db: Db | Trx, action: Action, since: Since): Promise<Later | undefined> {
  if (isMemberAction(action))
    return (await changesOfMembers(db, since)).find(({ change }) => changesTheSame(action, change));
  if (isFamilyAction(action))
    return (await changesOfMembers(db, since)).find(({ change }) => changesTheFamily(action, change));
  switch (action.type) {
    case 'allocation.grant':
      return grantedSince(db, action, since);
    case 'resource.define':
      return definedSince(db, action.id, since);
    case 'sensor.register':
      return sensedSince(db, action.sensor.id, since);
    case 'sensor.remove':
      return sensedSince(db, action.sensor, since);
    case 'mandate.grant':
      return mandatedSince(db, action.category, since);
    case 'charter.amend':
      return amendedSince(db, action.patch, since);
    default:
      return undefined;
  }
}

/** What decisions changed of members since, the oldest first: members are seldom changed, so these are few. */
async function changesOfMembers(
  db: Db | Trx,
  { at: since, key, by: own }: Since,
): Promise<(Later & { readonly change: PartsChanged })[]> {
  const rows = await db
    .selectFrom('member_changes')
    .select(['member', 'at', 'change'])
    .where('at', '>=', since)
    .where(sql<boolean>`change ? 'decision'`)
    .orderBy('number')
    .execute();
  return rows.flatMap(({ member, at, change: kept }) => {
    const { decision, ...parts } = kept as Omit<PartsChanged, 'member'> & { readonly decision: string };
    return decision === key || decision === own ? [] : { by: decision, at, change: { ...parts, member } };
  });
}

async function grantedSince(
  db: Db | Trx,
  { resource, to }: Extract<Action, { type: 'allocation.grant' }>,
  { at, key, by }: Since,
): Promise<Later | undefined> {
  return db
    .selectFrom('allocations')
    .select((eb) => [eb.ref('decision').$notNull().as('by'), 'starts as at'])
    .where('resource', '=', resource)
    .where((eb) => (typeof to === 'string' ? eb('to_member', '=', to) : eb('to_family', '=', to.family)))
    .where('starts', '>=', at)
    .where('decision', 'not in', [key, by])
    .orderBy('starts')
    .limit(1)
    .executeTakeFirst();
}

async function definedSince(
  db: Db | Trx,
  resource: string,
  { at, key, by }: Since,
): Promise<Later | undefined> {
  const { rows } = await sql<Later>`
    select decision as by, at from resource_definitions
    where resource = ${resource} and at >= ${at} and decision not in (${key}, ${by}) order by number limit 1`.execute(
    db,
  );
  return rows[0];
}

/** A sensor that was registered since; one that was removed is refused by what there is. */
async function sensedSince(db: Db | Trx, sensor: string, { at, key, by }: Since): Promise<Later | undefined> {
  return db
    .selectFrom('sensors')
    .select(['decision as by', 'registered_at as at'])
    .where('id', '=', sensor)
    .where('registered_at', '>=', at)
    .where('decision', 'not in', [key, by])
    .executeTakeFirst();
}

async function mandatedSince(
  db: Db | Trx,
  category: string,
  { at, key, by }: Since,
): Promise<Later | undefined> {
  const { rows } = await sql<Later>`
    select by, at from (
      select decision as by, granted_at as at from mandates where category = ${category}
      union all
      select ended_by, ended_at from mandates where category = ${category} and ended_by is not null
    ) changed
    where at >= ${at} and by not in (${key}, ${by}) order by at limit 1`.execute(db);
  return rows[0];
}

/** A version that came into force since, and differs where the amendment builds on the one that its electors read. */
async function amendedSince(
  db: Db | Trx,
  patch: readonly unknown[],
  { at, key, by }: Since,
): Promise<Later | undefined> {
  const copy = (await proposalById(db, key))?.state.charter;
  const carried = copy === undefined ? undefined : await charterVersion(db, copy.version);
  if (carried === undefined) throw new Error(`${key} carries no charter`);
  const kept = touched(carried.document, patch);
  const versions = await db
    .selectFrom('charters')
    .select(['decision', 'document', 'in_force_at as at'])
    .where('in_force_at', '>=', at)
    .orderBy('version')
    .execute();
  for (const { decision, document, at: since } of versions)
    if (decision !== null && decision !== by && conflictWith(document, kept) !== undefined)
      return { by: decision, at: since };
  return undefined;
}
