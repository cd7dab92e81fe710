/** What answers are checked against before they are kept: the decision, its poll, and who they are that answer (VOT-6). */
import { type RawBuilder, sql } from 'kysely';
import type { MemberStatus } from '../../../rules/model.ts';
import type { ProposalState } from '../../../rules/proposal/state.ts';
import { voteOn } from '../../../rules/proposal/vetoes/vetoes.ts';
import type { Refusal } from '../../../rules/refusal.ts';
import type { Box, Given } from './answer.ts';
import type { Trx } from '../../postgres/database.ts';
import { asState } from '../../processes/proposals.ts';
import { type Poll, pollColumns } from '../polls.ts';
import type { CountingKey } from './signed-answers.ts';

export interface Found {
  /** Undefined where there is no such proposal. */
  readonly state: ProposalState | undefined;
  /** Why the matter is none that is answered. */
  readonly refusal: Refusal | undefined;
  /** The poll that is answered; undefined before it opens. */
  readonly poll: Poll | undefined;
  readonly electors: ReadonlyMap<string, Known>;
  /** Who of them has declared their interests; null where nobody must (GUA-2). */
  readonly declared: ReadonlySet<string> | null;
}

/** What is known of who answers. */
export interface Known {
  /** Undefined where there is no such member. */
  readonly status: MemberStatus | undefined;
  readonly elector: boolean;
  /** How often they have answered in the poll. */
  readonly given: number;
  /** Those that count for them; null where its charter has nothing signed (AUT-1). */
  readonly keys: readonly CountingKey[] | null;
}

const unknown: Known = { status: undefined, elector: false, given: 0, keys: null };

/** The keys that count for the elector `er`, each with the instant at which it was revoked, in SQL; null where nothing is signed. */
export const countingKeys: RawBuilder<unknown> = sql`
  case when er.keys is not null then coalesce((
    select json_agg(json_build_array(k.fingerprint, to_char(k.revoked_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
    from member_keys k where k.member = er.member and k.fingerprint = any (er.keys)), '[]'::json) end`;

export const knownOf = ({ electors }: Found, { elector }: Given): Known => electors.get(elector) ?? unknown;

/** Everything that answers are checked against, in one look; two for a question, whose votes are told apart by what it asks. */
export async function lookUp(
  trx: Trx,
  { decision, kind, matter }: Box,
  given: readonly Given[],
): Promise<Found> {
  const electors = [...new Set(given.map(({ elector }) => elector))];
  const newest = await withDeclared(
    trx,
    decision,
    await look(trx, { decision, kind, number: null }, electors),
  );
  if (newest.state === undefined || kind !== 'votes') return { ...newest, refusal: undefined };
  const on = voteOn(newest.state.asks, matter);
  if ('refusal' in on) return { ...newest, refusal: on.refusal };
  if (on.vote === null) return { ...newest, refusal: undefined };
  const asked = await look(trx, { decision, kind, number: on.vote }, electors);
  return { ...(await withDeclared(trx, decision, asked)), refusal: undefined };
}

type Looked = Omit<Found, 'refusal' | 'declared'>;

/** Another look is taken only where everybody must declare before they answer. */
async function withDeclared(trx: Trx, decision: string, looked: Looked): Promise<Omit<Found, 'refusal'>> {
  if (looked.poll?.rules.charter.interests !== 'require') return { ...looked, declared: null };
  const { rows } = await sql<{ member: string }>`
    select distinct member from declarations where decision = ${decision} and kind = 'interests'
      and member = any (${[...looked.electors.keys()]}::text[])`.execute(trx);
  return { ...looked, declared: new Set(rows.map(({ member }) => member)) };
}

async function look(
  trx: Trx,
  { decision, kind, number }: Pick<Box, 'decision' | 'kind'> & { readonly number: number | null },
  electors: readonly string[],
): Promise<Looked> {
  const newest = trx
    .selectFrom('polls')
    .select(pollColumns)
    .where('decision', '=', decision)
    .where('kind', '=', kind)
    .where('number', '=', sql<number>`coalesce(${number}::int, number)`)
    .orderBy('number', 'desc')
    .limit(1);
  type Row = { readonly state: unknown; readonly known: readonly KnownRow[] } & (
    Poll | { readonly id: null }
  );
  const { rows } = await sql<Row>`/* look-up-answers */
    select newest.*, p.state, electors.known
    from (select) one
    left join proposals p on p.id = ${decision}::uuid
    left join lateral ${newest} newest on true
    cross join lateral (
      select json_agg(json_build_array(
        (select status from members where id = e.id),
        er.member is not null,
        coalesce((select max(number) from answers where poll = newest.id and elector = e.id), 0),
        ${countingKeys}
      ) order by e.place) as known
      from unnest(${[...electors]}::text[]) with ordinality as e (id, place)
      left join electors er
        on er.electorate = coalesce(newest.electorate, ${decision}::text) and er.member = e.id
    ) electors`.execute(trx);
  const { state, known, ...poll } = rows[0] as Row;
  return {
    state: state === null ? undefined : asState(state),
    poll: poll.id === null ? undefined : poll,
    electors: new Map(electors.map((elector, place) => [elector, asKnown(known[place])])),
  };
}

type KnownRow = readonly [
  status: MemberStatus | null,
  elector: boolean,
  given: number,
  keys: readonly CountingKey[] | null,
];

function asKnown(row: KnownRow | undefined): Known {
  if (row === undefined) return unknown;
  const [status, elector, given, keys] = row;
  return { status: status ?? undefined, elector, given, keys };
}
