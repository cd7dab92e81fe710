/**
 * Workers that die at every step of every kind of process: rows are what the history says, once, and members see what they would see.
 * That each workflow task dies takes a minute: every run does it to the first tale, and `npm run verify:long` to all.
 */
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { openCouncil } from '../support/council.ts';
import * as rows from '../support/deaths/rows.ts';
import { scene, tales } from '../support/deaths/stories.ts';
import { dyingInActivities, dyingInTasks } from '../support/deaths/workers.ts';
import { allProveThemselves } from '../support/proof.ts';
import { thorough } from '../support/runs.ts';
import { content, propose } from '../support/story.ts';

type Tale = (typeof tales)[keyof typeof tales];

/** Tells it, compares rows and histories of everything that came of it, and answers what members have seen, and all histories. */
async function told(tale: Tale, worker: object) {
  const council = await openCouncil({ ...scene, worker });
  for (const story of tale) await story(council);
  await council.settled();
  const seen: unknown[] = [];
  const histories: rows.History[] = [];
  for (const id of await rows.processIds(council)) {
    const history = await rows.historyOf(council, id);
    expect(await rows.asRowsStand(council, id)).toEqual(rows.asHistorySays(history));
    seen.push(await rows.seenOf(council, id));
    histories.push(history);
  }
  await allProveThemselves(council);
  await council.close();
  return { seen, histories };
}

/** Whether each kind of command was given by a task that had died before. */
const givenAgain = new Map<string, boolean>();

const [first] = Object.values(tales);

describe.each(Object.entries(tales))('what is written in %s', (_, tale) => {
  let undisturbed: unknown[];

  it('REC-1 is what the histories say', async () => {
    undisturbed = (await told(tale, {})).seen;
  });

  it('REC-1 is the same though every activity dies before its work, and again after it', async () => {
    const { seen, histories } = await told(tale, dyingInActivities);
    expect(Math.min(...histories.flatMap(rows.triesIn))).toBe(3);
    expect(seen).toEqual(undisturbed);
  });

  it.runIf(thorough || tale === first)(
    'REC-1 is the same though every workflow task dies when its work is done, and is done again',
    async () => {
      const { seen, histories } = await told(tale, await dyingInTasks('at their end'));
      for (const { command, again } of histories.flatMap(rows.commandsIn))
        givenAgain.set(command, again || (givenAgain.get(command) ?? false));
      expect(seen).toEqual(undisturbed);
    },
  );
});

it.runIf(thorough)(
  'REC-1 was seen with a death before each kind of activity, timer, child, act and ending',
  () => {
    expect([...givenAgain].filter(([, again]) => !again)).toEqual([]);
    expect(givenAgain.size).toBeGreaterThan(40);
  },
);

it('PRO-10 is refused a second time, and told to operators, where activities that write are local as they once were', async () => {
  const conflicting: object[] = [];
  const worker = {
    ...(await dyingInTasks('local')),
    onConflictingWrite: (write: object) => conflicting.push(write),
  };
  const council = await openCouncil({ ...scene, worker });
  const answer = (await council.as('carl')).post('/v1/proposals', content);
  await vi.waitUntil(() => conflicting.length > 0, { timeout: 20_000 });
  const [id = ''] = await rows.processIds(council);
  expect(conflicting[0]).toEqual({ process: id, sequence: 1 });
  await council.environment.client.workflow.getHandle(id).terminate();
  // Under way, where it was answered before it was ended here.
  expect([202, 503]).toContain((await answer).status);
  await council.close();
});

it('REC-1 is compared: a row that is left out, or says something else, is noticed', async () => {
  const council = await openCouncil(scene);
  const story = await propose(council, 'carl', {
    category: 'personal.time',
    impact: { affected: ['carl'], statement: 'An evening.' },
  });
  await story.reaches('ended');
  const { id } = story;
  const history = await rows.historyOf(council, id);
  expect(await rows.asRowsStand(council, id)).toEqual(rows.asHistorySays(history));
  for (const wrong of [
    sql`delete from timeline where kind = 'submitted'`,
    sql`update timeline set at = at + interval '1 millisecond' where kind = 'ended'`,
    sql`delete from events where kind = 'ended'`,
    sql`delete from writes where sequence = 1`,
    sql`update proposals set state = jsonb_set(state, '{submittedAt}', 'null')`,
    sql`delete from proposal_versions`,
  ])
    await council.db
      .transaction()
      .execute(async (trx) => {
        await wrong.execute(trx);
        expect(await rows.asRowsStand({ db: trx }, id)).not.toEqual(rows.asHistorySays(history));
        throw new Error('as it was');
      })
      .catch((error: unknown) => expect(error).toMatchObject({ message: 'as it was' }));
  await council.close();
});
