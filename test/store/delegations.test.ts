/** Delegations made and revoked against the ballot box's clock, and many at once, on a real PostgreSQL (DEL-1 to DEL-3). */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Member } from '../../rules/model.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import { closeVote } from '../../store/ballots/closing.ts';
import type { Db } from '../../store/postgres/database.ts';
import { takeDeclaration } from '../../store/ballots/declarations.ts';
import { revokeDelegation } from '../../store/delegation/delegating.ts';
import { listDelegations } from '../../store/delegation/delegations.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { clockAt } from '../support/polls.ts';
import {
  closed,
  closes,
  delegate,
  delegated,
  disclose,
  fatesOf,
  type Four,
  lastMillisecond,
  open,
  opens,
  people,
  soon,
  vote,
} from './delegating.ts';

let database: TestDatabase;
let db: Db;
beforeEach(async () => {
  database = await createDatabase();
  ({ db } = database);
  return () => database.drop();
});

describe('made, revoked and over', () => {
  it('DEL-1 one until the instant of the close is over at it, one a millisecond longer carries', async () => {
    const members = people(5);
    const [anna, ben, carl, dora, emil] = members as [...Four, Member];
    const id = await open(db, members);
    await delegated(db, carl, anna, { until: closes });
    await delegated(db, dora, ben, { until: '2026-03-05T09:00:00.001Z' });
    for (const representative of [anna, ben]) await disclose(db, id, representative);
    for (const member of [anna, ben, emil]) await vote(db, id, member, 'for');
    expect(await closed(db, id)).toMatchObject({ for: 4, represented: 1 });
    expect(await fatesOf(db, id)).toEqual({ m03: 'carried' });
  });

  it('DEL-1 DEL-2 one made at the close is late for it, and so is a revocation of a wider one', async () => {
    const members = people(5);
    const [anna, ben, carl, dora, emil] = members as [...Four, Member];
    const id = await open(db, members);
    const { id: revoked } = await delegated(db, carl, anna);
    for (const representative of [anna, ben]) await disclose(db, id, representative);
    for (const member of [anna, ben, emil]) await vote(db, id, member, 'for');
    await delegated(db, dora, ben, { clock: clockAt(closes).clock });
    expect(await revokeDelegation(db, clockAt(closes).clock, carl, revoked)).toMatchObject({
      delegation: { revokedAt: closes },
    });
    expect(await closed(db, id, '2026-03-05T09:00:05.000Z')).toMatchObject({ for: 4, represented: 1 });
    expect(await fatesOf(db, id)).toEqual({ m02: 'carried' });
  });

  it('DEL-2 one for a single decision is revoked in the last millisecond, and stands from the close on', async () => {
    const members = people(4);
    const [anna, ben, carl, dora] = members as Four;
    const id = await open(db, members);
    const early = await delegated(db, carl, anna, { scope: { proposal: id } });
    const standing = await delegated(db, dora, ben, { scope: { proposal: id } });
    for (const representative of [anna, ben]) await disclose(db, id, representative);
    for (const representative of [anna, ben]) await vote(db, id, representative, 'for');
    const { clock, set } = clockAt(lastMillisecond);
    expect(await revokeDelegation(db, clock, carl, early.id)).toHaveProperty('delegation');
    set(closes);
    expect(await revokeDelegation(db, clock, dora, standing.id)).toMatchObject({
      refusal: { code: 'window-closed', rule: 'DEL-2', facts: { deadline: closes, lateByMs: 0 } },
    });
    expect(await closed(db, id)).toMatchObject({ for: 3, represented: 1 });
  });

  it('DEL-2 one for a single decision stands from an early close on, and none can be made then', async () => {
    const [anna, ben] = people(2) as Four;
    const id = await open(db, [anna, ben]);
    const { id: standing } = await delegated(db, ben, anna, { scope: { proposal: id } });
    for (const member of [anna, ben]) await vote(db, id, member, 'for');
    expect(await closed(db, id, opens)).toMatchObject({ for: 2, represented: 0 });
    const { clock } = clockAt('2026-03-02T10:00:00.000Z');
    expect(await revokeDelegation(db, clock, ben, standing)).toMatchObject({
      refusal: { code: 'window-closed', facts: { deadline: opens } },
    });
    expect(await delegate(db, anna, ben, { scope: { proposal: id }, clock })).toMatchObject({
      refusal: { code: 'window-closed' },
    });
  });

  it('DEL-3 are numbered in the order in which they are committed, however many are made at once', async () => {
    const members = people(20);
    await open(db, members);
    await Promise.all(
      members.map((from, place) =>
        delegated(db, from, members[(place + 1) % 20] as Member, { clock: databaseClock, until: soon(80) }),
      ),
    );
    const made = (await listDelegations(db, { limit: 100 })).toReversed();
    expect(made.map(({ sequence }) => sequence)).toEqual(members.map((_, place) => place + 1));
    const instants = made.map(({ madeAt }) => madeAt);
    expect(instants).toEqual(instants.toSorted());
  });

  it('DEL-1 VOT-6 each one made before the close is in it, and no other, while the poll closes', async () => {
    const members = people(60);
    const representative = members[0] as Member;
    const now = Date.parse(await databaseClock(db));
    const end = new Date(now + 500).toISOString();
    const id = await open(db, members, { cap: null }, { opens: new Date(now).toISOString(), closes: end });
    await takeDeclaration(db, databaseClock, id, representative, {
      kind: 'disclosures',
      facts: { interests: 'none' },
      request: null,
    });
    await vote(db, id, representative, 'for', databaseClock);
    let counted: number | undefined;
    const closing = (async () => {
      for (;;) {
        const result = await closeVote(db, databaseClock, id, 1);
        if (!result.open || result.closes !== end) {
          counted = result.open ? result.extended[0]?.tally.represented : result.result[0]?.represented;
          return;
        }
      }
    })();
    const made: string[] = [];
    for (let place = 1; place < members.length; place += 2)
      for (const one of await Promise.all(
        members
          .slice(place, place + 2)
          .map((from) => delegated(db, from, representative, { clock: databaseClock, until: soon(80) })),
      ))
        made.push(one.madeAt);
    await closing;
    expect(made.filter((at) => at < end)).toHaveLength(counted ?? -1);
  });

  it('DEL-3 of two made at once that together exceed it, one is refused with the figures', async () => {
    const [anna, ben, carl, dora] = people(4) as Four;
    await open(db, [anna, ben, carl, dora]);
    const made = await Promise.all(
      [ben, carl].map((maker) => delegate(db, maker, anna, { clock: databaseClock, until: soon(80) })),
    );
    expect(made.filter((one) => 'delegation' in one)).toHaveLength(1);
    expect(made.find((one) => 'refusal' in one)).toEqual({
      refusal: {
        code: 'over-cap',
        rule: 'DEL-3',
        facts: { representative: 'm00', carried: 2, cap: 1, delegated: 2, electorate: 4 },
      },
    });
  });
});
