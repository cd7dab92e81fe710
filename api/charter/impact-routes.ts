/** What an amendment would have changed, told before anybody votes on it (AMD-1). */
import { z } from 'zod';
import { amendedCharter, amendingFault } from '../../charter/change/amending.ts';
import { charterCopy } from '../../charter/copy.ts';
import type { Proposal } from '../../store/processes/proposals.ts';
import { charterVersion } from '../../store/council/charters.ts';
import { impactOf } from './impact.ts';
import { encodePlace, placeOf } from '../http/page.ts';
import { must, problemError } from '../problems/problem.ts';
import { visibleProposal } from '../proposals/view.ts';
import { memberRoute } from '../http/route.ts';
import { decisionId, decisionParams, instant } from '../http/schemas.ts';
import { impactQuery, impactSchema } from './impact-schemas.ts';
import type { Services } from '../service/services.ts';

const place = z.strictObject({ endedAt: instant, decision: decisionId });

/** What the figures of a record cannot tell. */
const notConsidered = [
  'Members answer, delegate and disclose as they did: that they might have done otherwise under other rules.',
  'Who is an elector: maturity, offline members, assumed abstentions and recusal stay as they were counted.',
  'Windows and the number of rounds, votes and extensions that were had.',
  'Permitted actions, gates, hearings, appeals, vetoes, approval and delays.',
];

/** The charter that the proposal carries, and the one that its newest text in force would make of it. */
async function chartersOf({ db }: Pick<Services, 'db'>, { state, content }: Proposal) {
  const kept = await charterVersion(db, state.charter.version);
  if (kept === undefined) throw new Error(`no charter version ${state.charter.version}`);
  const after = amendedCharter(kept.document, content.action)?.charter;
  if (after === undefined) must(amendingFault(kept.document, state.category, content.action, { pace: 1 }));
  if (after === undefined) throw problemError('not-found');
  return { before: charterCopy(kept, 1).charter, after };
}

export const impactRoutes = [
  memberRoute({
    operationId: 'getAmendmentImpact',
    method: 'get',
    path: '/v1/proposals/{id}/impact',
    summary:
      'Which archived decisions would have ended otherwise under the charter that an amendment would make; of amendments only',
    rules: ['AMD-1', 'REC-1'],
    params: decisionParams,
    query: impactQuery,
    answer: { description: 'A page of them, newest ending first, each with both ways', schema: impactSchema },
    problems: ['not-found', 'invalid-amendment'],
    handle: async ({ services, caller, params, query: { cursor, limit } }) => {
      const charters = await chartersOf(services, await visibleProposal(services, caller, params.id));
      const after = placeOf(place, cursor);
      const { items, checked, next } = await impactOf(services.db, charters, { after, limit });
      return {
        items: items.map(({ record, ...changed }) => ({
          id: record.id,
          title: record.title,
          category: record.category,
          outcome: record.outcome,
          charterVersion: record.charter.version,
          ...changed,
        })),
        checked,
        next: next === null ? null : encodePlace(next),
        notConsidered,
      };
    },
  }),
];
