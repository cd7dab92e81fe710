/** The charter changed under its own rules: adopted, approved, delayed, in force; and each way in which it is not (CHA-3, AMD-1, AMD-2). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import type { Action } from '../../rules/model.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { person } from '../support/people.ts';
import { perform } from '../support/performing.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

const everyone = ['anna', 'ben', 'carl', 'dora', 'emil'];
const replace = (path: string, value: unknown) => ({ op: 'replace', path, value });
const amending = (...patch: object[]) => ({
  category: 'constitutional',
  title: 'Another charter',
  text: 'The charter is amended.',
  action: { type: 'charter.amend', patch },
});

/** Adopted by consensus in the first round of these members. */
async function adopted(council: Council, author: string, more: object, electors = everyone): Promise<Story> {
  const story = await propose(council, author, more);
  await council.wait('72h');
  await story.reaches('discussion', 1);
  await agree(story, electors);
  return story;
}

async function agree(story: Story, electors = everyone): Promise<void> {
  await story.positions(Object.fromEntries(electors.map((member) => [member, 'agree' as const])));
}

/** And approved by the guardian. */
async function approved(council: Council, author: string, more: object): Promise<Story> {
  const story = await adopted(council, author, more);
  await story.reaches('guardian-approval');
  expect((await story.post('anna', '/approval', { approve: true, reason: 'It is sound.' })).status).toBe(200);
  await story.reaches('delay');
  return story;
}

/** Lets its thirty days pass, and what comes after. */
async function takesEffect(council: Council, story: Story): Promise<void> {
  await council.wait('30 days');
  await story.reaches('ended');
}

const last = async (story: Story) => (await story.timeline()).at(-1);
const inForce = async (council: Council) => (await council.anyone.get('/v1/charter')).body;

describe('an amendment of the charter', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil();
  });
  afterAll(() => council.close());

  it('AMD-2 CHA-3 CHA-1 is adopted by four fifths, approved, delayed for thirty days, and in force for what is opened from then on', async () => {
    const story = await propose(council, 'carl', amending(replace('/drafts/lapse', '14 days')));
    expect(await story.read()).toMatchObject({
      charterVersion: 1,
      amendment: {
        class: 'constitutional',
        difference: [{ path: '/drafts/lapse', before: '30 days', after: '14 days' }],
        touches: [],
      },
    });
    await council.wait('144h');
    await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', emil: 'against' });
    await story.reaches('guardian-approval');
    expect(await story.read('anna')).toMatchObject({ can: ['statements', 'opt-outs', 'approval'] });
    expect((await story.post('carl', '/approval', { approve: true, reason: 'Mine.' })).body).toMatchObject({
      status: 403,
      rule: 'VET-3',
    });
    await council.wait('24h');
    expect((await story.post('anna', '/approval', { approve: true, reason: 'It is sound.' })).status).toBe(
      200,
    );
    await story.reaches('delay');
    expect((await story.post('anna', '/approval', { approve: false, reason: 'No.' })).status).toBe(403);
    const optOut = await story.post('emil', '/opt-outs', { reason: 'Too short for me.' });
    expect(optOut.body).toMatchObject({ acknowledgement: { kind: 'opt-outs', member: 'emil' } });
    // Scope `constitutional`: the guardian has approved, and has no second word.
    const veto = await story.post('anna', '/veto', { principle: 'exit', reason: 'Second thoughts.' });
    expect(veto.body).toMatchObject({ status: 403, rule: 'VET-3' });
    await council.wait('29 days');
    const before = await propose(council, 'dora', {});
    expect(await inForce(council)).toMatchObject({ version: 1 });
    await council.wait('1 day');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'executed', charterVersion: 1 });
    const { version, hash, inForceAt } = (await last(story))!.facts.result as never;
    expect({ version, hash, inForceAt }).toMatchObject(await versionOf(await inForce(council)));
    expect(version).toBe(2);
    expect((await story.timeline()).slice(-2).map(({ kind }) => kind)).toEqual(['charter-amended', 'ended']);
    const [approval] = await story.hours('guardian-answered');
    const [opened] = await story.hours('execution-opened');
    expect([approval, opened].map((hours) => Math.round(hours ?? 0))).toEqual([168, 168 + 30 * 24]);

    const after = await propose(council, 'dora', {});
    expect(await after.read()).toMatchObject({ charterVersion: 2 });
    expect(await before.read()).toMatchObject({ charterVersion: 1, stage: 'review' });
    expect((await council.anyone.get('/v1/charter/versions/1')).body).toMatchObject({ version: 1 });
    await before.post('dora', '/withdrawal');
    await after.post('dora', '/withdrawal');
  });

  const versionOf = async ({ version, hash }: { version: number; hash: string }) => ({ version, hash });

  it('CHA-3 EXE-2 brings one version into force, however often it is tried', async () => {
    const story = await approved(council, 'carl', amending(replace('/drafts/lapse', '21 days')));
    await takesEffect(council, story);
    const versions = await council.db.selectFrom('charters').select(['version', 'decision']).execute();
    const { action } = await story.read();
    const { result } = (await last(story))?.facts ?? {};
    const again = await perform(council, { decision: story.id, action: action as Action });
    expect(again).toEqual({ result, doneBefore: null });
    expect(await council.db.selectFrom('charters').select(['version', 'decision']).execute()).toEqual(
      versions,
    );
    expect(versions.at(-1)).toEqual({ version: (result as { version: number }).version, decision: story.id });
  });

  it('CHA-4 CHA-5 AMD-2 of a core principle needs all of those who take a position', async () => {
    const proposal = { ...amending(replace('/discussion/rounds', 2)), category: 'core-principles' };
    const story = await propose(council, 'carl', proposal);
    expect((await story.read()).amendment).toEqual({
      class: 'core-principles',
      difference: [{ path: '/discussion/rounds', before: 3, after: 2 }],
      touches: [{ principle: 'consent-first', guards: '/discussion', paths: ['/discussion/rounds'] }],
    });
    await council.wait('72h');
    await agree(story, everyone.slice(0, 4));
    await story.position('emil', 'stand-aside', 'I would rather keep three.');
    await story.reaches('discussion', 2);
    await agree(story);
    await story.reaches('guardian-approval');
    await story.post('anna', '/approval', { approve: true, reason: 'All agree.' });
    await story.reaches('delay');
    await takesEffect(council, story);
    expect((await story.read()).outcome).toBe('executed');
    expect((await inForce(council)).document.discussion.rounds).toBe(2);
    const next = await propose(council, 'carl', {});
    await council.wait('120h');
    expect(await next.read()).toMatchObject({ stage: 'voting', round: 2 });
    await next.votes(Object.fromEntries(everyone.map((member) => [member, 'against' as const])));
    await next.reaches('ended');
  });

  it('AMD-2 VET-3 lapses when the guardian is silent for a week', async () => {
    const story = await adopted(council, 'carl', amending(replace('/drafts/lapse', '7 days')));
    await story.reaches('guardian-approval');
    const [opened] = await story.hours('guardian-approval-opened');
    await council.wait('168h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('lapsed');
    expect((await last(story))?.facts).toMatchObject({ rule: 'AMD-2', guardian: 'anna', approval: null });
    const [ended] = await story.hours('ended');
    expect((ended ?? 0) - (opened ?? 0)).toBe(168);
    expect((await story.get('/record')).body).toMatchObject({ outcome: 'lapsed', resolution: null });
  });

  it('VET-3 AMD-2 ends refused by the guardian, with the reason', async () => {
    const story = await adopted(council, 'carl', amending(replace('/drafts/lapse', '7 days')));
    await story.reaches('guardian-approval');
    expect((await story.post('anna', '/approval', { approve: false })).status).toBe(422);
    await story.post('anna', '/approval', { approve: false, reason: 'Nobody can draft in a week.' });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('refused-by-guardian');
    expect((await last(story))?.facts).toMatchObject({
      rule: 'VET-3',
      guardian: 'anna',
      reason: 'Nobody can draft in a week.',
    });
  });

  it('AMD-2 GUA-1 may be approved by a guardian who is its author', async () => {
    const story = await approved(council, 'anna', amending(replace('/amendments/most', 4)));
    await takesEffect(council, story);
    expect((await story.read()).outcome).toBe('executed');
  });

  it('AMD-1 that builds on a value changed since its submission ends execution-failed, with both values', async () => {
    const first = await propose(council, 'carl', amending(replace('/emergency/repeat', '2 weeks')));
    const second = await propose(council, 'dora', amending(replace('/emergency/repeat', '3 weeks')));
    const other = await propose(council, 'emil', amending(replace('/conflicts/mediation', '96h')));
    await council.wait('72h');
    for (const story of [first, second, other]) {
      await story.reaches('discussion', 1);
      await agree(story);
      await story.reaches('guardian-approval');
    }
    for (const story of [first, other, second]) {
      await story.post('anna', '/approval', { approve: true, reason: 'Sound.' });
      await story.reaches('delay');
      await council.wait('1h');
    }
    await takesEffect(council, second);
    await first.reaches('ended');
    await other.reaches('ended');
    expect((await first.read()).outcome).toBe('executed');
    expect((await other.read()).outcome).toBe('executed');
    expect((await second.read()).outcome).toBe('execution-failed');
    const { version, document } = await inForce(council);
    expect(document).toMatchObject({ emergency: { repeat: '2 weeks' }, conflicts: { mediation: '96h' } });
    expect((await last(second))?.facts).toMatchObject({
      rule: 'EXE-2',
      action: 'charter.amend',
      details: {
        rule: 'AMD-1',
        facts: { path: '/emergency/repeat', before: '30 days', after: '2 weeks', inForce: version },
      },
    });
  });

  it('AMD-1 CHA-2 that no longer makes a charter ends execution-failed, with every fault', async () => {
    const later = await propose(council, 'carl', amending(replace('/emergency/report', '3 wakes')));
    const sooner = await propose(council, 'dora', amending(replace('/emergency/justify', '2 wakes')));
    await council.wait('72h');
    for (const story of [later, sooner]) {
      await story.reaches('discussion', 1);
      await agree(story);
      await story.reaches('guardian-approval');
      await story.post('anna', '/approval', { approve: true, reason: 'Sound.' });
      await story.reaches('delay');
      await council.wait('1h');
    }
    await takesEffect(council, sooner);
    await later.reaches('ended');
    expect((await later.read()).outcome).toBe('executed');
    expect((await sooner.read()).outcome).toBe('execution-failed');
    expect((await last(sooner))?.facts.details).toMatchObject({
      code: 'invalid-amendment',
      rule: 'CHA-2',
      facts: { faults: [{ path: '/emergency/justify', facts: { report: '3 wakes', justify: '2 wakes' } }] },
    });
  });

  it('AMD-1 PRO-6 shows what the newest text would change, and checks that too', async () => {
    const story = await propose(council, 'carl', amending(replace('/conflicts/negotiation', '96h')));
    const put = (patch: object[]) =>
      story.post('carl', '/amendments', { action: { type: 'charter.amend', patch } });
    expect((await put([replace('/review', '96h')])).body).toMatchObject({
      type: '/problems/wrong-class',
      rule: 'CHA-4',
    });
    expect((await put([replace('/nothing', 1)])).body).toMatchObject({
      type: '/problems/invalid-amendment',
      rule: 'AMD-1',
    });
    expect((await put([replace('/conflicts/negotiation', '120h')])).body).toMatchObject({
      version: 2,
      amendment: { difference: [{ path: '/conflicts/negotiation', before: '24h', after: '120h' }] },
    });
    await story.post('carl', '/withdrawal');
  });
});

describe('an office that nobody holds', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({ members: everyone.map((id) => person(id)) });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it('AMD-2 lets an amendment lapse at once, and approval is passed over, on record, for what fills it', async () => {
    const amendment = await adopted(council, 'carl', amending(replace('/drafts/lapse', '7 days')));
    await amendment.reaches('ended');
    expect((await amendment.read()).outcome).toBe('lapsed');
    expect((await amendment.timeline()).map(({ kind }) => kind)).not.toContain('guardian-approval-opened');
    expect(await amendment.hours('ended')).toEqual(await amendment.hours('approval-vacant'));
    expect((await last(amendment))?.facts).toMatchObject({ rule: 'AMD-2', guardian: null, approval: null });
    const { approval } = (await amendment.get('/record')).body;
    expect(approval).toMatchObject({ passedOver: false, vacant: true, opens: null, approve: null });
    const filling = await adopted(council, 'carl', {
      category: 'constitutional',
      action: { type: 'member.guardian', member: 'dora' },
    });
    await filling.reaches('delay');
    await takesEffect(council, filling);
    expect(await filling.read()).toMatchObject({ outcome: 'executed', amendment: null });
    expect((await filling.timeline()).map(({ kind }) => kind)).toContain('approval-passed-over');
    expect((await (await council.as('carl')).get('/v1/members/dora')).body.roles).toEqual(['guardian']);
  });

  it('AMD-2 is one whose holder departed', async () => {
    await (await council.as('dora')).put('/v1/members/dora/status', { status: 'departed' });
    const rest = everyone.filter((id) => id !== 'dora');
    const more = { category: 'constitutional', action: { type: 'member.guardian', member: 'emil' } };
    const filling = await adopted(council, 'carl', more, rest);
    await filling.reaches('delay');
    expect((await filling.timeline()).map(({ kind }) => kind)).toContain('approval-passed-over');
    await takesEffect(council, filling);
  });

  it('AMD-2 MEM-2 is one whose holder departs while the approval is waited for', async () => {
    const rest = everyone.filter((id) => id !== 'dora');
    const more = { category: 'constitutional', action: { type: 'member.guardian', member: 'carl' } };
    const filling = await adopted(council, 'carl', more, rest);
    const amendment = await adopted(council, 'carl', amending(replace('/drafts/lapse', '7 days')), rest);
    await filling.reaches('guardian-approval');
    await amendment.reaches('guardian-approval');
    expect(await filling.read('emil')).toMatchObject({ can: ['statements', 'opt-outs', 'approval'] });
    await (await council.as('emil')).put('/v1/members/emil/status', { status: 'departed' });
    await filling.reaches('delay');
    expect((await filling.timeline()).map(({ kind }) => kind)).toContain('approval-passed-over');
    await amendment.reaches('ended');
    expect((await amendment.read()).outcome).toBe('lapsed');
    const [opened] = await amendment.hours('guardian-approval-opened');
    const [ended] = await amendment.hours('ended');
    expect((ended ?? 0) - (opened ?? 0)).toBeLessThan(1);
    expect((await amendment.timeline()).at(-2)).toMatchObject({
      kind: 'approval-vacant',
      facts: { from: 'emil' },
    });
    expect((await amendment.get('/record')).body.approval).toMatchObject({ passedOver: false, vacant: true });
  });
});

describe('a category that needs approval and that the guardian may resolve', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({
      charter: (document) => ({
        ...document,
        categories: {
          ...document.categories,
          operations: { ...document.categories.operations, approval: true } as never,
        },
      }),
    });
  });
  afterAll(() => council.close());

  it('VET-3 asks for the guardian’s approval of what the council adopted', async () => {
    const story = await adopted(council, 'carl', {});
    await story.reaches('guardian-approval');
    await story.post('anna', '/approval', { approve: true, reason: 'Go on.' });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
  });

  it('DEA-2 VET-3 asks for no second approval of what the guardian adopted', async () => {
    const story = await propose(council, 'carl', {});
    for (const [vote, duration] of ['144h', '24h', '168h'].entries()) {
      await council.wait(duration);
      await story.reaches('voting');
      await story.votes({ anna: 'for', ben: 'for', carl: 'against', dora: 'against', emil: 'abstain' });
      await story.reaches(['discussion', 'deferred', 'guardian-resolution'][vote] as 'discussion');
    }
    await story.post('anna', '/resolution', { adopt: true, reason: 'It cannot wait.' });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    expect((await story.timeline()).map(({ kind }) => kind)).not.toContain('guardian-approval-opened');
  });
});

describe('a charter without a guardian', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({
      charter: (document) => ({
        ...document,
        guardian: null,
        categories: Object.fromEntries(
          Object.entries(document.categories).map(([name, category]) => [
            name,
            { ...category, approval: false },
          ]),
        ),
      }),
    });
  });
  afterAll(() => council.close());

  it('AMD-2 GUA-1 has no stage of approval: the delay follows the adoption', async () => {
    const story = await adopted(council, 'carl', amending(replace('/drafts/lapse', '7 days')));
    await story.reaches('delay');
    await takesEffect(council, story);
    expect((await story.read()).outcome).toBe('executed');
    expect((await story.timeline()).map(({ kind }) => kind)).not.toContain('guardian-approval-opened');
  });
});

describe('a guardian of the principles', () => {
  let council: Council;
  const delayed = (document: CharterDocument): CharterDocument => {
    const categories = Object.entries(document.categories).map(([name, category]) => [
      name,
      category.tier === 'council' ? { ...category, delay: category.delay ?? '24h' } : category,
    ]);
    const guardian = { role: 'guardian', scope: 'principles', answer: '1 week' };
    return { ...document, guardian, categories: Object.fromEntries(categories) } as CharterDocument;
  };
  beforeAll(async () => {
    council = await openCouncil({ charter: delayed });
  });
  afterAll(() => council.close());

  it('VET-3 vetoes any council decision in its delay, naming the core principle violated', async () => {
    const story = await adopted(council, 'carl', {});
    await story.reaches('delay');
    expect(await story.read('anna')).toMatchObject({ can: ['statements', 'veto', 'opt-outs'] });
    const veto = { principle: 'transparency', reason: 'It hides the accounts.' };
    expect((await story.post('carl', '/veto', veto)).body).toMatchObject({ status: 403, rule: 'VET-3' });
    expect((await story.post('anna', '/veto', { ...veto, principle: 'comfort' })).body).toMatchObject({
      type: '/problems/unknown-principle',
      rule: 'VET-3',
    });
    expect((await story.post('anna', '/veto', veto)).status).toBe(200);
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('vetoed');
    expect((await last(story))?.facts).toMatchObject({ rule: 'VET-3', guardian: 'anna', ...veto });
  });

  it('VET-3 VET-4 leaves what is not vetoed to take effect at the end of its delay', async () => {
    const story = await adopted(council, 'carl', {});
    await story.reaches('delay');
    await council.wait('24h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
  });

  it('VET-3 AMD-2 may veto an amendment that they approved', async () => {
    const story = await approved(council, 'carl', amending(replace('/drafts/lapse', '7 days')));
    const veto = { principle: 'exit', reason: 'Two members asked me to.' };
    expect((await story.post('anna', '/veto', veto)).status).toBe(200);
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('vetoed');
  });
});
