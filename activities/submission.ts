/** Submission: the electorate is fixed and the charter in force is copied, in one transaction (MEM-3, MEM-6, CHA-1). */
import { amendingFault } from '../charter/amending.ts';
import { charterCopy } from '../charter/copy.ts';
import type { Category, Charter, CharterCopy } from '../charter/types.ts';
import { inOwnCase } from '../rules/electorate.ts';
import { callBackNeeds, isMandatable } from '../rules/mandates.ts';
import { permissionFault } from '../rules/member-actions.ts';
import type { Content } from '../rules/model.ts';
import { type Refusal, refuse } from '../rules/refusal.ts';
import { leastWhole } from '../rules/share.ts';
import { categoryFault, escalatedCategory } from '../rules/tiers.ts';
import { charterInForce, type CharterVersion, charterVersion } from '../store/charters.ts';
import type { Trx } from '../store/database.ts';
import { councilBody, electorateSize, familyBody, fixElectorate } from '../store/electorates.ts';
import { mandateInForce } from '../store/mandates.ts';
import { memberById } from '../store/members.ts';
import type { Opening } from '../workflows/messages.ts';
import type { Services } from './index.ts';

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
  readonly opening?: Opening | undefined;
}

export type Submitted =
  | {
      readonly copy: CharterCopy;
      readonly electorate: { readonly size: number; readonly quorum: number };
      // Left out by those who answered before there were families and mandates: histories hold their answers.
      readonly family?: string | null;
      readonly mandate?: { readonly id: string; readonly callBack: number } | null;
    }
  | { readonly refusal: Refusal };

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

export const submissionActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** Called again after its answer was lost, it finds the electorate it fixed. A refusal leaves nothing behind. */
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
  const { id, category: name, author, content, at, opening } = request;
  // Held until the commit: an import under way ends first, and none begins after (MEM-6).
  await trx
    .updateTable('council')
    .set((eb) => ({ first_submission_at: eb.fn.coalesce('first_submission_at', eb.val(at)) }))
    .execute();
  const { copy, document, own } = await charterFor(trx, request);
  const { charter } = copy;
  const carrying = (category: Category) => ({ category, charter, accused: content.accused, submittedAt: at });
  // Nobody refuses what opened by itself: what its category permits no longer is refused at its execution (PRO-12, TIE-5).
  const refused =
    (author === null
      ? undefined
      : (categoryFault(name, charter, { author }) ??
        (own === undefined ? undefined : permissionFault(content.action, carrying(own))))) ??
    amendingFault(document, name, content.action);
  if (refused !== undefined) throw new Refused(refused);
  if (own === undefined) throw new Error(`no charter here has the category ${name}`);
  const escalated = (opening?.family ?? null) !== null;
  const category = escalated ? escalatedCategory(own, charter) : own;
  const { body, mandate } = await bodyOf(trx, request, category, charter);
  const size = category.tier === 1 ? 0 : await fixElectorate(trx, id, body, charter, at);
  if (size === 0 && category.tier !== 1 && author !== null)
    throw new Refused(refuse('empty-electorate', 'MEM-3', { category: name }));
  const quorum = category.quorum === null ? 0 : leastWhole(category.quorum, size);
  const family = opening?.family ?? (category.tier === 2 ? body.family : null);
  return { copy, electorate: { size, quorum }, family, mandate };
}

/**
 * The charter in force, or the opener's: for a remand (APP-2), and where what opens by itself has a category that was abolished
 * meanwhile, which no other could decide (PRO-12).
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
  const now = opening?.sameCharter ? undefined : under(await charterInForce(trx));
  return now !== undefined && (author !== null || now.own !== undefined)
    ? now
    : under(await charterVersion(trx, openers));
}

/** Who decides: a family, the members of a mandate, or the council without those whose own case it is (TIE-2, MAN-1, GUA-2). */
async function bodyOf(
  trx: Trx,
  { author, content, at, opening }: SubmissionRequest,
  category: Category,
  charter: Charter,
) {
  if (category.tier === 2) {
    const family = author === null ? null : ((await memberById(trx, author))?.family ?? null);
    return { body: familyBody(family), mandate: null };
  }
  const body = { ...councilBody, excluded: inOwnCase(content) };
  const granted = opening === undefined ? await mandateInForce(trx, category.name, at) : undefined;
  // An amendment since the grant may have given the category what only the whole council decides (MAN-1).
  if (granted === undefined || charter.mandates === null || !isMandatable(category))
    return { body, mandate: null };
  const council = await electorateSize(trx, body, charter, at);
  // Nobody calling is never enough.
  const callBack = Math.max(1, callBackNeeds(charter.mandates, council));
  return { body: { ...body, members: granted.members }, mandate: { id: granted.id, callBack } };
}
