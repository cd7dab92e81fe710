/** Members who are offline, come back, or depart while a decision is open. */
import { describe, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { propose } from '../support/story.ts';

const withPolicy =
  (policy: 'abstain' | 'exclude' | 'wait') =>
  (document: CharterDocument): CharterDocument => ({
    ...document,
    offline: { ...document.offline, policy },
  });

/** The five and three more who are offline. */
const eight = [...five, ...['fay', 'gus', 'hal'].map((id) => person(id, { status: 'offline' }))];

async function inCouncil(
  options: Parameters<typeof openCouncil>[0],
  story: (council: Council) => Promise<void>,
) {
  const council = await openCouncil(options);
  try {
    await story(council);
  } finally {
    await council.close();
  }
}

const setStatus = async (council: Council, member: string, status: string) =>
  (await council.as(member)).put(`/v1/members/${member}/status`, { status });

describe('offline electors', () => {
  it('MEM-4 abstain: their abstentions count to the quorum once half has answered in fact', () =>
    inCouncil({ members: eight, charter: withPolicy('abstain') }, async (council) => {
      const story = await propose(council, 'carl');
      expect(await story.read()).toMatchObject({ electorate: { size: 8, quorum: 6 } });
      await council.wait('144h');
      await story.votes({ anna: 'for', ben: 'for', carl: 'for' });
      expect((await story.get('/tally')).body).toMatchObject({
        participating: 3,
        abstain: 0,
        quorum: { met: false },
      });
      await story.votes({ dora: 'against' });
      expect((await story.get('/tally')).body).toMatchObject({
        participating: 7,
        abstain: 3,
        quorum: { met: true },
      });
      expect(await story.outcome()).toBe('executed');
    }));

  it('MEM-4 abstain: an assumed abstention is never a position', () =>
    inCouncil({ members: eight, charter: withPolicy('abstain') }, async (council) => {
      const story = await propose(council, 'carl');
      await council.wait('73h');
      await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
      await council.wait('24h');
      expect(await story.read()).toMatchObject({ stage: 'discussion', round: 2 });
    }));

  it('MEM-4 exclude: they are not in the electorate', () =>
    inCouncil({ members: eight, charter: withPolicy('exclude') }, async (council) => {
      const story = await propose(council, 'carl');
      expect(await story.read()).toMatchObject({ electorate: { size: 5, quorum: 4 } });
      await council.wait('144h');
      expect((await story.vote('fay', 'for')).body).toMatchObject({
        status: 403,
        type: '/problems/not-an-elector',
      });
    }));

  it('MEM-4 wait: the vote stays open for one week at most', () =>
    inCouncil({ members: eight, charter: withPolicy('wait') }, async (council) => {
      const story = await propose(council, 'carl');
      await council.wait('144h');
      await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', emil: 'for' });
      await council.wait('73h');
      expect(await story.stage()).toBe('voting');
      await story.votes({ fay: 'for' });
      expect(await story.outcome()).toBe('executed');
      expect(await story.hours('vote-closed')).toEqual([144 + 72 + 168]);
    }));

  it('MEM-4 wait: who returns has 24 hours', () =>
    inCouncil({ members: eight, charter: withPolicy('wait') }, async (council) => {
      const story = await propose(council, 'carl');
      await council.wait('144h');
      await story.votes({
        anna: 'for',
        ben: 'for',
        carl: 'for',
        dora: 'for',
        emil: 'for',
        fay: 'for',
        gus: 'for',
      });
      await council.wait('82h');
      expect((await setStatus(council, 'hal', 'active')).status).toBe(200);
      await council.wait('23h');
      expect(await story.stage()).toBe('voting');
      expect(await story.outcome()).toBe('executed');
      const [closed] = await story.hours('vote-closed');
      expect(closed).toBeGreaterThan(144 + 82 + 23);
      expect(closed).toBeLessThan(144 + 82 + 25);
    }));
});

describe('departing electors', () => {
  it('MEM-2 leave the electorate of an open poll; a ballot cast before stands', () =>
    inCouncil({}, async (council) => {
      const story = await propose(council, 'carl');
      await council.wait('144h');
      await story.votes({ anna: 'for', ben: 'for', dora: 'against' });
      await setStatus(council, 'dora', 'departed');
      expect((await story.get('/tally')).body).toMatchObject({ for: 2, against: 1, electorate: 5 });
      await setStatus(council, 'emil', 'departed');
      expect((await story.get('/tally')).body).toMatchObject({
        for: 2,
        against: 1,
        electorate: 4,
        participating: 3,
      });
      expect((await story.vote('emil', 'against')).status).toBe(403);
      // Everyone who is left has voted with this ballot, so the poll closes.
      await story.votes({ carl: 'for' });
      await story.reaches('ended');
      expect(await story.outcome()).toBe('executed');
      const [closed] = await story.hours('vote-closed');
      expect(closed).toBeLessThan(146);
    }));

  it('MEM-2 a poll closes when the only one it waited for departs', () =>
    inCouncil({}, async (council) => {
      const story = await propose(council, 'carl');
      await council.wait('144h');
      await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for' });
      await setStatus(council, 'emil', 'departed');
      await story.reaches('ended');
      expect(await story.outcome()).toBe('executed');
      expect((await story.hours('vote-closed'))[0]).toBeLessThan(146);
    }));

  it('MEM-3 takes nobody in who joins or matures afterwards', () =>
    inCouncil(
      { members: [...five, person('young', { bornAt: '2016-12-01T00:00:00.000Z' })] },
      async (council) => {
        const story = await propose(council, 'carl');
        expect(await story.read()).toMatchObject({ electorate: { size: 5 } });
        await council.wait('10 days');
        expect((await story.vote('young', 'for')).body).toMatchObject({ type: '/problems/not-an-elector' });
        const next = await propose(council, 'carl');
        expect(await next.read()).toMatchObject({ electorate: { size: 6 } });
      },
    ));
});
