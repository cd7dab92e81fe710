/** Open processes that stand still, for operators (PRO-9). */
import { refuse } from '../../rules/refusal.ts';
import { findAstray } from '../../store/processes/astray.ts';
import { refusalError } from '../problems/problem.ts';
import { memberRoute } from '../http/route.ts';
import { astraySchema } from './astray-schemas.ts';

export const astrayRoutes = [
  memberRoute({
    operationId: 'listAstray',
    method: 'get',
    path: '/v1/astray',
    summary:
      'Open processes that stand still, those longest astray first, 1,000 at most: past their deadline, or without a workflow; for operators',
    rules: ['PRO-9', 'AUT-1'],
    answer: { description: 'The processes', schema: astraySchema },
    problems: ['not-permitted'],
    handle: async ({ services: { db, clock }, caller }) => {
      if (!caller.roles.includes('operator'))
        throw refusalError(refuse('not-permitted', 'AUT-1', { allowed: 'operator' }));
      return { items: await findAstray(db, await clock(db)) };
    },
  }),
];
