/** Making and revoking a delegation: each in one transaction, under a lock that serialises what it checks (DEL-1 to DEL-3). */
import { sql } from 'kysely';
import { charterCopy } from '../../charter/copy.ts';
import type { Charter } from '../../charter/types.ts';
import type { Delegation, Scope } from '../../rules/delegation/scope.ts';
import {
  delegationFault,
  type DecisionStage,
  loadWith,
  type MakingFacts,
  revocationFault,
} from '../../rules/delegation/making.ts';
import type { Member } from '../../rules/model.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { charterInForce, charterVersion } from '../council/charters.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { tellRepresentative } from './notices.ts';
import { delegationById, delegationColumns, delegationOf, turnToDelegate } from './delegations.ts';
import { councilBody, electorateSize } from '../ballots/electorates.ts';
import { electoratesOf } from '../ballots/electors.ts';
import { memberById } from '../council/members.ts';
import { pollsOf } from '../ballots/polls.ts';
import { proposalById } from '../processes/proposals.ts';
import { inTurn } from '../postgres/turn.ts';

/** What a member asks for; its id makes a repeated request find what the first one made. */
export type NewDelegation = Pick<Delegation, 'id' | 'to' | 'scope' | 'until'>;

export type Delegated = { readonly delegation: Delegation } | { readonly refusal: Refusal };

/**
 * Makes a delegation, or says why not. One for a single decision is judged by that decision's copy of the charter (CHA-1), another by the
 * charter in force.
 * @param pace how many times shorter the service lets every relative window run
 */
export async function makeDelegation(
  db: Db,
  clock: Clock,
  maker: Member,
  made: NewDelegation,
  pace: number,
): Promise<Delegated> {
  const { proposal = null, category = null } = made.scope;
  return inTurn(db, turnToDelegate(proposal), async (trx) => {
    const known = await delegationById(trx, made.id);
    if (known !== undefined) return { delegation: known };
    const at = await clock(trx);
    const state = await stateOf(trx, proposal);
    const charter = await charterFor(trx, state, pace);
    const facts = await makingFacts(trx, maker, made, { state, charter, at });
    const refusal = delegationFault(made, facts, charter, at);
    if (refusal !== undefined) return { refusal };
    const row = await trx
      .insertInto('delegations')
      .values((eb) => ({
        id: made.id,
        from_member: maker.id,
        to_member: made.to,
        proposal,
        category,
        made_at: at,
        until: made.until,
        revoked_at: null,
        sequence: eb
          .selectFrom('delegations')
          .select(sql<number>`coalesce(max(sequence), 0) + 1`.as('next'))
          .$asScalar()
          .$notNull(),
      }))
      .returning(delegationColumns)
      .executeTakeFirstOrThrow();
    const delegation = delegationOf(row);
    await tellRepresentative(trx, delegation, state);
    return { delegation };
  });
}

/** Revokes a delegation, or says why not; undefined where there is none. */
export async function revokeDelegation(
  db: Db,
  clock: Clock,
  by: Member,
  id: string,
): Promise<Delegated | undefined> {
  const made = await delegationById(db, id);
  if (made === undefined) return undefined;
  const { proposal = null } = made.scope;
  return inTurn(db, turnToDelegate(proposal), async (trx) => {
    const found = await delegationById(trx, id);
    if (found === undefined) return undefined;
    const at = await clock(trx);
    const state = await stateOf(trx, proposal);
    const decision = state === undefined ? null : await stageOf(trx, state);
    const refusal = revocationFault(found, by, decision, at);
    if (refusal !== undefined) return { refusal };
    await trx.updateTable('delegations').set({ revoked_at: at }).where('id', '=', id).execute();
    return { delegation: { ...found, revokedAt: at } };
  });
}

async function stateOf(trx: Trx, proposal: string | null): Promise<ProposalState | undefined> {
  if (proposal === null) return undefined;
  const found = await proposalById(trx, proposal);
  if (found === undefined) throw new Error(`no proposal ${proposal}`);
  return found.state;
}

async function charterFor(trx: Trx, state: ProposalState | undefined, pace: number): Promise<Charter> {
  const kept =
    state === undefined ? await charterInForce(trx) : await charterVersion(trx, state.charter.version);
  if (kept === undefined) throw new Error('there is no charter to delegate under');
  return charterCopy(kept, state?.charter.pace ?? pace).charter;
}

/** The poll knows its close better than the row that readers see: an extension, or an early close, shows there a moment later. */
async function stageOf(trx: Trx, { id, stage, deadline }: ProposalState): Promise<DecisionStage> {
  const poll = stage === 'voting' ? (await pollsOf(trx, id, 'votes')).at(-1) : undefined;
  return { stage, deadline: poll?.closedAt ?? poll?.closes ?? deadline };
}

interface Ground {
  readonly state: ProposalState | undefined;
  readonly charter: Charter;
  readonly at: string;
}

async function makingFacts(
  trx: Trx,
  maker: Member,
  made: NewDelegation,
  { state, charter, at }: Ground,
): Promise<MakingFacts> {
  const representative = await memberById(trx, made.to);
  const chains = charter.delegation?.chains ?? false;
  const load = loadWith({ from: maker.id, to: made.to }, await standing(trx, made.scope, at), { chains });
  const madeSince = await countMade(trx, maker.id, new Date(Date.parse(at) - charter.wake).toISOString());
  const known = { maker, representative, load, made: madeSince };
  if (state === undefined) {
    const electorate = await electorateSize(trx, councilBody, charter, at);
    return { ...known, decision: null, electorate };
  }
  const decision = {
    ...(await stageOf(trx, state)),
    electors: {
      maker: await isElector(trx, state.id, maker.id),
      representative: await isElector(trx, state.id, made.to),
    },
  };
  return { ...known, decision, electorate: state.electorate?.size ?? 0 };
}

/** How many delegations a member has made after an instant. */
async function countMade(trx: Trx, member: string, since: string): Promise<number> {
  const { made } = await trx
    .selectFrom('delegations')
    .select((eb) => eb.fn.countAll<number>().as('made'))
    .where('from_member', '=', member)
    .where('made_at', '>', since)
    .executeTakeFirstOrThrow();
  return made;
}

async function isElector(trx: Trx, electorate: string, member: string): Promise<boolean> {
  return (await electoratesOf(trx, member, [electorate])).has(electorate);
}

/** Of each member the latest delegation of exactly this scope that is in force, between members who have not departed. */
async function standing(trx: Trx, scope: Scope, at: string): Promise<Pick<Delegation, 'from' | 'to'>[]> {
  const { rows } = await sql<{ from: string; to: string }>`
    select distinct on (d.from_member) d.from_member as "from", d.to_member as "to"
    from delegations d
    join members f on f.id = d.from_member and f.status <> 'departed'
    join members t on t.id = d.to_member and t.status <> 'departed'
    where d.proposal is not distinct from ${scope.proposal ?? null}::uuid
      and d.category is not distinct from ${scope.category ?? null}::text
      and d.until > ${at}::timestamptz and d.revoked_at is null
    order by d.from_member, d.sequence desc`.execute(trx);
  return rows;
}
