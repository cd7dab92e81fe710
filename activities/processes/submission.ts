/** Submission: the electorate is fixed and the charter in force is copied, in one transaction (MEM-3, MEM-6, CHA-1). */
import { charterCopy } from '../../charter/copy.ts';
import type { Category, Charter, CharterCopy } from '../../charter/types.ts';
import { endorsersNeeded } from '../../rules/proposal/endorsement.ts';
import { inOwnCase } from '../../rules/polls/electorate.ts';
import { isMandatable } from '../../rules/council/mandates.ts';
import { permissionFault } from '../../rules/council/members.ts';
import type { Content } from '../../rules/model.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import type { AskedMatter, ProposalOpening, ProposalState } from '../../rules/proposal/state.ts';
import { votesForQuorum } from '../../rules/polls/quorum.ts';
import { leastAsking } from '../../rules/polls/share.ts';
import { categoryFault, escalatedCategory } from '../../rules/proposal/tiers.ts';
import { withoutBallot } from '../../rules/proposal/vetoes/vetoes.ts';
import { amendingFaultNow } from '../../store/council/amending.ts';
import { wrongCategoryFault } from '../../store/processes/category-requests.ts';
import { charterInForce, type CharterVersion, charterVersion } from '../../store/council/charters.ts';
import type { Trx } from '../../store/postgres/database.ts';
import {
  councilBody,
  councilSize,
  familyBody,
  fixElectorate,
  fixVoters,
  sizeWithout,
  votersOf,
} from '../../store/ballots/electorates.ts';
import { mandateById, mandateInForce } from '../../store/council/mandates.ts';
import { memberById } from '../../store/council/members.ts';
import { electoratesOf } from '../../store/ballots/electors.ts';
import { victimsFault } from '../../store/council/recusals.ts';
import { submissionFault } from '../../store/submission/submission.ts';
import { keepSubmission, keptSubmission } from '../../store/processes/submissions.ts';
import type { Services } from '../services.ts';
import { Refused } from './refused.ts';

export interface SubmissionRequest {
  readonly id: string;
  readonly category: string;
  readonly author: string | null;
  readonly content: Content;
  readonly at: string;
  readonly pace: number;
  /** The version that the process it comes from carries. */
  readonly charter: number;
  /** Of what opens by itself (PRO-12). */
  readonly opening?: ProposalOpening | undefined;
}

export type Submitted =
  | {
      readonly copy: CharterCopy;
      readonly electorate: { readonly size: number; readonly quorum: number };
      readonly family: string | null;
      readonly mandate: ProposalState['mandate'];
      readonly asks: ProposalState['asks'];
      /** Left out where nobody is asked to endorse it (PRO-2). */
      readonly endorsers?: number;
    }
  | { readonly refusal: Refusal };

export const submissionActivities = ({ db, callsAllowed }: Pick<Services, 'db' | 'callsAllowed'>) => ({
  /** Why a draft cannot be submitted by itself now, under the charter in force; null: it can (PRO-1, PRO-2). */
  async checkSubmission({ author, category, content, pace, at }: SubmissionRequest): Promise<Refusal | null> {
    const inForce = await charterInForce(db);
    if (author === null || inForce === undefined) throw new Error('a draft has an author and a charter');
    // Who has departed submits nothing any more (MEM-8).
    if ((await memberById(db, author))?.status === 'departed')
      return refuse('unknown-member', 'MEM-8', { members: [author] });
    const { charter } = charterCopy(inForce, pace);
    const submission = { author, category, content, charter, pace, callsAllowed, at };
    return (await submissionFault(db, submission)) ?? null;
  },

  /** Called again after its answer was lost, it answers the same, whatever has changed since. A refusal leaves nothing behind. */
  async submit(request: SubmissionRequest): Promise<Submitted> {
    try {
      return await db.transaction().execute((trx) => submitIn(trx, request));
    } catch (error) {
      if (error instanceof Refused) return { refusal: error.refusal };
      throw error;
    }
  },
});

async function submitIn(trx: Trx, request: SubmissionRequest): Promise<Submitted> {
  const kept = await keptSubmission(trx, request.id);
  if (kept !== undefined) {
    const { charter: version, ...others } = kept;
    const charter = await charterVersion(trx, version);
    if (charter === undefined) throw new Error(`no charter version ${version}`);
    return { ...others, copy: charterCopy(charter, request.pace) };
  }
  const { copy, ...submitted } = await firstSubmission(trx, request);
  await keepSubmission(trx, request.id, { charter: copy.version, ...submitted });
  return { copy, ...submitted };
}

type Accepted = Exclude<Submitted, { refusal: Refusal }>;

/** Of the council's first submission alone: an import under way ends first, and none begins after (MEM-6). All later ones wait for nobody. */
async function noMoreImports(trx: Trx, at: string): Promise<void> {
  const council = await trx.selectFrom('council').select('first_submission_at').executeTakeFirstOrThrow();
  if (council.first_submission_at !== null) return;
  await trx
    .updateTable('council')
    .set((eb) => ({ first_submission_at: eb.fn.coalesce('first_submission_at', eb.val(at)) }))
    .execute();
}

async function firstSubmission(trx: Trx, request: SubmissionRequest): Promise<Accepted> {
  const { id, category: name, author, content, at, pace, opening } = request;
  await noMoreImports(trx, at);
  const { copy, document, own } = await charterFor(trx, request);
  const { charter } = copy;
  const carrying = (category: Category) => ({ category, charter, accused: content.accused, submittedAt: at });
  // Nobody refuses what opened by itself: what its category permits no longer is refused at its execution (PRO-12, TIE-5).
  const refused =
    (author === null || opening !== undefined
      ? undefined
      : (categoryFault(name, charter, { author }) ??
        (own === undefined ? undefined : permissionFault(content.action, carrying(own))))) ??
    (opening?.continued === undefined
      ? await amendingFaultNow(trx, { document, category: name, action: content.action }, { pace, at })
      : undefined);
  if (refused !== undefined) throw new Refused(refused);
  const again =
    author === null || opening !== undefined
      ? undefined
      : await wrongCategoryFault(trx, { category: name, content, charter, at });
  if (again !== undefined) throw new Refused(again);
  const named = author === null ? undefined : await victimsFault(trx, content, charter, at);
  if (named !== undefined) throw new Refused(named);
  if (own === undefined) throw new Error(`no charter here has the category ${name}`);
  const escalated = (opening?.family ?? null) !== null;
  const category = escalated ? escalatedCategory(own, charter) : own;
  const { body, mandate } = await bodyOf(trx, request, category, charter);
  const size =
    category.tier === 1 ? 0 : await fixElectorate(trx, id, body, charter, at, category.threshold?.parts?.by);
  if (size === 0 && category.tier !== 1 && author !== null && opening === undefined)
    throw new Refused(refuse('empty-electorate', 'MEM-3', { category: name }));
  const quorum = votesForQuorum(category.quorum, size);
  const family = opening?.family ?? (category.tier === 2 ? body.family : null);
  const asks =
    opening?.question === undefined ? null : await askedIn(trx, id, opening.question, { size, charter });
  const endorsers = await endorsersIn(trx, request, category, size);
  return { copy, electorate: { size, quorum }, family, mandate, asks, ...endorsers };
}

/**
 * The charter in force, or the opener's: for a remand and a continuation (APP-2, PRO-9), and where what opens by itself has a category that
 * was abolished meanwhile, or given to another body: no other could decide it, or not the one that it opens before (PRO-12, PRO-9).
 */
async function charterFor(
  trx: Trx,
  { category: name, author, charter: openers, opening, pace }: SubmissionRequest,
) {
  const under = (version: CharterVersion | undefined) => {
    if (version === undefined) throw new Error('the council has no charter');
    const copy = charterCopy(version, pace);
    const { categories } = copy.charter;
    return {
      copy,
      document: version.document,
      own: Object.hasOwn(categories, name) ? categories[name] : undefined,
    };
  };
  if (opening === undefined && author !== null) return under(await charterInForce(trx));
  const before = under(await charterVersion(trx, openers));
  if (opening?.sameCharter) return before;
  const now = under(await charterInForce(trx));
  return now.own?.tier === before.own?.tier ? now : before;
}

/** What opens by itself is decided under none; what goes on from an interrupted decision, under that one's, though it has ended since (MAN-2, PRO-9). */
async function mandateOf(
  trx: Trx,
  opening: ProposalOpening | undefined,
  { category, at }: { readonly category: string; readonly at: string },
) {
  if (opening === undefined) return mandateInForce(trx, category, at);
  const { mandate = null } = opening.continued ?? {};
  return mandate === null ? undefined : mandateById(trx, mandate);
}

/** Of each matter that a question asks about, who raised it has no ballot, where enough are left without them (VET-2, GUA-2). */
async function askedIn(
  trx: Trx,
  id: string,
  { matters, recused }: NonNullable<ProposalOpening['question']>,
  { size: whole, charter }: { readonly size: number; readonly charter: Charter },
): Promise<ProposalState['asks']> {
  const asked: AskedMatter[] = [];
  for (const { matter, named } of matters) {
    const left = await sizeWithout(trx, id, named);
    const without = withoutBallot(named, { whole, left }, charter);
    asked.push({ matter, named, without, lifted: null });
    await fixVoters(trx, votersOf(id, asked.length), id, without);
  }
  return { matters: asked, recused };
}

/** How many endorse it, where any do: none where its author is the only elector (PRO-2). */
async function endorsersIn(
  trx: Trx,
  { id, author }: Pick<SubmissionRequest, 'id' | 'author'>,
  { endorsers }: Category,
  electors: number,
): Promise<{ readonly endorsers?: number }> {
  if (endorsers === undefined || author === null) return {};
  const isAuthorOne = (await electoratesOf(trx, author, [id])).has(id);
  const needed = endorsersNeeded(endorsers, { electors, isAuthorOne });
  return needed === 0 ? {} : { endorsers: needed };
}

/** Who decides: a family, the members of a mandate, or the council without those whose own case it is (TIE-2, MAN-1, GUA-2). */
async function bodyOf(
  trx: Trx,
  { author, content, at, opening }: SubmissionRequest,
  category: Category,
  charter: Charter,
) {
  if (category.tier === 2) {
    const own = author === null ? null : ((await memberById(trx, author))?.family ?? null);
    return { body: familyBody(opening?.continued?.family ?? own), mandate: null };
  }
  const recused = [...inOwnCase(content), ...(opening?.question?.recused ?? [])];
  const body = { ...councilBody, excluded: recused };
  const granted = await mandateOf(trx, opening, { category: category.name, at });
  // An amendment since the grant may have given the category what only the whole council decides (MAN-1).
  if (granted === undefined || charter.mandates === null || !isMandatable(category))
    return { body, mandate: null };
  const council = await councilSize(trx, charter, at);
  const callBack = leastAsking(charter.mandates.callBack, council);
  return { body: { ...body, members: granted.members }, mandate: { id: granted.id, council, callBack } };
}
