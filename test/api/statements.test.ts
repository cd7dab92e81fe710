/** What members say to each other in a decision: replies, corrections, and who hears of them (PRO-4, REC-2). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
let story: Story;
beforeAll(async () => {
  council = await openCouncil();
  story = await propose(council, 'carl');
});
afterAll(() => council.close());

const say = async (member: string, body: object) => (await story.post(member, '/statements', body)).body;
const said = async (query = '') => (await story.get(`/statements${query}`)).body.items;
const told = async (member: string) => (await (await council.as(member)).get('/v1/inbox')).body.items[0];

describe('a statement', () => {
  it('PRO-4 answers another by its number, and who made that finds a notice', async () => {
    await say('dora', { text: 'Who brings the tea?' });
    expect(await say('emil', { text: 'I do.', replyTo: 1 })).toMatchObject({
      acknowledgement: { number: 2, replyTo: 1, corrects: null },
    });
    expect(await told('dora')).toMatchObject({ kind: 'replied', facts: { by: 'emil', n: 2, to: 1 } });
    expect(await said('?replyTo=1')).toMatchObject([{ number: 2, member: 'emil' }]);
    expect(await said('?replyTo=2')).toEqual([]);
  });

  it('PRO-4 that one answers oneself tells nobody', async () => {
    await say('dora', { text: 'Green tea, I mean.', replyTo: 1 });
    expect(await told('dora')).toMatchObject({ kind: 'replied', facts: { by: 'emil' } });
  });

  it.each([0, 99])('PRO-4 cannot answer statement %i, which the decision does not have', async (replyTo) => {
    const { status, type, facts } = await say('ben', { text: 'What?', replyTo });
    if (replyTo === 0) expect({ status, type }).toEqual({ status: 422, type: '/problems/invalid-body' });
    else
      expect({ status, type, facts }).toEqual({
        status: 422,
        type: '/problems/unknown-statement',
        facts: { statement: 99 },
      });
  });

  it('PRO-4 of another decision is none that one can answer here', async () => {
    const other = await propose(council, 'anna', { title: 'A third workshop day' });
    expect((await other.post('ben', '/statements', { text: 'Agreed?', replyTo: 1 })).body).toMatchObject({
      status: 422,
      type: '/problems/unknown-statement',
      rule: 'PRO-4',
    });
  });

  it('REC-2 is corrected by a new one that names it: both stay, and it answers what the old one did', async () => {
    expect(await say('emil', { text: 'Ben does.', corrects: 2 })).toMatchObject({
      acknowledgement: { number: 4, replyTo: 1, corrects: 2, text: 'Ben does.' },
    });
    expect(await said()).toMatchObject([
      { number: 1, correctedBy: null },
      { number: 2, text: 'I do.', correctedBy: 4 },
      { number: 3 },
      { number: 4, text: 'Ben does.', corrects: 2, correctedBy: null },
    ]);
  });

  it('REC-2 is corrected by nobody else, and once: what comes after that corrects the correction', async () => {
    expect(await say('dora', { text: 'Carl does.', corrects: 4 })).toMatchObject({
      status: 403,
      type: '/problems/not-permitted',
      rule: 'REC-2',
    });
    expect(await say('emil', { text: 'Carl does.', corrects: 2 })).toMatchObject({
      status: 409,
      type: '/problems/already-done',
      facts: { statement: 2, correctedBy: 4 },
    });
    expect(await say('emil', { text: 'Carl does.', corrects: 4 })).toMatchObject({
      acknowledgement: { number: 5, replyTo: 1, corrects: 4 },
    });
    expect(await say('emil', { text: 'I do.', corrects: 77 })).toMatchObject({
      type: '/problems/unknown-statement',
      rule: 'REC-2',
    });
    expect(await say('emil', { text: 'I do.', corrects: 5, replyTo: 3 })).toMatchObject({
      type: '/problems/invalid-body',
      errors: [{ path: '/replyTo' }],
    });
    expect(await said()).toHaveLength(5);
  });
});
