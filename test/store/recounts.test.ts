/** Votes that have closed, counted again under another charter's section on delegation, on a real PostgreSQL (AMD-1, DEL-1 to DEL-5). */
import { randomUUID } from 'node:crypto';
import { fc } from '@fast-check/vitest';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Charter } from '../../charter/types.ts';
import type { Member } from '../../rules/model.ts';
import { closeVote } from '../../store/ballots/closing.ts';
import type { Db } from '../../store/postgres/database.ts';
import { revokeDelegation } from '../../store/delegation/delegating.ts';
import { listMembers } from '../../store/council/members.ts';
import { pollByNumber } from '../../store/ballots/polls.ts';
import { delegatedAmong, recountVotes } from '../../store/ballots/recounts.ts';
import { setStatus } from '../../store/council/status.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { runs } from '../support/runs.ts';
import { clockAt } from '../support/polls.ts';
import {
  charterWith,
  closed,
  closes,
  delegated,
  disclose,
  extended,
  type Four,
  lastMillisecond,
  open,
  opens,
  people,
  vote,
} from './delegating.ts';

let database: TestDatabase;
let db: Db;
beforeEach(async () => {
  database = await createDatabase();
  ({ db } = database);
  return () => database.drop();
});

const section = (changes: Parameters<typeof charterWith>[0] = {}) =>
  charterWith({ cap: null, ...changes }).charter.delegation;
const afterwards = '2026-03-20T09:00:00.000Z';

/** The tally of the first vote, recounted. */
const recount = async (id: string, delegation: Charter['delegation']) =>
  (await recountVotes(db, id, delegation)).get(1);

describe('a vote that was closed', () => {
  it('AMD-1 DEL-3 carries as many as another cap allows, those delegated first, whatever is revoked and whoever departs later', async () => {
    const members = people(10);
    const [anna, ben] = members as Four;
    const id = await open(db, members, { cap: null });
    const given = [];
    for (const member of members.slice(2, 10)) given.push(await delegated(db, member, anna));
    await disclose(db, id, anna);
    await vote(db, id, anna, 'for');
    await vote(db, id, ben, 'against');
    const judged = await closed(db, id);
    expect(judged).toMatchObject({ for: 9, against: 1, represented: 8 });
    await revokeDelegation(db, clockAt(afterwards).clock, members[2] as Member, given[0]?.id ?? '');
    await setStatus(db, clockAt(afterwards).clock, { id: 'm03', status: 'departed', by: 'm03' });

    expect(await recount(id, section())).toMatchObject({ tally: judged });
    const capped = (num: number, den: number) => section({ cap: { num, den, of: 'delegated' } });
    expect((await recount(id, capped(3, 8)))?.tally).toMatchObject({
      for: 4,
      represented: 3,
      participating: 5,
    });
    expect((await recount(id, capped(37, 100)))?.tally).toMatchObject({ for: 3, represented: 2 });
    expect((await recount(id, section({ cap: { num: 1, den: 2, of: 'electorate' } })))?.tally).toMatchObject({
      for: 6,
      represented: 5,
      electorate: 10,
    });
    expect((await recount(id, null))?.tally).toMatchObject({ for: 1, against: 1, represented: 0 });
  });

  it('AMD-1 DEL-4 DEL-5 carries through chains, and for conflicted representatives, as the other charter says', async () => {
    const members = people(4);
    const [anna, ben, carl, dora] = members as Four;
    const id = await open(db, members, { cap: null });
    await delegated(db, dora, carl);
    await delegated(db, carl, anna);
    await disclose(db, id, anna, 'a cousin');
    for (const member of [anna, ben]) await vote(db, id, member, 'for');
    await closed(db, id);
    const outcome = async (changes: Parameters<typeof section>[0]) =>
      (await recount(id, section(changes)))?.tally.represented;
    expect(await outcome({})).toBe(1);
    expect(await outcome({ chains: true })).toBe(2);
    expect(await outcome({ conflicted: 'drop' })).toBe(0);
  });

  it('AMD-1 PRO-8 is counted again as it was extended too: with the ballots, delegations and electors of then', async () => {
    const members = people(8);
    const [anna, ben, carl, dora] = members as Four;
    const id = await open(db, members, { cap: null });
    for (const member of [carl, dora]) await delegated(db, member, anna);
    await disclose(db, id, anna);
    await vote(db, id, anna, 'for');
    await setStatus(db, clockAt(opens).clock, { id: 'm06', status: 'departed', by: 'm06' });
    const then = await closed(db, id);
    expect(then).toMatchObject({ for: 3, represented: 2, electorate: 7, verdict: 'inquorate' });
    const within = '2026-03-06T09:00:00.000Z';
    await delegated(db, members[5] as Member, anna, { clock: clockAt(within).clock });
    for (const member of [ben, members[4] as Member])
      await vote(db, id, member, 'for', clockAt(within).clock);
    await setStatus(db, clockAt(within).clock, { id: 'm07', status: 'departed', by: 'm07' });
    const closing = await closeVote(db, clockAt(extended).clock, id, 1);
    const end = closing.open ? undefined : closing.result[0];
    expect(end).toMatchObject({ for: 6, represented: 3, electorate: 6 });
    expect(await recount(id, section())).toEqual({ extended: [then], tally: end });
    const one = section({ cap: { num: 1, den: 3, of: 'delegated' } });
    expect(await recount(id, one)).toMatchObject({
      extended: [{ for: 2, represented: 1, electorate: 7 }],
      tally: { for: 4, represented: 1, electorate: 6 },
    });
  });

  it('AMD-1 is none that its decision’s ending closed, nor one that is open', async () => {
    const members = people(4);
    const id = await open(db, members);
    expect((await recountVotes(db, id, section())).size).toBe(0);
  });
});

describe('the decisions in which somebody’s vote can be carried', () => {
  const among = async (id: string) => [...(await delegatedAmong(db, [id, randomUUID()]))];

  it('AMD-1 DEL-1 are those with a delegation of an elector in a vote that was judged', async () => {
    expect(await delegatedAmong(db, [])).toEqual(new Set());
    const members = people(4);
    const [anna, ben, carl] = members as Four;
    const id = await open(db, members);
    await closed(db, id, closes);
    await closeVote(db, clockAt(extended).clock, id, 1);
    expect(await among(id)).toEqual([]);
    // For another category, and made too late.
    await delegated(db, ben, anna, { scope: { category: 'resources' } });
    await delegated(db, carl, anna, { clock: clockAt(extended).clock });
    expect(await among(id)).toEqual([]);
    await delegated(db, ben, anna, {
      scope: { category: 'operations' },
      clock: clockAt(lastMillisecond).clock,
    });
    expect(await among(id)).toEqual([id]);
  });
});

const size = 6;
const place = fc.integer({ min: 0, max: size - 1 });
const sections = fc.record({
  chains: fc.boolean(),
  conflicted: fc.constantFrom('carry' as const, 'drop' as const),
  cap: fc.constantFrom(
    null,
    { num: 1, den: 4, of: 'delegated' as const },
    { num: 1, den: 3, of: 'electorate' as const },
  ),
});

describe('under two charters', () => {
  it('AMD-1 DEL-3 REC-1 is counted as it would have been, had the other been its own', async () => {
    const stories = fc.record({
      own: sections,
      other: sections,
      given: fc.array(fc.tuple(place, place), { maxLength: 8 }),
      cast: fc.uniqueArray(fc.tuple(place, fc.constantFrom('for' as const, 'against' as const)), {
        selector: ([elector]) => elector,
        maxLength: 4,
      }),
      disclosed: fc.uniqueArray(fc.tuple(place, fc.constantFrom('none', 'a cousin')), {
        selector: ([member]) => member,
      }),
    });
    const sameCount = fc.asyncProperty(stories, async ({ own, other, given, cast, disclosed }) => {
      await sql`truncate delegations cascade`.execute(db);
      const members = people(size);
      // What was given stands under both: it is for all decisions.
      const told = async (under: typeof own) => {
        const here = await listMembers(db, { limit: 1 });
        const { charter } = charterWith(under);
        return open(db, here.length > 0 ? [] : members, { cap: null }, { charter });
      };
      const [one, same] = [await told(own), await told(other)];
      for (const [from, to] of given)
        if (from !== to) await delegated(db, members[from] as Member, members[to] as Member);
      for (const id of [one, same]) {
        for (const [member, interests] of disclosed)
          await disclose(db, id, members[member] as Member, interests);
        for (const [elector, choice] of cast) await vote(db, id, members[elector] as Member, choice);
        await closed(db, id);
        await closeVote(db, clockAt(extended).clock, id, 1);
      }
      const under = async (delegation: typeof own) =>
        recount(one, charterWith(delegation).charter.delegation);
      const mine = await pollByNumber(db, one, 'votes', 1);
      expect(await under(own)).toEqual({
        extended: mine.extended.map(({ tally }) => tally),
        tally: mine.result,
      });
      // It may have been extended under one of them only.
      const { result } = await pollByNumber(db, same, 'votes', 1);
      expect((await under(other))?.tally).toEqual(result);
    });
    await fc.assert(sameCount, runs(8));
  });
});
