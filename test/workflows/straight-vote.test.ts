/** A family's vote without a round before it: what comes first can be read with the first write, and nothing is looked for before (PRO-7, TIE-2, TIE-3). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { person } from '../support/people.ts';
import { propose } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    families: [{ id: 'ash', name: 'Ash' }],
    members: ['anna', 'ben', 'carl', 'dora'].map((id) => person(id, { family: 'ash' })),
    charter: (document) => ({ ...document, discussion: { ...document.discussion, rounds: 0 } }),
  });
});
afterAll(() => council.close());

describe('a vote that opens at once', () => {
  it('TIE-3 PRO-7 is submitted and opened in one write, before which nothing is looked for: nobody has read of it', async () => {
    const impact = { affected: ['anna', 'ben'], statement: 'One purse.' };
    const story = await propose(council, 'carl', { category: 'family.pooling', impact });
    await story.reaches('voting');
    const writes = await council.db
      .selectFrom('timeline')
      .select(['sequence', 'kind'])
      .where('decision', '=', story.id)
      .orderBy('sequence')
      .orderBy('part')
      .execute();
    expect(writes).toEqual([
      { sequence: 1, kind: 'submitted' },
      { sequence: 1, kind: 'voting-opened' },
    ]);
    const { events } = await council.environment.client.workflow.getHandle(story.id).fetchHistory();
    const asked = (events ?? []).flatMap(
      ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name ?? [],
    );
    expect(asked).toEqual(['submit', 'record']);
  });
});
