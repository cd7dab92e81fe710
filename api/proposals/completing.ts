/** The action of a text as the rules read it, with what a family's may leave out: the family, and whose consent is asked for (MEM-7, TIE-2). */
import type { Charter } from '../../charter/types.ts';
import { isMature } from '../../rules/polls/electorate.ts';
import type { Action, Member } from '../../rules/model.ts';
import { refuse } from '../../rules/refusal.ts';
import { presentParents } from '../../store/families/families.ts';
import { memberById } from '../../store/council/members.ts';
import type { Db } from '../../store/postgres/database.ts';
import { carriedCharter, currentCharter } from '../charter/of-decision.ts';
import { refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';
import type { SentAction } from './actions.ts';
import { visibleProposal } from './view.ts';

/** Whose text it is: the family that decides, the rules by which one is mature, and when (ISO 8601, UTC). */
interface Completing {
  readonly family: string | null;
  readonly charter: Pick<Charter, 'maturity'>;
  readonly at: string;
}

/** That of a new text of a proposal: by the family that decides it, and the rules that it is decided under (CHA-1). Undefined where there is none. */
export async function completedIn({
  services,
  caller,
  params,
  body,
}: {
  readonly services: Services;
  readonly caller: Member;
  readonly params: { readonly id: string };
  readonly body: { readonly action?: SentAction | undefined };
}): Promise<Action | undefined> {
  if (body.action === undefined) return undefined;
  const { state } = await visibleProposal(services, caller, params.id);
  const { charter } = await (state.submittedAt === null
    ? currentCharter(services)
    : carriedCharter(services, state.charter.version));
  const at = await services.clock(services.db);
  return completed(services.db, body.action, { family: state.family ?? caller.family, charter, at });
}

/** @throws the problem `family-matter` where it is of no family that can be told */
export async function completed(db: Db, sent: SentAction, completing: Completing): Promise<Action> {
  switch (sent.type) {
    case 'family.release':
    case 'family.dissolve':
      return { ...sent, family: familyFor(sent, completing) };
    case 'family.admit': {
      const family = familyFor(sent, completing);
      const parents = sent.parents ?? (await consentingFor(db, sent.member, completing));
      return { ...sent, family, ...(parents.length === 0 ? {} : { parents }) };
    }
    default:
      return sent;
  }
}

function familyFor(
  { family: named }: { readonly family?: string | undefined },
  { family }: Completing,
): string {
  const found = named ?? family;
  if (found === null) throw refusalError(refuse('family-matter', 'TIE-2', { family: null, outside: [] }));
  return found;
}

/** Nobody but the joiner themselves, where they are of family maturity or no parent is known. */
async function consentingFor(db: Db, id: string, { charter, at }: Completing): Promise<readonly string[]> {
  const member = await memberById(db, id);
  if (member === undefined || isMature(member, 'family', charter, at)) return [];
  return presentParents(db, id);
}
