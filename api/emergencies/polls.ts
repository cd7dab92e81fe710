/** The polls on an emergency: ballots cast, and who cast which (EMG-5, EMG-6, VOT-6, VOT-7). */
import { z } from 'zod';
import { saidIn } from '../../rules/blank.ts';
import type { EmergencyState } from '../../rules/emergency/state.ts';
import { mayAct } from '../../rules/emergency/permissions.ts';
import { takeProcessAnswer } from '../../store/ballots/process-polls.ts';
import { promise } from '../http/acknowledging.ts';
import { emergencyActor, existingEmergency } from './view.ts';
import { refusalError } from '../problems/problem.ts';
import { withSignature } from '../polls/answering.ts';
import { processBallots } from '../polls/process-ballots.ts';
import { memberRoute } from '../http/route.ts';
import { pageQuery } from '../http/schemas.ts';
import { emergencyPollParams } from './schemas.ts';
import { acknowledgementSchema, ballotBody, lateAnswer } from '../polls/answer-schemas.ts';
import { ballotsSchema } from '../polls/schemas.ts';
import { againstQuery } from '../polls/took-part.ts';
import { tellToLookAgain } from '../service/temporal.ts';

export const emergencyPollRoutes = [
  memberRoute({
    operationId: 'castEmergencyBallot',
    method: 'put',
    path: '/v1/emergencies/{id}/polls/{poll}/ballot',
    summary: 'Votes for, against or abstains in an override or a ratification; the last ballot counts',
    rules: ['EMG-5', 'EMG-6', 'VOT-6', 'GUA-2'],
    params: emergencyPollParams,
    body: ballotBody,
    answer: {
      description: 'What was taken, and the signed promise that the record will hold it',
      schema: acknowledgementSchema,
    },
    problems: lateAnswer,
    handle: async ({ services, signatures, caller, params: { id, poll }, body, metrics }) => {
      const { db, clock, temporal, log, signer } = services;
      const { actor } = await emergencyActor(services, caller, await existingEmergency(services, id));
      const { choice, version, reason, signed } = body;
      const answer = await withSignature(
        signatures,
        { decision: id, member: caller.id },
        { kind: poll, choice, ranking: null, reason: saidIn(reason), version, signed },
      );
      const taken = await takeProcessAnswer<EmergencyState>(
        db,
        clock,
        {
          kind: 'emergency',
          process: id,
          may: (state, elector, at) =>
            mayAct(`polls/${poll}/ballot`, state, { ...actor, electorOf: elector ? [poll] : [] }, at),
        },
        caller,
        answer,
      );
      if ('refusal' in taken) throw refusalError(taken.refusal);
      if (taken.fresh) metrics.taken(poll);
      if (taken.complete) tellToLookAgain(temporal, log, [id]);
      return { acknowledgement: promise(taken.entry, signer) };
    },
  }),
  memberRoute({
    operationId: 'listEmergencyBallots',
    method: 'get',
    path: '/v1/emergencies/{id}/polls/{poll}/ballots',
    summary: 'The ballots of an override or a ratification with those they replaced, by the electors’ ids',
    rules: ['VOT-7'],
    params: emergencyPollParams,
    query: z.strictObject({ ...againstQuery, ...pageQuery }),
    answer: { description: 'A page of ballots', schema: ballotsSchema },
    problems: [],
    handle: async ({ services, caller, params: { id, poll }, query }) => {
      await existingEmergency(services, id);
      return processBallots(services.db, { decision: id, kind: poll, reader: caller.id }, query);
    },
  }),
];
