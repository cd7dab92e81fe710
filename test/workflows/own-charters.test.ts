/** Whole proposals under what a charter may say of its votes: quorums, a second meeting, a casting vote. */
import { afterEach, describe, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { split } from '../support/deadlock.ts';
import { propose } from '../support/story.ts';

let council: Council;
afterEach(() => council.close());

const under = async (change: (document: CharterDocument) => CharterDocument): Promise<Council> =>
  (council = await openCouncil({ charter: change }));

/** The council's own quorum and threshold are these. */
const councilHas =
  (tier: Partial<CharterDocument['tiers'][string]>) =>
  (document: CharterDocument): CharterDocument => ({
    ...document,
    tiers: { ...document.tiers, council: { ...document.tiers.council!, ...tier } },
  });

describe('a quorum of votes for', () => {
  it('TIE-4 PRO-8 a fifth vote against leaves it missed, and nothing is extended once all have voted', async () => {
    await under(councilHas({ quorum: { num: 1, den: 2, strict: true, of: 'for' } }));
    const story = await propose(council, 'carl', { category: 'resources' });
    expect(await story.read()).toMatchObject({ electorate: { size: 5, quorum: 3 } });
    await council.wait('145h');
    await story.votes({ anna: 'for', ben: 'for', carl: 'abstain', dora: 'against' });
    expect((await story.get('/tally')).body).toMatchObject({
      participating: 4,
      quorum: { num: 1, den: 2, strict: true, of: 'for', met: false },
      verdict: 'inquorate',
      decided: false,
    });
    await story.votes({ emil: 'against' });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('inquorate');
    expect(await story.hours('vote-extended')).toEqual([]);
  });
});

describe('a second meeting', () => {
  it('PRO-8 decides with whoever comes where the charter asks for none', async () => {
    await under((document) => ({
      ...document,
      voting: { ...document.voting, extension: { quorum: null } },
    }));
    const story = await propose(council, 'carl', { category: 'resources' });
    await council.wait('145h');
    await story.votes({ anna: 'for' });
    await council.wait('72h');
    expect((await story.get('/tally')).body).toMatchObject({
      quorum: { num: 0, den: 1, met: true },
      verdict: 'adopted',
      extended: [{ tally: { quorum: { num: 3, den: 4, met: false }, verdict: 'inquorate' } }],
    });
    expect(await story.outcome()).toBe('executed');
    expect(await story.hours('vote-closed')).toEqual([288]);
  });
});

describe('a casting vote', () => {
  it('DEA-2 a tie at the first vote goes to the guardian at once', async () => {
    await under((document) => ({
      ...document,
      deadlock: { ...document.deadlock!, extraRounds: 0, deferral: null },
    }));
    const story = await propose(council, 'carl', { category: 'resources' });
    await council.wait('145h');
    await story.votes(split);
    await council.wait('72h');
    expect(await story.stage()).toBe('guardian-resolution');
    expect(await story.hours('guardian-resolution-opened')).toEqual([216]);
    await story.post('anna', '/resolution', { adopt: true, reason: 'The chair is for it' });
    expect(await story.outcome()).toBe('executed');
    expect(await story.hours('voting-opened')).toEqual([144]);
  });
});
