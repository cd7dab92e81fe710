/** Who is on duty, which services are outside, and what is counted of years that are over (SUP-1, SUP-3). */
import { refuse } from '../../rules/refusal.ts';
import { countedYears, setDuty, supportersOnDuty } from '../../store/support/duty.ts';
import { currentCharter } from '../charter/of-decision.ts';
import { memberRoute } from '../http/route.ts';
import { refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';
import { switchedOff } from './acts.ts';
import { countsSchema, dutyBody, dutySchema, servicesSchema } from './schemas.ts';

const onDuty = {
  description: 'Those who said that they are, and have a key of their own',
  schema: dutySchema,
};

async function lengths(services: Services) {
  const { support } = (await currentCharter(services)).charter;
  if (support === null) throw switchedOff();
  return support;
}

async function dutyAnswered(services: Services) {
  const { db, clock } = services;
  const { agents } = await lengths(services);
  const supporters = await supportersOnDuty(db, await clock(db), agents);
  return { items: supporters.map(({ id: member, ...supporter }) => ({ member, ...supporter })) };
}

export const supportDutyRoutes = [
  memberRoute({
    operationId: 'listSupporters',
    method: 'get',
    path: '/v1/support/duty',
    summary: 'The supporters on duty, with the keys to which what is said to them is sealed',
    rules: ['SUP-1', 'SUP-3'],
    answer: onDuty,
    problems: ['switched-off'],
    handle: async ({ services }) => dutyAnswered(services),
  }),
  memberRoute({
    operationId: 'setDuty',
    method: 'put',
    path: '/v1/support/duty',
    summary:
      'Says that one is on duty, or not any more: nobody is asked who did not agree to it; by a supporter',
    rules: ['SUP-1'],
    neverSigned: true,
    body: dutyBody,
    answer: onDuty,
    problems: ['switched-off', 'signature-refused'],
    handle: async ({ services, caller, body: { on } }) => {
      const { db, clock } = services;
      await lengths(services);
      if (!caller.roles.includes('supporter'))
        throw refusalError(refuse('not-permitted', 'SUP-1', { allowed: 'a supporter' }));
      await setDuty(db, caller.id, on, await clock(db));
      return dutyAnswered(services);
    },
  }),
  memberRoute({
    operationId: 'listSupportServices',
    method: 'get',
    path: '/v1/support/services',
    summary: 'Services outside the council, as who runs it names them (HSDS 3)',
    rules: ['SUP-1'],
    answer: { description: 'One page with all of them', schema: servicesSchema },
    problems: [],
    handle: async ({ services: { supportServices: contents = [] } }) => ({
      total_items: contents.length,
      total_pages: 1,
      page_number: 1,
      size: contents.length,
      first_page: true,
      last_page: true,
      empty: contents.length === 0,
      contents,
    }),
  }),
  memberRoute({
    operationId: 'getSupportCounts',
    method: 'get',
    path: '/v1/support/counts',
    summary:
      'How often support was asked for, taken, and told beyond its room, in years that are over; no number below five',
    rules: ['SUP-3', 'SUP-4'],
    answer: { description: 'The years', schema: countsSchema },
    problems: [],
    handle: async ({ services: { db, clock } }) => ({ items: await countedYears(db, await clock(db)) }),
  }),
];
