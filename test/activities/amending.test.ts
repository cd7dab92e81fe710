/** An amendment held against the council as it stands, at submission and again at execution (CHA-2, AMD-1). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { performAmendment } from '../../activities/actions/charter.ts';
import { submissionActivities } from '../../activities/processes/submission.ts';
import type { Action, Content } from '../../rules/model.ts';
import { charterInForce } from '../../store/council/charters.ts';
import { serve, type Served, start } from '../api/serve.ts';
import { stored } from '../api/stored.ts';
import { person } from '../support/people.ts';
import { content } from '../support/story.ts';

type Amending = Extract<Action, { type: 'charter.amend' }>;

const amend = (path: string, value: unknown): Amending => ({
  type: 'charter.amend',
  patch: [{ op: 'replace', path, value }],
});

/** Four of the council, two of whom are forty and one of whom has a milestone, and a child. */
const members = [
  person('anna', { roles: ['guardian'], bornAt: '1986-11-22T09:00:00.000Z' }),
  person('ben', { bornAt: '1986-11-22T09:00:00.000Z' }),
  person('carl', { bornAt: '2000-01-01T00:00:00.000Z', milestones: ['council'] }),
  person('dora', { bornAt: '2000-01-01T00:00:00.000Z' }),
  person('kid', { bornAt: '2024-01-01T00:00:00.000Z', milestones: ['council'] }),
];

let api: Served;
beforeAll(async () => {
  api = await serve({ members, pace: 3600 });
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.db.updateTable('members').set({ status: 'active' }).execute();
});

const leave = async (id: string) =>
  api.db.updateTable('members').set({ status: 'departed' }).where('id', '=', id).execute();

/** What the transaction that would fix the electorate answers; `copy` where it takes the submission. */
const submit = (category: string, action: Action, pace = 1) =>
  submissionActivities({ db: api.db }).submit({
    id: randomUUID(),
    category,
    author: 'carl',
    content: { ...(content as unknown as Content), action },
    at: start,
    pace,
    charter: 1,
  });

const perform = (action: Amending, decision: string) =>
  api.db.transaction().execute((trx) => performAmendment(trx, api.services.clock, action, decision));

const fault = (path: string, facts: object) => ({
  code: 'invalid-amendment',
  rule: 'CHA-2',
  facts: { count: 1, faults: [{ path, rule: 'CHA-2', facts }] },
});

describe('an amendment of maturity', () => {
  it('CHA-2 MEM-1 leaves half of today’s council to decide: by age, to the day', async () => {
    expect(await submit('core-principles', amend('/maturity/council/age', 40))).toMatchObject({ copy: {} });
    expect(await submit('core-principles', amend('/maturity/council/age', 41))).toMatchObject({
      refusal: fault('/maturity', { today: 4, remaining: 0 }),
    });
  });

  it('CHA-2 MEM-1 counts nobody who would only come in by it', async () => {
    expect(await submit('core-principles', amend('/maturity/basis', 'milestone'))).toMatchObject({
      refusal: fault('/maturity', { today: 4, remaining: 1 }),
    });
    expect(await submit('core-principles', amend('/maturity/basis', 'either'))).toMatchObject({ copy: {} });
  });

  it('CHA-2 MEM-2 counts nobody who has departed', async () => {
    await leave('anna');
    expect(await submit('core-principles', amend('/maturity/council/age', 40))).toMatchObject({
      refusal: fault('/maturity', { today: 3, remaining: 1 }),
    });
    await leave('dora');
    expect(await submit('core-principles', amend('/maturity/council/age', 40))).toMatchObject({ copy: {} });
  });

  it('CHA-2 AMD-1 EXE-2 is held against the council again at execution, and leaves the charter as it is', async () => {
    const action = amend('/maturity/council/age', 40);
    const id = await stored(api.db, action);
    await leave('anna');
    await expect(perform(action, id)).rejects.toMatchObject({
      nonRetryable: true,
      details: [fault('/maturity', { today: 3, remaining: 1 })],
    });
    expect(await charterInForce(api.db)).toMatchObject({ version: 1 });
  });
});

describe('an amendment of a window', () => {
  const minutes = amend('/drafts/lapse', '90 minutes');

  it('CHA-2 leaves it a second at the pace of the council', async () => {
    expect(await submit('constitutional', minutes, 5400)).toMatchObject({ copy: { pace: 5400 } });
    expect(await submit('constitutional', minutes, 5401)).toMatchObject({
      refusal: fault('/drafts/lapse', { milliseconds: 5_400_000, pace: 5401 }),
    });
  });

  it('CHA-2 PRO-10 is refused before anything is started, at the pace that the API has', async () => {
    const carl = await api.as('carl');
    const put = (duration: string) =>
      carl.post('/v1/proposals', {
        ...content,
        category: 'constitutional',
        action: amend('/drafts/lapse', duration),
      });
    const { status, body } = await put('59 minutes');
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { rule: 'CHA-2', detail: '/drafts/lapse is shorter than an hour.' },
    });
    const faster = await serve({ members, pace: 7200 });
    const answer = await (
      await faster.as('carl')
    ).post('/v1/proposals', {
      ...content,
      category: 'constitutional',
      action: amend('/drafts/lapse', '1h'),
    });
    expect(answer.body).toMatchObject({
      rule: 'CHA-2',
      detail: '/drafts/lapse is shorter than a second at the pace of the council.',
    });
    await faster.close();
  });

  it('CHA-2 EXE-2 is held against the pace that the decision carries at its execution', async () => {
    const id = await stored(api.db, minutes, {
      category: 'constitutional',
      charter: { version: 1, hash: '', pace: 5401 },
    });
    await expect(perform(minutes, id)).rejects.toMatchObject({
      details: [fault('/drafts/lapse', { milliseconds: 5_400_000, pace: 5401 })],
    });
  });
});
