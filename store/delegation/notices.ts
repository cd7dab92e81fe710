/** A representative is told of each delegation as it is made, and that they owe a disclosure before they carry the vote (DEL-5). */
import type { Delegation } from '../../rules/delegation/scope.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import type { Trx } from '../postgres/database.ts';
import { type Notice, tellMembers } from '../inbox/notices.ts';
import { standingDisclosure } from './standing-disclosures.ts';

/** @param state of the decision that it is for; undefined where it is for more than one: of each of those they are told as its vote opens */
export async function tellRepresentative(
  trx: Trx,
  { id, from, to, scope, until, madeAt: at }: Delegation,
  state: ProposalState | undefined,
): Promise<void> {
  const facts = { id, from, until, ...(scope.category === undefined ? {} : { category: scope.category }) };
  const about: Pick<Notice, 'decision' | 'process' | 'stage' | 'owes' | 'due'> =
    state === undefined
      ? { decision: id, process: 'delegation', stage: 'made', owes: null, due: null }
      : {
          decision: state.id,
          process: 'proposal',
          stage: state.stage,
          owes: (await hasDisclosed(trx, state, to)) ? null : 'disclosures',
          due: state.stage === 'voting' ? state.deadline : null,
        };
  await tellMembers(trx, [to], { ...about, kind: 'delegated', at, facts, occasion: `delegated ${id}` }, true);
}

/** In the decision; or for its category, which counts from the opening of its vote. */
async function hasDisclosed(
  trx: Trx,
  { id: decision, category, stage }: Pick<ProposalState, 'id' | 'category' | 'stage'>,
  member: string,
): Promise<boolean> {
  if (stage !== 'voting' && (await standingDisclosure(trx, member, category)) !== undefined) return true;
  const found = await trx
    .selectFrom('declarations')
    .select('number')
    .where('decision', '=', decision)
    .where('kind', '=', 'disclosures')
    .where('member', '=', member)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
