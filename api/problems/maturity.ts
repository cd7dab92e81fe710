/** Who is refused because they are too young to decide is told so: their age, and the maturity that it takes (MEM-1). */
import { charterCopy } from '../../charter/copy.ts';
import { immaturity } from '../../rules/polls/electorate.ts';
import type { Member } from '../../rules/model.ts';
import { charterInForce } from '../../store/council/charters.ts';
import { memberById } from '../../store/council/members.ts';
import { isProblemError, type Problem, withFacts } from './problem.ts';
import type { Services } from '../service/services.ts';

/**
 * The error that is answered in place of another: a refusal of who is no elector, or not of the council, with `age` and `maturity` among its
 * facts where they are not mature now, as the charter in force says. Any other error as it is.
 */
export async function withMaturity(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  caller: Pick<Member, 'id'>,
  error: unknown,
): Promise<unknown> {
  const refused = isProblemError(error) ? refusedMember(error.problem, caller) : undefined;
  if (!isProblemError(error) || refused === undefined) return error;
  const [member, charter] = [await memberById(db, refused), await charterInForce(db)];
  if (member === undefined || charter === undefined) return error;
  const lacks = immaturity(member, charterCopy(charter, 1).charter, await clock(db));
  return lacks === undefined ? error : withFacts(error, { ...lacks });
}

/** Who was refused for being no elector or not of the council; undefined where it was for anything else. */
function refusedMember({ code, facts }: Problem, caller: Pick<Member, 'id'>): string | undefined {
  const allowed = [facts['allowed']].flat();
  if (code === 'not-permitted' && (allowed.includes('council') || allowed.includes('electors')))
    return caller.id;
  return code === 'not-an-elector' && typeof facts['member'] === 'string' ? facts['member'] : undefined;
}
