/** Conflicts beside their state: who mediates, who has departed, the remedies that were put, the words of terms (CNF-1 to CNF-4). */
import { sql } from 'kysely';
import type { Charter } from '../../../charter/types.ts';
import type { ConflictState } from '../../../rules/conflict/state.ts';
import { type ConflictActor, mayAct } from '../../../rules/conflict/permissions.ts';
import { remedyFault, type Withdrawn } from '../../../rules/conflict/limits.ts';
import type { Refusal } from '../../../rules/refusal.ts';
import type { SignedAct } from '../../../rules/signing.ts';
import { notBefore } from '../../ballots/ballot-box.ts';
import type { Clock } from '../../postgres/clock.ts';
import type { Db, Trx } from '../../postgres/database.ts';
import { declaredOutOfTurn, keepDeclaration } from '../../ballots/declarations.ts';
import { type Body, electorateSize, fixElectorate } from '../../ballots/electorates.ts';
import { electoratesOf } from '../../ballots/electors.ts';
import { pollsOf } from '../../ballots/polls.ts';
import { addRemedy } from '../../ballots/process-polls.ts';
import { mediatorsOf, processById } from '../processes.ts';
import { inTurn, seriesIn } from '../../postgres/turn.ts';

/** For whom mediators are sought, under which charter, at which instant (ISO 8601, UTC). */
export interface Mediating {
  readonly parties: ConflictState['parties'];
  readonly charter: Charter;
  readonly at: string;
}

/** How many mediators the families of each side gave. */
export type Mediators = readonly [number, number];

/** The families of each side. */
async function familiesOfSides(
  db: Db | Trx,
  parties: ConflictState['parties'],
): Promise<readonly [string[], string[]]> {
  const rows = await db
    .selectFrom('members')
    .select(['id', 'family'])
    .where('id', 'in', parties.flat())
    .execute();
  const of = (side: readonly string[]) => [
    ...new Set(rows.flatMap(({ id, family }) => (family !== null && side.includes(id) ? [family] : []))),
  ];
  return [of(parties[0]), of(parties[1])];
}

/** The councils of these families without the parties (CNF-3): who is offline mediates nothing, whatever the charter says of electors. */
function mediating(families: readonly string[], { parties, charter }: Mediating): [Body, Charter] {
  return [
    { maturity: 'family', family: null, families, excluded: parties.flat() },
    { ...charter, offline: { ...charter.offline, policy: 'exclude' } },
  ];
}

/** Whether anybody could mediate now. */
export async function canBeMediated(db: Db, sides: Mediating): Promise<boolean> {
  const families = (await familiesOfSides(db, sides.parties)).flat();
  return (await electorateSize(db, ...mediating(families, sides), sides.at)) > 0;
}

/** Fixes the mediators of a conflict, once; answers how many the families of each side gave: of a shared one they count for both. */
export async function fixMediators(trx: Trx, conflict: string, sides: Mediating): Promise<Mediators> {
  const families = await familiesOfSides(trx, sides.parties);
  await fixElectorate(trx, mediatorsOf(conflict), ...mediating(families.flat(), sides), sides.at);
  const rows = await trx
    .selectFrom('electors as e')
    .innerJoin('members as m', 'm.id', 'e.member')
    .select(['m.family', (eb) => eb.fn.countAll<number>().as('size')])
    .where('e.electorate', '=', mediatorsOf(conflict))
    .groupBy('m.family')
    .execute();
  const given = (side: readonly string[]) =>
    rows.reduce((sum, { family, size }) => (side.includes(family ?? '') ? sum + size : sum), 0);
  return [given(families[0]), given(families[1])];
}

/** The conflicts that a member opened and withdrew after an instant (ISO 8601, UTC), the last first (CNF-1). */
export async function withdrawnBy(db: Db, opener: string, after: string): Promise<Withdrawn[]> {
  const rows = await db
    .selectFrom('processes')
    .select('state')
    .where('kind', '=', 'conflict')
    .where('outcome', '=', 'withdrawn')
    .where('ended_at', '>', after)
    .where(sql<boolean>`${opener} = any (parties) and state #>> '{parties,0,0}' = ${opener}`)
    .orderBy('ended_at', 'desc')
    .execute();
  return rows.map(({ state }) => {
    const { id, parties, endedAt } = state as ConflictState;
    return { id, against: parties[1], endedAt: endedAt as string };
  });
}

export interface Departed {
  readonly member: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Who of these members has departed, and when, the first first. */
export async function departedOf(db: Db, members: readonly string[]): Promise<Departed[]> {
  return db
    .selectFrom('members')
    .select(['id as member', 'status_at as at'])
    .where('id', 'in', [...members])
    .where('status', '=', 'departed')
    .orderBy('status_at')
    .orderBy('id')
    .execute();
}

/** A remedy as it stands in the evidence: a declaration of its own kind (CNF-4). */
export interface RemedyEntry {
  readonly decision: string;
  readonly kind: 'remedies';
  readonly member: string;
  /** Counts the member's remedies in this conflict from 1. */
  readonly number: number;
  readonly facts: { readonly id: string; readonly text: string };
  readonly at: string;
}

/**
 * Takes a remedy, or says why not; electors can rank it from then on.
 * @param request the idempotency key: what came with it before is answered again
 */
export async function takeRemedy(
  db: Db,
  clock: Clock,
  conflict: string,
  member: Omit<ConflictActor, 'elector'>,
  {
    text,
    request,
    signed,
  }: {
    readonly text: string;
    readonly request: string | null;
    readonly signed?: SignedAct | undefined;
  },
): Promise<{ readonly entry: RemedyEntry } | { readonly refusal: Refusal }> {
  // One at a time: remedies are numbered in the order in which they are put.
  return inTurn(db, seriesIn(conflict, 'remedies'), async (trx) => {
    const state = await processById<ConflictState>(trx, 'conflict', conflict);
    if (state === undefined) throw new Error(`no conflict ${conflict}`);
    const put = await remediesPut(trx, conflict);
    const own = put.filter(({ entry }) => entry.member === member.id);
    const known = request === null ? undefined : own.find((one) => one.request === request);
    if (known !== undefined) return { entry: known.entry };
    const poll = (await pollsOf(trx, conflict, 'remedies')).at(-1);
    const at = notBefore(poll?.opens, await clock(trx));
    const electorates = await electoratesOf(trx, member.id, [conflict]);
    const refusal =
      mayAct('remedies', state, { ...member, elector: electorates.has(conflict) }, at) ??
      remedyFault({ own: own.length, all: put.length }) ??
      declaredOutOfTurn(signed, own.length + 1);
    if (refusal !== undefined) return { refusal };
    if (poll === undefined) throw new Error(`no poll of the remedies of ${conflict}`);
    const facts = { id: `remedy-${put.length + 1}`, text, ...(signed === undefined ? {} : { signed }) };
    const place = {
      decision: conflict,
      kind: 'remedies',
      member: member.id,
      number: own.length + 1,
    } as const;
    const entry: RemedyEntry = { ...place, facts, at };
    await keepDeclaration(trx, entry, request);
    await addRemedy(trx, poll, facts.id);
    return { entry };
  });
}

/** The remedies of a conflict in the order in which they were put. */
async function remediesPut(db: Db | Trx, conflict: string) {
  const rows = await db
    .selectFrom('declarations')
    .select(['decision', 'member', 'number', 'facts', 'at', 'request'])
    .where('decision', '=', conflict)
    .where('kind', '=', 'remedies')
    .orderBy(sql`substring(facts ->> 'id' from 8)::int`)
    .execute();
  return rows.map(({ request, facts, ...row }) => ({
    request,
    entry: { ...row, kind: 'remedies', facts: facts as RemedyEntry['facts'] } satisfies RemedyEntry,
  }));
}

export interface Remedy {
  readonly id: string;
  readonly by: string;
  readonly text: string;
}

export async function remediesOf(db: Db, conflict: string): Promise<Remedy[]> {
  return (await remediesPut(db, conflict)).map(({ entry: { member, facts } }) => ({ ...facts, by: member }));
}

/** The words of terms, by their number: they stand in the room's timeline alone. */
export async function termsTexts(db: Db, conflict: string): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .selectFrom('timeline')
    .select('facts')
    .where('decision', '=', conflict)
    .where('kind', '=', 'terms-put')
    .execute();
  return new Map(rows.map(({ facts }) => [Number(facts['n']), String(facts['text'])]));
}
