/** What a text is checked for before it is submitted, before anything is written or started (PRO-2, TIE-5, MEM-3). */
import type { Category, Charter } from '../../charter/types.ts';
import { inOwnCase } from '../../rules/polls/electorate.ts';
import { permissionFault } from '../../rules/council/members.ts';
import type { Action, Content } from '../../rules/model.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { lengthFault } from '../../rules/council/allocations.ts';
import { earliestEnd, fixedWindows, instantFault } from '../../rules/submission/earliest.ts';
import { incomplete, misplaced, tooManyAlternatives } from '../../rules/submission/requirements.ts';
import { categoryFault, concernedBy, familyNamed, reachFault } from '../../rules/proposal/tiers.ts';
import { boundBy } from '../../rules/proposal/vetoes/vetoes.ts';
import { wrongCategoryFault } from '../processes/category-requests.ts';
import type { Db } from '../postgres/database.ts';
import { attachmentsFault } from '../processes/attachments.ts';
import { anyElector, councilBody, familyBody } from '../ballots/electorates.ts';
import { victimsFault } from '../council/recusals.ts';
import { familiesOf, unknownFamilies, unknownMembers } from '../council/members.ts';
import { allocationFault } from './allocation-faults.ts';
import { callFault, concernFault, councilFault } from './action-faults.ts';
import { patchFault } from './patch-fault.ts';

/** Who submits what, under which charter, at which instant (ISO 8601, UTC). */
export interface Submission {
  readonly author: string;
  readonly category: string;
  readonly content: Content;
  readonly charter: Charter;
  /** How many times shorter the council's windows run (FOLKMOOT_PACE). */
  readonly pace: number;
  /** Hosts inside that calls may reach (FOLKMOOT_CALLS_ALLOWED). */
  readonly callsAllowed?: readonly string[] | undefined;
  readonly at: string;
}

/** What is amended: when it was submitted, before which family, and its newest text as it is without the changes. */
export interface Amended {
  readonly submittedAt: string;
  readonly family: string | null;
  readonly content: Content;
}

/** Why a proposal cannot be opened in a category at all, not even as a draft. */
export function openingFault({
  author,
  category,
  charter,
}: Pick<Submission, 'author' | 'category' | 'charter'>): Refusal | undefined {
  return categoryFault(category, charter, { author });
}

/** Why it cannot be begun as a draft: its category, and files that are not its author's to name (PRO-1, PRO-2). */
export async function draftFault(db: Db, submission: Submission): Promise<Refusal | undefined> {
  const { author, content, at } = submission;
  return openingFault(submission) ?? (await attachmentsFault(db, author, content.attachments ?? [], at));
}

/**
 * Why a proposal cannot be submitted now, or nothing: the category, the action it carries (TIE-5), what is missing (PRO-2), whom it
 * names, instants that have passed, the council as it stands (EXE-1), and whether anybody could answer (MEM-3).
 */
export async function submissionFault(db: Db, submission: Submission): Promise<Refusal | undefined> {
  const { author, category: name, content, charter, pace, callsAllowed, at } = submission;
  const unknown = categoryFault(name, charter, { author });
  if (unknown !== undefined) return unknown;
  const category = categoryOf(name, charter);
  return (
    permissionFault(content.action, { category, charter, accused: content.accused, submittedAt: at }) ??
    callFault(content.action, callsAllowed) ??
    misplaced(content, category) ??
    incomplete(content, charter, category) ??
    tooManyAlternatives(content, charter) ??
    (await patchFault(db, name, content.action, { pace, at })) ??
    (await namesFault(db, content)) ??
    (await bodyFault(db, category, author, content)) ??
    reachedFault(content.action, category, charter, at) ??
    lengthFault(content.action, charter, at) ??
    (await allocationFault(db, content.action, { category, author }, at)) ??
    (await councilFault(db, content.action, charter, submission)) ??
    (await wrongCategoryFault(db, submission)) ??
    (await electorateFault(db, category, charter, submission)) ??
    (await victimsFault(db, content, charter, at)) ??
    (await attachmentsFault(db, author, content.attachments ?? [], at))
  );
}

/**
 * Why an author cannot put an amendment, or nothing: the whole of the new text must be complete, and what changed is checked as at
 * submission (PRO-6). The charter is the decision's own (CHA-1).
 * @param content the newest text with the changes made
 */
export async function amendmentFault(
  db: Db,
  submission: Submission,
  changes: Partial<Content>,
  { submittedAt, family, content: before }: Amended,
): Promise<Refusal | undefined> {
  const { author, category: name, content, charter, callsAllowed, at } = submission;
  const category = categoryOf(name, charter);
  const { action = null, impact = null } = changes;
  return (
    permissionFault(action, { category, charter, accused: content.accused, submittedAt }) ??
    callFault(action, callsAllowed) ??
    concernFault(before, content, category) ??
    incomplete(content, charter, category) ??
    tooManyAlternatives(content, charter) ??
    (await namesFault(db, { action, impact })) ??
    (await bodyFault(db, category, author, content, family)) ??
    reachedFault(action, category, charter, at) ??
    lengthFault(action, charter, at) ??
    (await allocationFault(db, action, { category, author }, at)) ??
    (await councilFault(db, action, charter, submission)) ??
    (await wrongCategoryFault(db, submission)) ??
    (await attachmentsFault(db, author, changes.attachments ?? [], at))
  );
}

function categoryOf(name: string, { categories }: Charter): Category {
  const category = Object.hasOwn(categories, name) ? categories[name] : undefined;
  if (category === undefined) throw new Error(`the charter has no category ${name}`);
  return category;
}

/** A personal decision is its author's alone, a family's of one family (TIE-1, TIE-2). */
async function bodyFault(
  db: Db,
  category: Category,
  author: string,
  { impact, action }: Content,
  family?: string | null,
): Promise<Refusal | undefined> {
  if (category.tier === 3) return undefined;
  const affected = impact === null || impact.affected === 'everyone' ? [] : impact.affected;
  const families = await familiesOf(db, [author, ...affected, ...concernedBy(action)]);
  return reachFault(category, author, { impact, action }, families, family);
}

/** Whoever is named must be a member that has not departed. */
export async function namesFault(
  db: Db,
  { impact, action, ...named }: Pick<Content, 'impact' | 'action'> & Partial<Content>,
  rule = 'PRO-2',
): Promise<Refusal | undefined> {
  const affected = impact === null || impact.affected === 'everyone' ? [] : impact.affected;
  const { parents = [], accused, victims = [] } = named;
  const others = accused === undefined ? [] : [accused];
  const unknown = await unknownMembers(db, [
    ...affected,
    // Whoever is admitted is no member yet.
    ...(action?.type === 'member.admit' ? [] : boundBy(action)),
    ...parents,
    ...others,
    ...victims,
  ]);
  if (unknown.length > 0) return refuse('unknown-member', rule, { members: unknown });
  const families = await unknownFamilies(db, familyNamed(action));
  return families.length === 0 ? undefined : refuse('unknown-member', rule, { families });
}

/** Its instant must lie ahead when it can be carried out at the earliest: a shorter one would bind nobody (EXE-1). */
function reachedFault(
  action: Action | null,
  category: Category,
  charter: Charter,
  at: string,
): Refusal | undefined {
  return instantFault(action, at, earliestEnd(at, fixedWindows(category, charter)));
}

/** Of the body that would decide now, as the submission will fix it (MEM-3, GUA-2); a personal decision has none (TIE-1). */
async function electorateFault(
  db: Db,
  category: Category,
  charter: Charter,
  { author, content, at }: Submission,
): Promise<Refusal | undefined> {
  if (category.tier === 1) return undefined;
  const family = (await familiesOf(db, [author])).get(author) ?? null;
  const body = category.tier === 2 ? familyBody(family) : { ...councilBody, excluded: inOwnCase(content) };
  if (await anyElector(db, body, charter, at)) return undefined;
  return refuse('empty-electorate', 'MEM-3', { category: category.name });
}
