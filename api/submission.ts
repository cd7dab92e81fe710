/** What a text is checked for before it is submitted, before anything is written or started (PRO-2, TIE-5, MEM-3). */
import type { Category, Charter } from '../charter/types.ts';
import type { Action, Content, Impact } from '../rules/model.ts';
import { refuse, type Refusal } from '../rules/refusal.ts';
import { incomplete } from '../rules/requirements.ts';
import { actionFault, categoryFault } from '../rules/tiers.ts';
import type { Db } from '../store/database.ts';
import { councilBody, electorateSize } from '../store/electorates.ts';
import { unknownMembers } from '../store/members.ts';

/** Who submits what, under which charter, at which instant (ISO 8601, UTC). */
export interface Submission {
  readonly author: string;
  readonly category: string;
  readonly content: Content;
  readonly charter: Charter;
  readonly at: string;
}

/** Types of action that this release can run. */
const runnable: ReadonlySet<Action['type']> = new Set(['none', 'task', 'http.call', 'allocation.grant']);

/** Why a proposal cannot be opened in a category at all, not even as a draft. */
export function openingFault({
  author,
  category,
  charter,
}: Omit<Submission, 'content' | 'at'>): Refusal | undefined {
  return categoryFault(category, charter, { author }) ?? tierUnavailable(categoryOf(category, charter));
}

/**
 * Why a proposal cannot be submitted now, or nothing: the category, the action it carries (TIE-5), what this release can run, what
 * is missing (PRO-2), whom it names, instants that have passed, and whether anybody could answer (MEM-3).
 */
export async function submissionFault(db: Db, submission: Submission): Promise<Refusal | undefined> {
  const { author, category: name, content, charter, at } = submission;
  const unknown = categoryFault(name, charter, { author });
  if (unknown !== undefined) return unknown;
  const category = categoryOf(name, charter);
  return (
    actionRefused(content.action, category) ??
    tierUnavailable(category) ??
    actionUnavailable(content.action, category) ??
    incomplete(content, charter) ??
    (await namesFault(db, content)) ??
    instantFault(content.action, at) ??
    (await electorateFault(db, category, charter, at))
  );
}

/**
 * Why an author cannot put an amendment, or nothing: the whole of the new text must be complete, and what changed is checked as at
 * submission (PRO-6). The charter is the decision's own (CHA-1).
 * @param content the newest text with the changes made
 */
export async function amendmentFault(
  db: Db,
  { category: name, content, charter, at }: Omit<Submission, 'author'>,
  changes: Partial<Content>,
): Promise<Refusal | undefined> {
  const category = categoryOf(name, charter);
  const { action = null, impact = null } = changes;
  return (
    actionRefused(action, category) ??
    actionUnavailable(action, category) ??
    incomplete(content, charter) ??
    (await namesFault(db, { action, impact })) ??
    instantFault(action, at)
  );
}

function categoryOf(name: string, { categories }: Charter): Category {
  const category = Object.hasOwn(categories, name) ? categories[name] : undefined;
  if (category === undefined) throw new Error(`the charter has no category ${name}`);
  return category;
}

const actionRefused = (action: Action | null, category: Category): Refusal | undefined =>
  action === null ? undefined : actionFault(action, category);

/** Tiers and specials whose rules are in the charter but not in this release. */
function tierUnavailable({ name, tier, gates, hearing, appeal, approval }: Category): Refusal | undefined {
  const lacking = (rule: string, ...needs: readonly string[]) =>
    refuse('not-available', rule, { category: name, needs });
  if (tier === 1) return lacking('TIE-1', 'tier 1');
  if (tier === 2) return lacking('TIE-2', 'tier 2');
  if (gates.length > 0) return lacking('PRO-11', ...gates);
  if (hearing) return lacking('JUS-1', 'hearing');
  if (appeal) return lacking('APP-1', 'appeal');
  return approval ? lacking('VET-3', 'approval') : undefined;
}

function actionUnavailable(action: Action | null, { name }: Category): Refusal | undefined {
  if (action === null || runnable.has(action.type)) return undefined;
  return refuse('not-available', 'EXE-1', { category: name, needs: [action.type] });
}

/** Whoever is named must be a member that has not departed. */
async function namesFault(
  db: Db,
  { impact, action }: { readonly impact: Impact | null; readonly action: Action | null },
): Promise<Refusal | undefined> {
  const affected = impact === null || impact.affected === 'everyone' ? [] : impact.affected;
  const unknown = await unknownMembers(db, [...affected, ...namedBy(action)]);
  if (unknown.length === 0) return undefined;
  return refuse('unknown-member', 'PRO-2', { members: unknown });
}

function namedBy(action: Action | null): readonly string[] {
  if (action?.type === 'task') return [action.assignee];
  return action?.type === 'allocation.grant' ? [action.to] : [];
}

function instantFault(action: Action | null, at: string): Refusal | undefined {
  const ahead =
    action?.type === 'task'
      ? { path: '/action/by', instant: action.by }
      : action?.type === 'allocation.grant' && action.until !== undefined
        ? { path: '/action/until', instant: action.until }
        : undefined;
  if (ahead === undefined || Date.parse(ahead.instant) > Date.parse(at)) return undefined;
  return refuse('past-instant', 'EXE-1', { ...ahead, at });
}

async function electorateFault(
  db: Db,
  category: Category,
  charter: Charter,
  at: string,
): Promise<Refusal | undefined> {
  if ((await electorateSize(db, councilBody, charter, at)) > 0) return undefined;
  return refuse('empty-electorate', 'MEM-3', { category: category.name });
}
