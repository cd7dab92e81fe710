/** Support where answers are lost, and where somebody asks many times at the same instant (SUP-1, SUP-4). */
import { afterEach, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import type { SupportChange } from '../../store/support/supports.ts';
import { ask, inRoom, readyToSupport, supportCouncil } from '../support/support.ts';

let council: Council;
afterEach(() => council.close());

it('SUP-4 a danger whose answer came too late is told with its ground', async () => {
  let answer = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  council = await openCouncil({
    members: supportCouncil,
    worker: {
      interceptors: {
        activity: [
          ({ info: { activityType } }) => ({
            inbound: {
              execute: async (input, next) => {
                const [change] = input.args as [SupportChange];
                if (activityType === 'recordSupport' && change.entries.some(({ kind }) => kind === 'stated'))
                  await late;
                return next(input);
              },
            },
          }),
        ],
      },
    },
  });
  const keys = await readyToSupport(council);
  const story = await inRoom(council, keys);
  expect((await story.danger('dora', 'Oak Street 3.')).status).toBe(503);
  answer();
  await council.until(async () => expect((await story.read('dora')).danger).not.toBeNull());
  await council.wait('16m');
  await council.until(async () => expect((await story.get('gus')).status).toBe(200));
  expect(await story.opened('gus')).toEqual(['Oak Street 3.']);
});

it('SUP-1 whoever asks for one another many times at once asks once', async () => {
  council = await openCouncil({ members: supportCouncil });
  const keys = await readyToSupport(council);
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => ask(council, keys, { by: 'hal', person: 'carl' })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  expect((await (await council.as('carl')).get('/v1/support')).body.items).toHaveLength(1);
});
