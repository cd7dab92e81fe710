/** Who a member is to a proposal: what the permissions ask of them (AUT-1). */
import { charterCopy } from '../../charter/copy.ts';
import type { Charter } from '../../charter/types.ts';
import { namedBy } from '../../rules/proposal/category-requests.ts';
import { isMature } from '../../rules/polls/electorate.ts';
import type { Member } from '../../rules/model.ts';
import type { Actor } from '../../rules/proposal/permission.ts';
import { concernsFamily, isAffected, membersNamed } from '../../rules/proposal/vetoes/vetoes.ts';
import { charterInForce } from './charters.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { electoratesOf } from '../ballots/electors.ts';
import { familiesOf } from './members.ts';
import type { Proposal } from '../processes/proposals.ts';

/**
 * @param electorates those that the member belongs to
 * @param families of those whom the text names
 * @param at ISO 8601, UTC; who is of the council at this instant can call a mandated proposal back (MAN-2)
 */
export function actorOf(
  { id, status, roles, family, ...member }: Member,
  { state, content }: Proposal,
  electorates: ReadonlySet<string>,
  {
    families,
    charter,
    at,
  }: {
    readonly families: ReadonlyMap<string, string | null>;
    readonly charter: Pick<Charter, 'maturity'> | null;
    readonly at: string;
  },
): Actor {
  return {
    id,
    status,
    elector: electorates.has(state.id),
    operator: roles.includes('operator'),
    roles,
    family,
    affected: isAffected(content, { id, family }),
    ofConcerned: concernsFamily(content, family, families),
    named: namedBy(content).includes(id),
    council: charter !== null && isMature(member, 'council', charter, at),
  };
}

/** The families of those whom proposals name, as far as the member may object in them that they are a family's alone (TIE-2). */
export async function familiesNamed(
  db: Db | Trx,
  { family }: Pick<Member, 'family'>,
  proposals: readonly Proposal[],
): Promise<ReadonlyMap<string, string | null>> {
  const open = family === null ? [] : proposals.filter(({ state }) => state.objectingUntil !== null);
  const named = open.flatMap(({ content }) => membersNamed(content));
  return named.length === 0 ? new Map() : familiesOf(db, named);
}

/** The same for one proposal, with what it takes read from the database. */
export async function actorIn(db: Db | Trx, member: Member, proposal: Proposal, at: string): Promise<Actor> {
  const { id, mandate } = proposal.state;
  const inForce = mandate === null ? undefined : await charterInForce(db);
  return actorOf(member, proposal, await electoratesOf(db, member.id, [id]), {
    families: await familiesNamed(db, member, [proposal]),
    charter: inForce === undefined ? null : charterCopy(inForce, 1).charter,
    at,
  });
}
