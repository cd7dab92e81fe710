/** Acts in support that bring something sealed: messages, the ground of a danger, the reason of its review (SUP-3, SUP-4). */
import { refuse } from '../../rules/refusal.ts';
import { mayAct } from '../../rules/support/permissions.ts';
import type { BodyKind } from '../../rules/support/readers.ts';
import { groundFor, messageFor, reasonFor, type Recipients } from '../../rules/support/sealing.ts';
import { mostMessages, type SupportState } from '../../rules/support/state.ts';
import { stewardsOf, unknownMembers } from '../../store/council/members.ts';
import { tellSupport } from '../../store/postgres/notifications.ts';
import { countMessages, dropBody, keepBody } from '../../store/support/bodies.ts';
import { sealKeysOf, supportersOnDuty } from '../../store/support/duty.ts';
import { lockSupport } from '../../store/support/supports.ts';
import { supportDanger, supportReview } from '../../workflows/messages/support.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams } from '../http/schemas.ts';
import { must, problemError, refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';
import { actPath, answer, doAct, refusals } from './acts.ts';
import { dangerBody, messageBody, reviewBody } from './schemas.ts';
import { readersOf, type Sealed, sealedOf } from './sealed.ts';
import { actorIn, guardianToSealFor, viewSupport, visibleSupport } from './view.ts';

type Sources = Pick<Services, 'db'>;

/** For whom a body is sealed. @throws the problem `must-be-sealed` */
async function readers(
  { db }: Sources,
  sealed: Sealed,
  recipients: Recipients,
  at: string,
): Promise<readonly string[]> {
  const members = [...recipients.must, ...recipients.may];
  return readersOf(sealed, await sealKeysOf(db, members, at), recipients);
}

/** Keeps what comes with an act under its id; answers what takes it back. */
const keeping =
  ({ db }: Sources, support: string, by: string, at: string) =>
  (kind: BodyKind, { text: sealed }: Sealed, of: readonly string[]) =>
  async (id: string): Promise<() => Promise<void>> => {
    await keepBody(db, { id, support, kind, by, at, readers: of, sealed });
    return () => dropBody(db, id);
  };

/** Whom a danger is told to: a member beside those two between whom it is. */
async function contactFault({ db }: Sources, { person }: SupportState, by: string, contact: string) {
  if (contact === person || contact === by)
    throw refusalError(refuse('to-oneself', 'SUP-4', { member: contact }));
  const members = await unknownMembers(db, [contact]);
  if (members.length > 0) throw refusalError(refuse('unknown-member', 'SUP-4', { members }));
}

export const supportSpeakingRoutes = [
  memberRoute({
    operationId: 'saySealed',
    method: 'post',
    path: actPath('messages'),
    summary: 'Says something in the room, sealed to both who are in it',
    rules: ['SUP-3'],
    params: decisionParams,
    neverSigned: true,
    body: messageBody,
    answer: { ...answer, status: 201 },
    problems: [...refusals, 'must-be-sealed', 'limit-reached'],
    handle: async ({ services, caller, params: { id }, body, attempt }) => {
      const { db, clock } = services;
      const sealed = sealedOf(body.words);
      await visibleSupport(services, caller, id);
      const message = await attempt.begin();
      await db.transaction().execute(async (trx) => {
        const seen = await lockSupport(trx, id);
        if (seen === undefined) throw problemError('not-found');
        const at = await clock(trx);
        must(mayAct('messages', seen, await actorIn({ db: trx }, seen, caller, at), at));
        if ((await countMessages(trx, id, caller.id)) >= mostMessages)
          throw refusalError(refuse('limit-reached', 'SUP-3', { most: mostMessages }));
        const recipients = messageFor(seen);
        const of = readersOf(sealed, await sealKeysOf(trx, recipients.must, at), recipients);
        const said = { id: message, support: id, kind: 'message', by: caller.id, at } as const;
        await keepBody(trx, { ...said, readers: of, sealed: sealed.text });
        await tellSupport(trx, of);
      });
      return viewSupport(services, caller, id);
    },
  }),
  memberRoute({
    operationId: 'stateDanger',
    method: 'post',
    path: actPath('danger'),
    summary:
      'States that a life is in imminent danger, with the least that a contact needs to know; told once another supporter seconds it, or 15 minutes later; by the supporter',
    rules: ['SUP-4'],
    params: decisionParams,
    neverSigned: true,
    body: dangerBody,
    answer,
    problems: [...refusals, 'must-be-sealed', 'unknown-member', 'to-oneself'],
    handle: async (call) => {
      const { services, body, caller } = call;
      const { contact } = body;
      const sealed = sealedOf(body.ground);
      return doAct(call, 'danger', supportDanger, async (seen, at) => {
        await contactFault(services, seen, caller.id, contact);
        const { charter, id, person } = seen;
        const onDuty = (await supportersOnDuty(services.db, at, charter.support.agents)).map(
          (supporter) => supporter.id,
        );
        const guardian = await guardianToSealFor(services.db, at);
        const recipients = groundFor(seen, { by: caller.id, contact, guardian, onDuty });
        const of = await readers(services, sealed, recipients, at);
        // Nobody is two of them: an agent and who answers for it have one word.
        const stewards = await stewardsOf(services.db, [...of, caller.id]);
        const answersFor = (member: string): string => stewards[member] ?? member;
        const others = [caller.id, person, contact, guardian].map((one) => one && answersFor(one));
        const seconds: readonly string[] = of.filter(
          (member) => onDuty.includes(member) && !others.includes(answersFor(member)),
        );
        return {
          content: (ground) => ({ contact, seconds, ground }),
          keep: keeping(services, id, caller.id, at)('ground', sealed, of),
        };
      });
    },
  }),
  memberRoute({
    operationId: 'reviewDanger',
    method: 'post',
    path: actPath('review'),
    summary: 'Says whether it was proper to tell a danger; misuse ends the supporter’s role; by the guardian',
    rules: ['SUP-4', 'GUA-1'],
    params: decisionParams,
    neverSigned: true,
    body: reviewBody,
    answer,
    problems: [...refusals, 'must-be-sealed'],
    handle: async (call) => {
      const { services, body, caller } = call;
      const sealed = sealedOf(body.reason);
      return doAct(call, 'review', supportReview, async (seen, at) => {
        const of = await readers(services, sealed, reasonFor(seen, caller.id), at);
        return {
          content: (reason) => ({ proper: body.proper, reason }),
          keep: keeping(services, seen.id, caller.id, at)('reason', sealed, of),
        };
      });
    },
  }),
];
