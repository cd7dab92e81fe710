/** Endorsers: a submission waits for electors who second it, and counts once there are enough (PRO-2). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import { takeDeclaration } from '../../store/ballots/declarations.ts';
import { memberById } from '../../store/council/members.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { allProveThemselves, foundOfLie } from '../support/proof.ts';
import { content, propose } from '../support/story.ts';

const sought = { count: 2, window: '48h' as CharterDocument['review'] & string };

/** Operations, justice and membership are to be endorsed; in justice a hearing is asked for. */
const seconded = (document: CharterDocument): CharterDocument => ({
  ...document,
  categories: Object.fromEntries(
    Object.entries(document.categories).map(([name, category]) => [
      name,
      ['operations', 'justice'].includes(name) ? { ...category, endorsers: sought } : category,
    ]),
  ),
});

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ charter: seconded });
});
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const all = ['anna', 'ben', 'carl', 'dora', 'emil'] as const;
const agreeing = Object.fromEntries(all.map((member) => [member, 'agree' as const]));

describe('a submission that is to be endorsed', () => {
  it('PRO-2 PRO-3 is reviewed from when the last endorser is found, and decided by those who were asked', async () => {
    const story = await propose(council, 'carl');
    expect(await story.read('ben')).toMatchObject({
      stage: 'endorsement',
      electorate: { size: 5 },
      endorsement: { needed: 2, members: [] },
      can: ['endorsements', 'statements'],
    });
    expect((await story.read('carl')).can).toEqual(['withdrawal', 'statements']);
    const own = await story.post('carl', '/endorsements', {});
    expect(own.body).toMatchObject({ type: '/problems/not-permitted', rule: 'PRO-2' });
    expect((await story.post('ben', '/endorsements', {})).status).toBe(201);
    const twice = await story.post('ben', '/endorsements', {});
    expect(twice.body).toMatchObject({
      type: '/problems/already-done',
      rule: 'PRO-2',
      facts: { member: 'ben', endorses: true },
    });
    await council.until(async () =>
      expect(await story.read()).toMatchObject({ endorsement: { members: ['ben'] } }),
    );
    await council.wait('10h');
    expect((await story.post('ben', '/endorsements', { withdraw: true })).status).toBe(201);
    expect((await story.post('dora', '/endorsements', {})).status).toBe(201);
    await council.wait('10h');
    expect(await story.stage()).toBe('endorsement');
    expect((await story.post('emil', '/endorsements', {})).status).toBe(201);
    await story.reaches('review');
    expect((await story.post('emil', '/endorsements', { withdraw: true })).body).toMatchObject({
      type: '/problems/wrong-stage',
    });
    expect(await story.read()).toMatchObject({ endorsement: { needed: 2, members: ['dora', 'emil'] } });
    await council.wait('73h');
    await story.positions(agreeing);
    expect(await story.outcome()).toBe('executed');
    expect((await story.hours('review-opened')).map(Math.floor)).toEqual([20]);
    expect((await story.hours('discussion-opened')).map(Math.floor)).toEqual([92]);
    await foundLies(story.id);
  });

  /** What a forger would say of who endorsed it, and what is said to it. */
  async function foundLies(id: string) {
    const found = (change: Parameters<typeof foundOfLie>[2]) => foundOfLie(council, id, change);
    expect(
      await found(({ record }) => {
        delete record.endorsement;
      }),
    ).toContain('is missing');
    expect(await found(({ record }) => void record.endorsement!.members.push('anna'))).toContain(
      '/endorsement/members',
    );
    expect(
      await found(({ record }) => Object.assign(record.endorsement!, { needed: 1, members: ['dora'] })),
    ).toContain('/endorsement/needed');
    const withdrawn = await found(({ evidence }) => {
      const words = evidence.declarations.filter(({ kind }) => kind === 'endorsements');
      words.find(({ member }) => member === 'emil')!.facts = { withdraw: true };
    });
    expect(withdrawn).toContain('before enough had endorsed it');
    expect(
      await found(({ evidence }) => {
        evidence.declarations.find(
          ({ kind, member }) => kind === 'endorsements' && member === 'dora',
        )!.member = 'carl';
      }),
    ).toContain('is of carl, who cannot endorse it');
    expect(await found(({ record }) => void record.stages.shift())).toContain(
      'do not begin with an endorsement',
    );
  }

  it('PRO-2 PRO-9 lapses with one too few; what comes at the end of its time is late', async () => {
    const story = await propose(council, 'carl');
    await story.post('ben', '/endorsements', {});
    await council.wait('47h');
    expect(await story.stage()).toBe('endorsement');
    expect(await story.outcome()).toBe('lapsed');
    const ended = (await story.timeline()).find(({ kind }) => kind === 'ended');
    expect(ended).toMatchObject({ facts: { rule: 'PRO-2', endorsers: 1, needed: 2 } });
    expect(await story.hours('ended')).toEqual([48]);
    expect((await story.post('dora', '/endorsements', {})).body.type).toBe('/problems/wrong-stage');
    expect(
      await foundOfLie(council, story.id, ({ record }) => void (record.endorsement!.at = record.endedAt)),
    ).toContain('does not lack endorsers');
  });

  it('PRO-2 VOT-6 counts what was acknowledged in its last moments, though the word of it was lost', async () => {
    const story = await propose(council, 'carl');
    await council.wait('47h');
    for (const id of ['ben', 'dora']) {
      const member = await memberById(council.db, id);
      const declaration = { kind: 'endorsements', facts: {}, request: null } as const;
      expect(await takeDeclaration(council.db, council.clock, story.id, member!, declaration)).toHaveProperty(
        'entry',
      );
    }
    await council.wait('2h');
    expect(await story.read()).toMatchObject({
      stage: 'review',
      endorsement: { needed: 2, members: ['ben', 'dora'] },
    });
    await council.wait('73h');
    await story.positions(agreeing);
    expect(await story.outcome()).toBe('executed');
  });

  it('PRO-2 PRO-6 can be withdrawn by its author meanwhile, and nothing of it is asked or answered', async () => {
    const story = await propose(council, 'carl');
    expect((await story.position('ben', 'agree')).body).toMatchObject({ type: '/problems/wrong-stage' });
    expect((await story.post('carl', '/amendments', { text: 'Another.' })).body.type).toBe(
      '/problems/wrong-stage',
    );
    await story.post('carl', '/withdrawal');
    expect(await story.outcome()).toBe('withdrawn');
  });

  it('PRO-2 JUS-1 the accused is asked for their hearing from when it counts', async () => {
    const story = await propose(council, 'carl', {
      category: 'justice',
      impact: { affected: ['emil'], statement: 'Emil mends the press.' },
      accused: 'emil',
    });
    expect(await story.read()).toMatchObject({ stage: 'endorsement', requirements: [] });
    await council.wait('5h');
    await story.post('ben', '/endorsements', {});
    await story.post('dora', '/endorsements', {});
    await story.reaches('review');
    const { requirements, submittedAt } = await story.read();
    expect(requirements).toMatchObject([{ what: 'hearing', who: 'emil' }]);
    expect(Date.parse(requirements[0].asked) - Date.parse(submittedAt)).toBeGreaterThanOrEqual(5 * 3_600_000);
    await story.post('emil', '/hearing', { decline: true });
    await story.post('carl', '/withdrawal');
    expect(await story.outcome()).toBe('withdrawn');
  });

  it('PRO-2 PRO-1 a draft is endorsed once it is submitted, and its outlook says where it goes', async () => {
    const story = await propose(council, 'carl', { draft: true });
    await story.post('carl', '/submission');
    await story.reaches('endorsement');
    const { courses } = (await story.get('/outlook')).body;
    expect(courses.map(({ turn }: { turn: string }) => turn)).toEqual(['endorsed', 'silent', 'withdrawn']);
    await story.post('anna', '/endorsements', {});
    await story.post('ben', '/endorsements', {});
    await story.reaches('review');
    await story.post('carl', '/withdrawal');
    expect(await story.outcome()).toBe('withdrawn');
  });

  it('PRO-2 what its category asks of nobody begins with its review', async () => {
    const story = await propose(council, 'carl', { ...content, category: 'infrastructure' });
    expect(await story.read()).toMatchObject({ stage: 'review', endorsement: null });
    await story.post('carl', '/withdrawal');
    expect(await story.outcome()).toBe('withdrawn');
  });
});
