/** Amendments that the guardian can but refuse: where their silence is assent, and where they have a veto on amendments alone (AMD-2, VET-3). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agree, endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const electors = five.map(({ id }) => id);

async function adopted(path: string, value: string, present = electors): Promise<Story> {
  const action = { type: 'charter.amend', patch: [{ op: 'replace', path, value }] };
  const story = await propose(council, 'carl', { category: 'constitutional', action });
  await agree(council, story, present);
  return story;
}

describe('silence that is assent', () => {
  beforeAll(async () => {
    council = await openCouncil({
      charter: (document) => ({ ...document, guardian: { ...document.guardian!, silence: 'assent' } }),
    });
  });

  it('AMD-2 VET-3 silence lets an amendment go on at the end of the week; a refusal before it ends it', async () => {
    const silent = await adopted('/drafts/lapse', '7 days');
    await silent.reaches('guardian-approval');
    expect((await silent.get('/outlook')).body.courses).toContainEqual(
      expect.objectContaining({ turn: 'silent', to: { stage: 'delay' }, rule: 'AMD-2' }),
    );
    const refused = await adopted('/drafts/lapse', '8 days');
    await refused.reaches('guardian-approval');
    expect((await refused.post('anna', '/approval', { approve: false, reason: 'Too short.' })).status).toBe(
      200,
    );
    await refused.reaches('ended');
    expect((await refused.read()).outcome).toBe('refused-by-guardian');

    await council.wait('94h');
    expect(await silent.stage()).toBe('guardian-approval');
    await council.wait('2h');
    await silent.reaches('delay');
    expect(await silent.hours('approval-assumed')).toEqual(await silent.hours('delay-opened'));
    const late = await silent.post('anna', '/approval', { approve: false, reason: 'Too late.' });
    expect([late.status, late.body.rule]).toEqual([403, 'VET-3']);
    expect(await silent.outcome()).toBe('executed');
  });

  it('AMD-2 MEM-2 an office that falls vacant refuses nothing: what waited for it goes on at once, on record', async () => {
    const story = await adopted('/execution/retry', '9 days');
    await story.reaches('guardian-approval');
    expect(
      (await (await council.as('anna')).put('/v1/members/anna/status', { status: 'departed' })).status,
    ).toBe(200);
    await story.reaches('delay');
    const [passed] = (await story.timeline()).filter(({ kind }) => kind === 'approval-passed-over');
    expect(passed?.facts).toMatchObject({ guardian: null, action: 'charter.amend' });
    const later = await adopted('/mandates/longest', '80 days', electors.slice(1));
    await later.reaches('delay');
    expect(await later.hours('guardian-approval-opened')).toEqual([]);
    await council.returned(story.id);
    expect(await endingOf(story)).toMatchObject({ outcome: 'executed' });
    expect(await later.outcome()).toBe('executed');
  });
});

describe('a veto on amendments alone', () => {
  beforeAll(async () => {
    await council.close();
    const vetoed = { approval: false };
    council = await openCouncil({
      charter: (document) => ({
        ...document,
        guardian: { ...document.guardian!, scope: 'amendments' },
        categories: {
          ...document.categories,
          operations: {
            ...document.categories.operations!,
            delay: document.categories.constitutional!.delay,
          },
          constitutional: { ...document.categories.constitutional!, ...vetoed },
          'core-principles': { ...document.categories['core-principles']!, ...vetoed },
        },
      }),
    });
  });

  it('VET-3 VET-4 is the guardian’s within the delay of an amendment, and of nothing else; silence lets it take effect', async () => {
    const [vetoed, silent] = [
      await adopted('/drafts/lapse', '7 days'),
      await adopted('/drafts/lapse', '8 days'),
    ];
    const routine = await propose(council, 'carl');
    const filling = await propose(council, 'carl', {
      category: 'constitutional',
      action: { type: 'member.guardian', member: 'dora' },
    });
    await council.wait('73h');
    const all = Object.fromEntries(electors.map((elector) => [elector, 'agree' as const]));
    for (const story of [routine, filling]) await story.positions(all);
    for (const story of [vetoed, silent, routine, filling]) {
      await story.reaches('delay');
      expect(await story.hours('guardian-approval-opened')).toEqual([]);
    }
    const veto = { principle: 'exit', reason: 'Two members asked me to.' };
    for (const story of [routine, filling])
      expect((await story.post('anna', '/veto', veto)).body).toMatchObject({ status: 403, rule: 'VET-3' });
    expect((await vetoed.post('carl', '/veto', veto)).status).toBe(403);
    expect((await vetoed.post('anna', '/veto', veto)).status).toBe(200);
    await vetoed.reaches('ended');
    expect((await vetoed.read()).outcome).toBe('vetoed');
    expect(await silent.outcome()).toBe('executed');
    expect([await routine.outcome(), await filling.outcome()]).toEqual(['executed', 'executed']);
  });
});
