/** A proposal as its readers see it: who may, and what they may do now (AUT-2, AUT-1). */
import { charterCopy } from '../../charter/copy.ts';
import type { Charter } from '../../charter/types.ts';
import type { ShownAmendment } from '../../charter/change/amending.ts';
import type { Content, Member } from '../../rules/model.ts';
import { missingParts } from '../../rules/submission/requirements.ts';
import { optionsOf } from '../../rules/proposal/options.ts';
import { type Act, actsAllowed, mayAct } from '../../rules/proposal/permissions.ts';
import type { Actor } from '../../rules/proposal/permission.ts';
import { maySee } from '../../rules/proposal/state.ts';
import type { VetoWords } from '../../rules/proposal/vetoes/words.ts';
import { actorIn, actorOf, familiesNamed } from '../../store/council/actors.ts';
import { charterInForce } from '../../store/council/charters.ts';
import { besideProposals } from '../../store/processes/beside-proposals.ts';
import { type Proposal, proposalById } from '../../store/processes/proposals.ts';
import type { JudgedPoll } from '../../store/ballots/took-part.ts';
import { tookPartShown } from '../polls/took-part.ts';
import { vetoWordsOf } from '../../store/processes/veto-words.ts';
import { amendmentsOf } from '../charter/amendments.ts';
import { problemError, refusalError, unavailable } from '../problems/problem.ts';
import type { ReadonlyDeep } from '../http/route.ts';
import type { ProposalAnswer } from './schemas.ts';
import type { Services } from '../service/services.ts';
import { isOpening } from '../service/temporal.ts';

type Sources = Pick<Services, 'db' | 'clock'>;
type Asked = Pick<Services, 'db' | 'clock' | 'temporal'>;

/**
 * The proposal, if the member may see it: a draft is its author's alone (PRO-1).
 * @throws a problem `not-found`, or `unavailable` while it opens
 */
export async function visibleProposal(asked: Asked, reader: Member, id: string): Promise<Proposal> {
  const { db, clock } = asked;
  const proposal = await proposalById(db, id);
  if (proposal === undefined && (await isOpening(asked, id, await clock(db))))
    throw unavailable('the decision', 1, 'is opening', { decision: id, stage: 'opening' });
  if (proposal === undefined || !maySee(proposal.state, reader.id)) throw problemError('not-found');
  return proposal;
}

/** Throws the refusal's problem where the member may not do this now; answers who they are to the proposal. */
export async function mustBeAllowed(
  { db, clock }: Sources,
  act: Act,
  proposal: Proposal,
  caller: Member,
): Promise<Actor> {
  const at = await clock(db);
  const actor = await actorIn(db, caller, proposal, at);
  const refusal = mayAct(act, proposal.state, actor, at);
  if (refusal !== undefined) throw refusalError(refusal);
  return actor;
}

/** Proposals as a member sees them, in their order; one question to the database for all. */
export async function viewProposals(
  { db, clock }: Sources,
  reader: Member,
  proposals: readonly Proposal[],
): Promise<ReadonlyDeep<ProposalAnswer>[]> {
  const fixed = proposals.filter(({ state }) => state.electorate !== null).map(({ state }) => state.id);
  const authors = [...new Set(proposals.flatMap(({ state }) => state.author ?? []))];
  const { electorates, stewards, judged } = await besideProposals(db, reader.id, {
    decisions: fixed,
    authors,
  });
  const at = await clock(db);
  const mandated = proposals.some(({ state }) => state.mandate !== null && state.outcome === null);
  // Whoever calls a mandated proposal back is of the council as the charter in force says (MAN-2).
  const drafted = proposals.some(({ state }) => state.stage === 'draft');
  const kept = mandated || drafted ? await charterInForce(db) : undefined;
  const inForce = kept === undefined ? null : charterCopy(kept, 1).charter;
  const charter = mandated ? inForce : null;
  const amendments = await amendmentsOf(db, proposals);
  const families = await familiesNamed(db, reader, proposals);
  const words = await vetoWordsOf(
    db,
    proposals.filter(({ state }) => state.vetoes.length > 0).map(({ state }) => state.id),
  );
  return proposals.map((proposal) =>
    answerOf(
      proposal,
      actsAllowed(proposal.state, actorOf(reader, proposal, electorates, { families, charter, at }), at),
      {
        steward: stewards[proposal.state.author ?? ''] ?? null,
        amendment: amendments.get(proposal.state.id) ?? null,
        vetoes: vetoesShown(proposal.state, words.get(proposal.state.id)),
        lastPoll: lastPollShown(judged.get(proposal.state.id)),
        missing: missingIn(proposal, inForce),
      },
    ),
  );
}

/** What a draft lacks under the charter in force: the parts of PRO-2, or its category itself, where there is none such any more. */
function missingIn({ state, content }: Proposal, charter: Charter | null): string[] | null {
  if (state.stage !== 'draft' || charter === null) return null;
  const { categories } = charter;
  const category = Object.hasOwn(categories, state.category) ? categories[state.category] : undefined;
  return category === undefined ? ['category'] : missingParts(content, charter, category);
}

/** One proposal as a member sees it now. */
export async function viewProposal(
  sources: Asked,
  reader: Member,
  id: string,
): Promise<ReadonlyDeep<ProposalAnswer>> {
  const [view] = await viewProposals(sources, reader, [await visibleProposal(sources, reader, id)]);
  if (view === undefined) throw problemError('not-found');
  return view;
}

function answerOf(
  { state, content }: Proposal,
  can: readonly Act[],
  {
    steward,
    amendment,
    vetoes,
    lastPoll,
    missing,
  }: {
    readonly steward: string | null;
    readonly amendment: ShownAmendment | null;
    readonly vetoes: ReadonlyDeep<ProposalAnswer['vetoes']>;
    readonly lastPoll: ReadonlyDeep<ProposalAnswer['lastPoll']>;
    readonly missing: ProposalAnswer['missing'];
  },
): ReadonlyDeep<ProposalAnswer> {
  return {
    id: state.id,
    category: state.category,
    tier: state.tier,
    stage: state.stage,
    round: state.round,
    version: state.version,
    deadline: state.deadline,
    title: content.title,
    text: content.text,
    rationale: content.rationale,
    impact: content.impact,
    alternatives: content.alternatives,
    options: optionsOf(content),
    action: content.action,
    author: state.author,
    steward,
    originator: state.originator,
    charterVersion: state.charter.version,
    electorate: state.electorate,
    lastPoll,
    outcome: state.outcome,
    createdAt: state.createdAt,
    startsAt: state.startsAt,
    missing,
    submittedAt: state.submittedAt,
    endedAt: state.endedAt,
    links: state.links,
    can,
    pace: state.charter.pace,
    pendingVersion: state.pendingVersion,
    amendments: state.amendments,
    corrections: state.corrections,
    family: state.family,
    mandate: state.mandate?.id ?? null,
    endorsement:
      state.endorsement === null
        ? null
        : { needed: state.endorsement.needed, members: [...state.endorsement.members] },
    otherCategories: [...state.otherCategories],
    categoryRequests: [...state.categoryRequests],
    noPunishment: [...state.noPunishment],
    requirements: state.requirements,
    interests: state.interests,
    recused: state.recused,
    vetoes,
    asks: (state.asks?.matters ?? []).map((asked, place) => ({ vote: place + 1, ...asked })),
    nodeVetoes: state.nodeVetoes,
    objectingUntil: state.objectingUntil,
    retryUntil: state.retryUntil,
    amendment,
    ...optionalIn(content),
  };
}

/** With why each was raised and contested, which stands in the timeline. */
const vetoesShown = (
  { vetoes }: Proposal['state'],
  words: VetoWords = { raised: [], contests: [] },
): ReadonlyDeep<ProposalAnswer['vetoes']> =>
  vetoes.map((veto) => ({
    ...veto,
    reason: words.raised.find(({ number }) => number === veto.number)?.reason ?? '',
    contest: veto.contest && {
      ...veto.contest,
      reason: words.contests.find((one) => one.vetoes.includes(veto.number))?.reason ?? '',
    },
  }));

/** Who took part in what was judged last, and where every reason against stands. */
function lastPollShown(poll: JudgedPoll | undefined): ReadonlyDeep<ProposalAnswer['lastPoll']> {
  if (poll === undefined) return null;
  const { decision, number, closedAt } = poll;
  const path = `/v1/proposals/${decision}`;
  const told = { number, closedAt, ...tookPartShown(poll) };
  return poll.kind === 'positions'
    ? { kind: 'positions', ...told, against: `${path}/positions?round=${number}&position=block` }
    : { kind: 'votes', ...told, against: `${path}/ballots?vote=${number}&choice=against` };
}

/** What only some categories have (REP-1, JUS-1), and only some texts. */
function optionalIn({ parents, diversity, accused, victims, lookBack, references, attachments }: Content) {
  return {
    ...(references === undefined ? {} : { references }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(parents === undefined ? {} : { parents: [...parents] }),
    ...(diversity === undefined ? {} : { diversity }),
    ...(accused === undefined ? {} : { accused }),
    ...(victims === undefined ? {} : { victims: [...victims] }),
    ...(lookBack === undefined ? {} : { lookBack }),
  };
}
