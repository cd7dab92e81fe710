/** The charter in force, and every version that was (CHA-3). */
import { type CharterVersion, charterInForce, charterVersion } from '../../store/council/charters.ts';
import { problemError } from '../problems/problem.ts';
import { publicRoute } from '../http/route.ts';
import { charterParams, charterSchema } from '../council/schemas.ts';

function answerOf(row: CharterVersion | undefined, pace: number) {
  if (row === undefined) throw problemError('not-found');
  return { ...row, document: row.document as Record<string, unknown>, pace };
}

export const charterRoutes = [
  publicRoute({
    operationId: 'getCharter',
    method: 'get',
    path: '/v1/charter',
    summary: 'The charter in force',
    rules: ['CHA-1', 'CHA-3', 'AUT-2'],
    answer: { description: 'The newest version', schema: charterSchema },
    problems: ['not-found'],
    handle: async ({ services: { db, pace } }) => answerOf(await charterInForce(db), pace),
  }),
  publicRoute({
    operationId: 'getCharterVersion',
    method: 'get',
    path: '/v1/charter/versions/{n}',
    summary: 'A version of the charter',
    rules: ['CHA-3', 'AUT-2'],
    params: charterParams,
    answer: { description: 'The version', schema: charterSchema },
    problems: [],
    handle: async ({ services: { db, pace }, params }) => answerOf(await charterVersion(db, params.n), pace),
  }),
];
