/** What electors said of endorsing a submission, and whether one can say so now (PRO-2). */
import { endorsementFault, type EndorsementWord } from '../../rules/proposal/endorsement.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import type { Refusal } from '../../rules/refusal.ts';
import type { Trx } from '../postgres/database.ts';

type Facts = Readonly<Record<string, unknown>>;

const isWithdrawn = (facts: Facts): boolean => facts.withdraw === true;

export async function endorsementWords(trx: Trx, decision: string): Promise<EndorsementWord[]> {
  const rows = await trx
    .selectFrom('declarations')
    .select(['member', 'facts', 'at'])
    .where('decision', '=', decision)
    .where('kind', '=', 'endorsements')
    .execute();
  return rows.map(({ member, facts, at }) => ({ member, withdrawn: isWithdrawn(facts as Facts), at }));
}

/** Why a member's word is taken no more, or changes nothing. */
export async function unendorsable(
  trx: Trx,
  { id, endorsement }: Pick<ProposalState, 'id' | 'endorsement'>,
  member: string,
  facts: Facts,
): Promise<Refusal | undefined> {
  const words = await endorsementWords(trx, id);
  return endorsementFault(words, { member, withdrawn: isWithdrawn(facts) }, endorsement);
}
