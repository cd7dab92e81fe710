/** Members who are offline, come back, or depart while a decision is open. */
import { describe, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { makeKey } from '../support/signing.ts';
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

const setStatus = async (council: Council, member: string, status: string, by = member) =>
  (await council.as(by)).put(`/v1/members/${member}/status`, { status });

/** The registrar says so of each of them. */
async function setOffline(council: Council, ...members: string[]): Promise<void> {
  for (const member of members) expect((await setStatus(council, member, 'offline', 'ben')).status).toBe(200);
}

const away = ['fay', 'gus', 'hal'];
/** Eight who are all there. */
const present = [...five, ...away.map((id) => person(id))];

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

  it('MEM-4 abstain: who is back while the vote is open abstains only if they do', () =>
    inCouncil({ members: eight, charter: withPolicy('abstain') }, async (council) => {
      const story = await propose(council, 'carl');
      await council.wait('144h');
      await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'against' });
      expect((await story.get('/tally')).body).toMatchObject({ abstain: 3, quorum: { met: true } });
      // One acts elsewhere, one says it, and says the contrary in the same hour: neither was offline to the close.
      await (await council.as('fay')).put('/v1/members/fay/keys', { kind: 'sign', key: makeKey().jwk });
      await setStatus(council, 'gus', 'active');
      await setStatus(council, 'gus', 'offline');
      expect((await story.get('/tally')).body).toMatchObject({ abstain: 1, quorum: { met: false } });
      await council.wait('145h');
      await story.reaches('ended');
      expect((await story.read()).outcome).toBe('inquorate');
      await allProveThemselves(council);
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

describe('members whom the registrar sets offline', () => {
  it('MEM-4 three who boycott are no quorum of four among eight', () =>
    inCouncil({ members: present, charter: withPolicy('abstain') }, async (council) => {
      await setOffline(council, ...away);
      const story = await propose(council, 'carl');
      await council.wait('144h');
      await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for' });
      expect((await story.get('/tally')).body).toMatchObject({
        participating: 4,
        abstain: 0,
        quorum: { met: false },
      });
      await council.wait('145h');
      await story.reaches('ended');
      expect((await story.read()).outcome).toBe('inquorate');
    }));

  it.each([
    { since: '71:59:59', waits: ['71h', '59m', '58s'], abstain: 0, quorum: false },
    { since: '72 hours', waits: ['72h'], abstain: 3, quorum: true },
  ])('MEM-4 abstain: count as offline $since later: $quorum', ({ waits, abstain, quorum }) =>
    inCouncil({ members: present, charter: withPolicy('abstain') }, async (council) => {
      await setOffline(council, ...away);
      for (const duration of waits) await council.wait(duration);
      const story = await propose(council, 'carl');
      await council.wait('144h');
      await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for' });
      expect((await story.get('/tally')).body).toMatchObject({ abstain, quorum: { met: quorum } });
    }),
  );

  it('MEM-4 abstain: set active and offline again they have the whole notice anew', () =>
    inCouncil({ members: present, charter: withPolicy('abstain') }, async (council) => {
      await setOffline(council, ...away);
      await council.wait('71h');
      for (const member of away) expect((await setStatus(council, member, 'active', 'ben')).status).toBe(200);
      await setOffline(council, ...away);
      await council.wait('71h');
      const story = await propose(council, 'carl');
      await council.wait('144h');
      await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for' });
      expect((await story.get('/tally')).body).toMatchObject({ abstain: 0, quorum: { met: false } });
    }));

  it('MEM-4 exclude: the registrar is no electorate of one', () =>
    inCouncil({ charter: withPolicy('exclude') }, async (council) => {
      const others = five.map(({ id }) => id).filter((id) => id !== 'ben');
      await setOffline(council, ...others);
      const during = await propose(council, 'ben');
      expect(await during.read()).toMatchObject({ electorate: { size: 5 } });
      // One of them acts in the last second of the notice.
      await council.wait('71h');
      await council.wait('3598s');
      await (await council.as('dora')).put('/v1/members/dora/keys', { kind: 'sign', key: makeKey().jwk });
      await council.wait('10s');
      const after = await propose(council, 'ben');
      expect(await after.read()).toMatchObject({ electorate: { size: 2 } });
    }));

  it('MEM-4 wait: of who is set offline after the electorate was fixed no vote is kept open', () =>
    inCouncil({ charter: withPolicy('wait') }, async (council) => {
      const story = await propose(council, 'carl');
      await setOffline(council, 'emil');
      await council.wait('144h');
      await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for' });
      await council.wait('73h');
      await story.reaches('ended');
      expect(await story.hours('vote-closed')).toEqual([144 + 72]);
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
