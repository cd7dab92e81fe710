/** Who is named in a case, against the council as it stands, and who is recused once the electors are counted (GUA-2, JUS-1). */
import { sql } from 'kysely';
import type { Charter } from '../../charter/types.ts';
import type { Fraction } from '../../charter/thresholds.ts';
import type { Content } from '../../rules/model.ts';
import { namedFault, recusedVictims, type Word } from '../../rules/polls/recusal.ts';
import { noInterest } from '../../rules/proposal/interests.ts';
import type { Refusal } from '../../rules/refusal.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { councilBody, electorateSize, isElector } from '../ballots/electorates.ts';

/** How many of these are of the council at an instant. */
async function inCouncil(
  db: Db | Trx,
  ids: readonly string[],
  charter: Charter,
  at: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from members
    where id = any (${[...ids]}::text[]) and ${isElector(councilBody, charter, at)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Why no more victims can be named: too few of the council would be left to judge (GUA-2). */
export async function victimsFault(
  db: Db | Trx,
  { accused, victims = [] }: Pick<Content, 'accused' | 'victims'>,
  charter: Charter,
  at: string,
): Promise<Refusal | undefined> {
  if (accused === undefined || victims.length === 0) return undefined;
  const always = await inCouncil(db, [accused], charter, at);
  const more = await inCouncil(db, victims, charter, at);
  const council = await electorateSize(db, councilBody, charter, at);
  return namedFault({ council, always, more }, charter);
}

/** Why no more parties can be named; who opens a conflict and one other party always can be (GUA-2, CNF-1). */
export async function partiesFault(
  db: Db | Trx,
  opener: string,
  against: readonly string[],
  { charter, at }: { readonly charter: Charter; readonly at: string },
): Promise<Refusal | undefined> {
  const own = await inCouncil(db, [opener], charter, at);
  const others = await inCouncil(db, against, charter, at);
  const council = await electorateSize(db, councilBody, charter, at);
  const one = Math.min(others, 1);
  return namedFault({ council, always: own + one, more: others - one }, charter);
}

/** What is counted: whose electorate, of which body at its seizure, who is named, and what share of the council is left to judge. */
export interface Counting {
  readonly decision: string;
  readonly victims: readonly string[];
  readonly least: Fraction;
  /** Whether electors were asked for their interests (GUA-2). */
  readonly interests?: true;
}

export interface Counted {
  /** How many would be its electors but for their own case. */
  readonly council: number;
  readonly size: number;
  readonly recused: readonly string[];
}

/** Takes the victims who said that they are one, and who declared an interest, out of the electorate, once; counted again, it answers the same. The caller holds the decision's lock. */
export async function countElectors(
  trx: Trx,
  { decision, victims, least, interests }: Counting,
): Promise<Counted> {
  const {
    size,
    council,
    recused: before,
  } = await trx
    .selectFrom('electorates')
    .select(['size', 'council', 'recused'])
    .where('id', '=', decision)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (before !== null) return { council, size, recused: before };
  const words = ofEach([
    ...(await lastWords(trx, decision, victims)),
    ...(interests === undefined ? [] : await lastInterests(trx, decision)),
  ]);
  const named = words.map(({ member }) => member);
  const present = await presentElectors(trx, decision, named);
  const recused = recusedVictims(words, { council, ...present }, least);
  const { numDeletedRows } = await trx
    .deleteFrom('electors')
    .where('electorate', '=', decision)
    .where('member', 'in', ['', ...recused])
    .executeTakeFirstOrThrow();
  const counted = { council, size: size - Number(numDeletedRows), recused };
  await trx
    .updateTable('electorates')
    .set({ size: counted.size, recused })
    .where('id', '=', decision)
    .execute();
  return counted;
}

/** What each elector declared last of their own interests (GUA-2). */
async function lastInterests(trx: Trx, decision: string): Promise<Word[]> {
  const rows = await trx
    .selectFrom('declarations')
    .distinctOn('member')
    .select(['member', 'facts', 'at'])
    .where('decision', '=', decision)
    .where('kind', '=', 'interests')
    .orderBy('member')
    .orderBy('number', 'desc')
    .execute();
  return rows.map(({ member, facts, at }) => ({
    member,
    none: (facts as { readonly interests?: unknown }).interests === noInterest,
    at,
  }));
}

/** One word of each member: the first by which they would be recused, where one does. */
function ofEach(words: readonly Word[]): Word[] {
  const each = new Map<string, Word>();
  for (const word of words) {
    const before = each.get(word.member);
    if (
      before === undefined ||
      (before.none && !word.none) ||
      (before.none === word.none && word.at < before.at)
    )
      each.set(word.member, word);
  }
  return [...each.values()];
}

/** How many electors have not departed, and which of these members are electors. */
async function presentElectors(
  trx: Trx,
  electorate: string,
  members: readonly string[],
): Promise<{ readonly judges: number; readonly electors: ReadonlySet<string> }> {
  const present = trx
    .selectFrom('electors as e')
    .innerJoin('members as m', 'm.id', 'e.member')
    .where('e.electorate', '=', electorate)
    .where('m.status', '<>', 'departed');
  const { judges } = await present
    .select((eb) => eb.fn.countAll<number>().as('judges'))
    .executeTakeFirstOrThrow();
  const named = await present
    .select('e.member')
    .where('e.member', 'in', ['', ...members])
    .execute();
  return { judges, electors: new Set(named.map(({ member }) => member)) };
}

/** What each of these said last of themselves in their hearing (JUS-1). */
async function lastWords(trx: Trx, decision: string, members: readonly string[]): Promise<Word[]> {
  const rows = await trx
    .selectFrom('declarations')
    .distinctOn('member')
    .select(['member', 'facts', 'at'])
    .where('decision', '=', decision)
    .where('kind', '=', 'hearing')
    .where('member', 'in', ['', ...members])
    .orderBy('member')
    .orderBy('number', 'desc')
    .execute();
  return rows.map(({ member, facts, at }) => ({ member, none: 'none' in (facts as object), at }));
}
