/** A conflict waits for restorative work in whatever stage it is, with the rest of its time, and goes on there (RST-1, RST-5, PRO-9). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agree } from '../support/adoption.ts';
import { type ConflictStory, quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { goesOn, logFollows, loseWorkflow } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { arbiters, families } from '../support/quarrellers.ts';
import {
  refer,
  referred,
  restorativeStory,
  type RestorativeStory,
  restorers,
} from '../support/restorative.ts';
import { propose } from '../support/story.ts';

let council: Council;
beforeEach(async () => {
  council = await openCouncil({ families, members: [...restorers, person('olga'), person('paul')] });
});
afterEach(async () => {
  await allProveThemselves(council);
  await logFollows(council);
  await council.close();
});

const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** Everybody has given up at once: the council is seized. */
async function arbitrated(): Promise<ConflictStory> {
  const story = await quarrelWith(council, 'carl', ['dora']);
  await story.impasse('carl', 'dora');
  await story.reaches('mediation');
  await story.impasse('carl', 'dora');
  await story.reaches('arbitration', 'ranking');
  return story;
}

async function voted(choices: Readonly<Record<string, 'for' | 'against'>>): Promise<ConflictStory> {
  const story = await arbitrated();
  await story.propose('anna');
  await council.wait('72h');
  await story.reaches('arbitration', 'voting');
  await story.votes(choices);
  await council.wait('96h');
  return story;
}

/** It waits, and says with how much; answers how it stands. */
async function waits(conflict: ConflictStory): Promise<Json> {
  await council.until(async () => expect((await conflict.read()).referred?.since).toBeTypeOf('string'));
  const state = await conflict.read();
  expect(state).toMatchObject({ deadline: null, referred: { returned: null } });
  return state;
}

/** Dora takes it back after so long; answers how the conflict stands as it goes on. */
async function takenBack(conflict: ConflictStory, work: RestorativeStory, after: string): Promise<Json> {
  await council.wait(after);
  await work.does('dora', '/leaving');
  await council.until(async () => expect((await conflict.read()).referred.returned).not.toBeNull());
  return conflict.read();
}

describe('a conflict that was referred', () => {
  it('RST-1 PRO-9 waits for the work that goes on from what was interrupted', async () => {
    console.log('step', 1);
    const conflict = await quarrelWith(council, 'carl', ['dora']);
    console.log('step', 2);
    const work = await referred(council, { from: conflict.id });
    console.log('step', 3);
    await waits(conflict);
    console.log('step', 4);
    await loseWorkflow(council, work.id);
    console.log('step', 5);
    const next = restorativeStory(council, await goesOn(council, 'restorative', work.id, 'dora'));
    console.log('step', 6);
    expect(await next.read()).toMatchObject({ stage: 'referred', acceptedBy: [], continuationOf: work.id });
    console.log('step', 7);
    expect(await conflict.read(), 'nothing was decided').toMatchObject({
      deadline: null,
      referred: { returned: null },
    });
    console.log('step', 8);
    await next.does('dora', '/leaving');
    console.log('step', 9);
    await council.until(async () =>
      expect((await conflict.read()).referred.returned).toMatchObject({
        ending: 'returned',
        stage: 'referred',
      }),
    );
    console.log('step', 10);
    await conflict.post('carl', '/withdrawal');
    console.log('step', 11);
    await council.wait('721h');
  });

  it('RST-1 PRO-9 that was interrupted itself waits on, in the one in which it goes on', async () => {
    console.log('step', 12);
    const conflict = await quarrelWith(council, 'carl', ['dora']);
    console.log('step', 13);
    const work = await referred(council, { from: conflict.id });
    console.log('step', 14);
    await waits(conflict);
    console.log('step', 15);
    await loseWorkflow(council, conflict.id);
    console.log('step', 16);
    const id = await goesOn(council, 'conflicts', conflict.id, 'carl');
    console.log('step', 17);
    const { conflictStory } = await import('../support/conflict.ts');
    console.log('step', 18);
    const next = conflictStory(council, id, 'carl');
    console.log('step', 19);
    expect(await waits(next)).toMatchObject({ stage: 'negotiation', continuationOf: conflict.id });
    console.log('step', 20);
    await work.does('dora', '/leaving');
    console.log('step', 21);
    await council.wait('25h');
    console.log('step', 22);
    await council.until(async () =>
      expect((await next.read()).referred.returned).toMatchObject({ ending: 'returned' }),
    );
    console.log('step', 23);
    await next.post('carl', '/withdrawal');
  });
});
