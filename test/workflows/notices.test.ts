/** Whom a whole decision tells what, and whom it reminds: at half and at nine tenths of every window, of what they still owe (CNF-5). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import type { Notice } from '../../store/inbox/notices.ts';
import { readEvents } from '../../store/processes/timeline.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose, type Story, storyOf } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil();
});
// Reminders are no part of a record: each proves itself with and without them (REC-1).
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const members = five.map(({ id }) => id);

/** A member's notices of a decision, oldest first. */
async function inbox(story: Story, member: string): Promise<Notice[]> {
  const { items } = (await (await council.as(member)).get('/v1/inbox?limit=200')).body as { items: Notice[] };
  return items.filter(({ decision }) => decision === story.id).toReversed();
}

const hour = 3_600_000;
const hoursFrom = (start: string, instant: string): number =>
  (Date.parse(instant) - Date.parse(start)) / hour;

/** The hours after `start` at which a member was reminded, and of what. */
async function reminded(story: Story, member: string, start: string): Promise<[number, string | null][]> {
  const notices = (await inbox(story, member)).filter(({ kind }) => kind === 'due-soon');
  return notices.map(({ at, owes }) => [hoursFrom(start, at), owes]);
}

/** What fell due is being written down for some milliseconds after the council's time has passed. */
const eventually = (check: () => Promise<void>): Promise<void> => council.until(check);

const submission = async (story: Story): Promise<string> => (await story.read()).submittedAt;

describe('an ordinary decision', () => {
  let story: Story;
  let start: string;

  it('CNF-5 PRO-4 reminds in a round, at half and at nine tenths and not before, those without a position', async () => {
    story = await propose(council, 'carl');
    start = await submission(story);
    await council.wait('72h');
    await story.reaches('discussion');
    await story.positions({ anna: 'block' });
    await council.wait('11h');
    expect(await reminded(story, 'ben', start)).toEqual([]);
    await council.wait('2h');
    await eventually(async () => expect(await reminded(story, 'ben', start)).toEqual([[84, 'position']]));
    await story.positions({ dora: 'block' });
    await council.wait('10h');
    await eventually(async () =>
      expect(await reminded(story, 'ben', start)).toEqual([
        [84, 'position'],
        [93.6, 'position'],
      ]),
    );
    expect(await reminded(story, 'anna', start)).toEqual([]);
    expect(await reminded(story, 'dora', start)).toEqual([[84, 'position']]);
  });

  it('CNF-5 PRO-7 PRO-8 reminds in a vote who has not voted, and in its extension once more', async () => {
    await council.wait('49h');
    await story.reaches('voting');
    await story.votes({ anna: 'for', ben: 'for' });
    await council.wait('66h');
    await eventually(async () =>
      expect((await reminded(story, 'carl', start)).slice(-2)).toEqual([
        [180, 'ballot'],
        [208.8, 'ballot'],
      ]),
    );
    await story.votes({ carl: 'for' });
    // Three of five are no quorum of three quarters.
    await council.wait('8h');
    expect(await story.hours('vote-extended')).toEqual([216]);
    await council.wait('65h');
    await eventually(async () =>
      expect((await reminded(story, 'dora', start)).slice(-4)).toEqual([
        [180, 'ballot'],
        [208.8, 'ballot'],
        [252, 'ballot'],
        [280.8, 'ballot'],
      ]),
    );
    for (const voter of ['anna', 'ben'])
      expect((await reminded(story, voter, start)).filter(([, owes]) => owes === 'ballot')).toEqual([]);
    expect(await reminded(story, 'carl', start)).not.toContainEqual([252, 'ballot']);
    await story.votes({ dora: 'for' });
    expect(await story.outcome()).toBe('executed');
  });

  it('CNF-5 has told every elector of each stage once, and of what was owed in it until when', async () => {
    const stages = [
      ...['review-opened', 'discussion-opened', 'discussion-opened', 'discussion-opened'],
      ...['voting-opened', 'ended'],
    ];
    for (const member of members) {
      const notices = (await inbox(story, member)).filter(({ kind }) => kind !== 'due-soon');
      const told = notices.map(({ kind }) => kind);
      expect(told.filter((kind) => stages.includes(kind))).toEqual(stages);
      expect(told.filter((kind) => kind === 'execution-opened')).toHaveLength(member === 'carl' ? 1 : 0);
      const [vote] = notices.filter(({ kind }) => kind === 'voting-opened');
      expect([vote?.owes, hoursFrom(start, vote?.due ?? '')]).toEqual(['ballot', 216]);
      expect(new Set(notices.map(({ id }) => id)).size).toBe(notices.length);
    }
    const extended = await Promise.all(members.map((member) => inbox(story, member)));
    const owing = extended.map((all) => all.find(({ kind }) => kind === 'vote-extended')?.owes);
    // Of those who had voted the author alone is to know.
    expect(owing).toEqual([undefined, undefined, null, 'ballot', 'ballot']);
  });

  it('CNF-5 REC-4 each reminder is one event, which the timeline does not know', async () => {
    const events = (await readEvents(council.db, 0, 500)).filter(
      ({ kind, decision }) => kind === 'due-soon' && decision === story.id,
    );
    expect(events.map(({ at }) => hoursFrom(start, at))).toEqual([
      ...[84, 93.6, 108, 117.6, 132, 141.6, 180, 208.8, 252, 280.8],
    ]);
    expect(events[0]).toMatchObject({ facts: { stage: 'discussion', act: 'position' }, visibleTo: null });
    expect((await story.timeline()).map(({ kind }) => kind)).not.toContain('due-soon');
  });
});

describe('a window of one member’s own', () => {
  it('PRO-1 CNF-5 reminds the author of a draft that lapses, anew after each edit, and nobody else', async () => {
    const drafted = await (await council.as('emil')).post('/v1/proposals', { ...content, draft: true });
    const story = storyOf(council, drafted.body.id, 'emil');
    const { createdAt } = drafted.body;
    await council.wait('14 days');
    expect(await reminded(story, 'emil', createdAt)).toEqual([]);
    const emil = await council.as('emil');
    expect((await emil.patch(`/v1/proposals/${story.id}`, { title: 'Doors' })).status).toBe(200);
    const { deadline } = await story.read();
    await council.wait('29 days');
    const lapse = (await reminded(story, 'emil', deadline)).map(([hours, owes]) => [Math.round(hours), owes]);
    expect(lapse).toEqual([
      [-15 * 24, 'submission'],
      [-3 * 24, 'submission'],
    ]);
    expect(await inbox(story, 'carl')).toEqual([]);
    expect(await story.outcome()).toBe('lapsed');
    expect((await inbox(story, 'emil')).at(-1)).toMatchObject({
      kind: 'ended',
      facts: { outcome: 'lapsed' },
    });
  });

  it('JUS-1 CNF-5 reminds the accused of the hearing until they have answered, whatever the stage', async () => {
    const story = await propose(council, 'carl', { category: 'justice', accused: 'emil', victims: ['dora'] });
    const start = await submission(story);
    expect((await inbox(story, 'emil'))[0]).toMatchObject({ kind: 'submitted', owes: 'hearing' });
    await council.wait('37h');
    await eventually(async () => expect(await reminded(story, 'emil', start)).toEqual([[36, 'hearing']]));
    expect((await story.post('emil', '/hearing', { decline: true })).status).toBe(201);
    await council.wait('34h');
    await eventually(async () =>
      expect(await reminded(story, 'dora', start)).toEqual([
        [36, 'hearing'],
        [64.8, 'hearing'],
      ]),
    );
    expect(await reminded(story, 'emil', start)).toEqual([[36, 'hearing']]);
    expect(await reminded(story, 'carl', start)).toEqual([]);
    expect((await story.post('carl', '/withdrawal')).status).toBe(200);
  });

  it('EXE-1 CNF-5 reminds the assignee of a task until it is confirmed', async () => {
    const by = new Date(Date.parse(await council.now()) + 200 * hour).toISOString();
    const action = { type: 'task', assignee: 'dora', instructions: 'Open the doors', by };
    const story = await propose(council, 'carl', { action });
    await council.wait('73h');
    await story.positions(Object.fromEntries(members.map((member) => [member, 'agree'])));
    await story.reaches('execution');
    const opened = (await story.timeline()).find(({ kind }) => kind === 'execution-opened')?.at ?? '';
    const half = hoursFrom(opened, by) / 2;
    await council.wait('70h');
    await eventually(async () => {
      const [first, ...rest] = await reminded(story, 'dora', opened);
      expect([first?.[1], rest]).toEqual(['task', []]);
      expect(first?.[0]).toBeCloseTo(half, 5);
    });
    expect((await story.post('dora', '/task', { evidence: 'A photograph' })).status).toBe(200);
    expect(await story.outcome()).toBe('executed');
    expect(await reminded(story, 'dora', opened)).toHaveLength(1);
    expect(await reminded(story, 'carl', opened)).toEqual([]);
  });
});

describe('an appeal', () => {
  it('APP-1 APP-2 CNF-5 asks the guardian for a ruling, reminds of it once it is half over, and tells both how it ends', async () => {
    const story = await propose(council, 'carl', { category: 'justice', accused: 'emil' });
    expect((await story.post('emil', '/hearing', { decline: true })).status).toBe(201);
    await council.wait('73h');
    await story.positions(Object.fromEntries(['anna', 'ben', 'carl', 'dora'].map((id) => [id, 'agree'])));
    await story.reaches('appeal');
    const lodged = await story.post('emil', '/appeal', { principle: 'autonomy', reason: 'It is my press.' });
    const { links } = lodged.body as { links: { relation: string; id: string }[] };
    const appeal = storyOf(
      council,
      links.find(({ relation }) => relation === 'appealed-by')?.id ?? '',
      'emil',
    );
    await eventually(async () => expect(await inbox(appeal, 'anna')).toHaveLength(1));
    const [asked] = await inbox(appeal, 'anna');
    expect(asked).toMatchObject({ process: 'appeal', kind: 'lodged', stage: 'ruling', owes: 'ruling' });
    await council.wait('85h');
    await eventually(async () =>
      expect(await reminded(appeal, 'anna', asked?.due ?? '')).toEqual([[-84, 'ruling']]),
    );
    expect(await reminded(appeal, 'emil', asked?.due ?? '')).toEqual([]);
    const ruling = { ruling: 'uphold', reason: 'So the principles say.' };
    expect((await (await council.as('anna')).post(`/v1/appeals/${appeal.id}/ruling`, ruling)).status).toBe(
      200,
    );
    expect(await story.outcome()).toBe('executed');
    expect((await inbox(appeal, 'anna')).map(({ kind }) => kind)).toEqual(['lodged', 'due-soon', 'ended']);
    expect((await inbox(appeal, 'emil')).map(({ kind }) => kind)).toEqual(['lodged', 'ended']);
  });
});

describe('the guardian', () => {
  let guarded: Council;
  beforeAll(async () => {
    guarded = await openCouncil({
      charter: (document): CharterDocument => ({
        ...document,
        discussion: { ...document.discussion, rounds: 0 },
      }),
    });
  });
  afterAll(() => guarded.close());

  it('DEA-2 CNF-5 is asked for a resolution, and reminded until it is given', async () => {
    const story = await propose(guarded, 'carl');
    const vote = async (): Promise<void> => {
      await story.reaches('voting');
      await story.votes({ ben: 'for', carl: 'for', dora: 'against', emil: 'against', anna: 'abstain' });
    };
    await guarded.wait('72h');
    await vote();
    await story.reaches('discussion');
    await guarded.wait('25h');
    await vote();
    await story.reaches('deferred');
    await guarded.wait('169h');
    await vote();
    await story.reaches('guardian-resolution');
    const { deadline } = await story.read();
    const anna = await guarded.as('anna');
    const notices = async (): Promise<Notice[]> =>
      ((await anna.get('/v1/inbox?limit=200')).body as { items: Notice[] }).items.filter(
        ({ owes }) => owes === 'resolution',
      );
    expect(await notices()).toMatchObject([{ kind: 'guardian-resolution-opened', due: deadline }]);
    await guarded.wait('90h');
    await eventually(async () =>
      expect((await notices())[0]).toMatchObject({ kind: 'due-soon', due: deadline }),
    );
    expect(hoursFrom(deadline, (await notices())[0]?.at ?? '')).toBeCloseTo(-84, 5);
    expect((await story.post('anna', '/resolution', { adopt: true, reason: 'It is even.' })).status).toBe(
      200,
    );
    expect(await story.outcome()).toBe('executed');
    expect(await notices()).toHaveLength(2);
  });
});
