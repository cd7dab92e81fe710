/** An allocation for a time ends by itself, and holder and council are told before it does, and then (ALC-3). */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lookForTimers } from '../../api/operators/timers.ts';
import { untoldAllocations } from '../../store/council/allocation-notices.ts';
import { allocationTimer } from '../../workflows/messages.ts';
import { decided } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { loseWorkflow } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';

const members = [
  ...five.map((member) =>
    member.id === 'ben' ? { ...member, roles: [...member.roles, 'leadership' as const] } : member,
  ),
  person('kid', { bornAt: '2025-01-01T00:00:00.000Z' }),
  person('lea', { family: 'ash', bornAt: '2025-01-01T00:00:00.000Z' }),
  person('max', { bornAt: '2025-01-01T00:00:00.000Z' }),
];
const electors = five.map(({ id }) => id);

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    members,
    families: [{ id: 'ash', name: 'Ash' }],
    resources: [{ id: 'water', unit: 'litre', total: 100, held: [] }],
  });
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

const hours = async (count: number) =>
  new Date(Date.parse(await council.now()) + count * 3_600_000).toISOString();
const notices = async (member: string, decision: string): Promise<Json[]> =>
  (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items.filter(
    (one: Json) => one.decision === decision && /^allocation-(ending|over)$/.test(one.kind),
  );
const kinds = async (member: string, decision: string) =>
  (await notices(member, decision)).map(({ kind }) => kind).toReversed();
const free = async () =>
  (
    await (
      await council.as('anna')
    ).post('/v1/proposals', {
      category: 'resources',
      title: 'Everything',
      text: 'All of it.',
      rationale: 'To see how much there is.',
      impact: { affected: 'everyone', statement: 'None.' },
      alternatives: [{ title: 'Less', text: 'Less.' }],
      action: { type: 'allocation.grant', resource: 'water', amount: 101, to: 'anna', permanent: true },
    })
  ).body.facts.free;

/** One look for timers that are gone; answers those that run again by it. */
const look = async () => {
  const { db, clock, environment } = council;
  return (await lookForTimers({ db, clock, temporal: environment.client.workflow })).started;
};

async function give(to: unknown, amount: number, until: string) {
  const action = { type: 'allocation.grant', resource: 'water', amount, to, until };
  const { story, ended } = await decided(council, 'carl', { category: 'resources', action }, electors);
  expect(ended.outcome).toBe('executed');
  return story;
}

describe('an allocation for a time', () => {
  it('ALC-3 ALC-1 tells holder and council at nine tenths and at its end, and nobody else; then it is free again', async () => {
    const until = await hours(73 + 100);
    const { id } = await give('kid', 60, until);
    expect(await free()).toBe(40);
    await council.wait('89h');
    for (const member of ['kid', 'anna']) expect(await kinds(member, id)).toEqual([]);
    await council.wait('2h');
    for (const member of ['kid', 'anna', 'emil'])
      await council.until(async () => expect(await kinds(member, id)).toEqual(['allocation-ending']));
    expect(await notices('kid', id)).toMatchObject([
      { process: 'proposal', owes: null, facts: { resource: 'water', amount: 60, to: 'kid', until } },
    ]);
    expect(await free()).toBe(40);
    await council.wait('10h');
    for (const member of ['kid', 'anna'])
      await council.until(async () =>
        expect(await kinds(member, id)).toEqual(['allocation-ending', 'allocation-over']),
      );
    expect((await notices('kid', id))[0]).toMatchObject({ at: until });
    expect(await kinds('max', id)).toEqual([]);
    expect(await free()).toBe(100);
  });

  it('ALC-3 ALC-2 tells a family, and at once where it ends before its time', async () => {
    const until = await hours(73 + 100);
    const { id } = await give({ family: 'ash' }, 10, until);
    await council.wait('95h');
    await council.until(async () => expect(await kinds('lea', id)).toEqual(['allocation-ending']));
    await (await council.as('lea')).put('/v1/members/lea/status', { status: 'departed' });
    const both = ['allocation-ending', 'allocation-over'];
    await council.until(async () => expect(await kinds('anna', id)).toEqual(both));
    const [over] = await notices('anna', id);
    expect(over.at < until).toBe(true);
    expect(over.facts.until).toBe(over.at);
    expect(await free()).toBe(100);
  });

  it('ALC-3 EMG-2 tells of what an emergency granted, as its act is over', async () => {
    const until = await hours(1_000);
    const { body } = await (
      await council.as('ben')
    ).post('/v1/emergencies', {
      what: 'Water for Max',
      reason: 'The spring is dry.',
      action: { type: 'allocation.grant', resource: 'water', amount: 5, to: 'max', until },
      reversal: { type: 'none' },
    });
    await council.until(async () => expect(await free()).toBe(95));
    await council.wait('73h');
    await council.until(async () => expect(await kinds('max', body.id)).toEqual(['allocation-over']));
    expect(await kinds('anna', body.id)).toEqual(['allocation-over']);
    expect(await free()).toBe(100);
  });

  // Last: once workflows were ended from outside, the time-skipping server lets no more time pass for others.
  it('ALC-3 PRO-9 is told all the same where somebody ends its timer: the watch starts it again, and one that has told is left alone', async () => {
    const until = await hours(73 + 100);
    const { id } = await give('kid', 60, until);
    const timer = allocationTimer({ decision: id, reversal: false, share: 0 });
    expect(await look()).toEqual([]);
    // A day after its end it is not looked for any more.
    const untold = async (milliseconds: number) => {
      const at = new Date(Date.parse(until) + 86_400_000 + milliseconds).toISOString();
      return untoldAllocations(council.db, at, null, 10);
    };
    const timed = { decision: id, reversal: false, share: 0, until };
    expect(await untold(-1)).toEqual([timed]);
    expect(await untold(0)).toEqual([]);
    expect(await untoldAllocations(council.db, until, timed, 10)).toEqual([]);
    for (const wait of ['80h', '15h'] as const) {
      await loseWorkflow(council, timer);
      await council.wait(wait);
      expect(await look()).toEqual([timer]);
      expect(await look()).toEqual([]);
    }
    for (const member of ['kid', 'anna'])
      await vi.waitFor(async () => expect(await kinds(member, id)).toEqual(['allocation-ending']));
    await loseWorkflow(council, timer);
    // Its end has passed by then.
    await council.wait('20h');
    expect(await kinds('kid', id)).toEqual(['allocation-ending']);
    expect(await look()).toEqual([timer]);
    for (const member of ['kid', 'anna'])
      await vi.waitFor(async () =>
        expect(await kinds(member, id)).toEqual(['allocation-ending', 'allocation-over']),
      );
    await council.returned(timer);
    expect(await look()).toEqual([]);
  });
});
