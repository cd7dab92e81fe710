/** Actions that run by themselves: calls and allocations here, what changes the council beside (EXE-1). Each can be tried again without being done twice (EXE-2). */
import { ApplicationFailure, Context } from '@temporalio/activity';
import { Webhook } from 'standardwebhooks';
import type { Action } from '../rules/model.ts';
import { grantAllocation } from '../store/allocations.ts';
import { unknownMembers } from '../store/members.ts';
import type { Services } from './index.ts';
import { performAmendment } from './perform-charter.ts';
import { performEnd, performGrant } from './perform-mandates.ts';
import { performOnMembers } from './perform-members.ts';

export interface Performance {
  readonly decision: string;
  readonly action: Action;
  readonly at: string;
  /** It reverses an emergency's action, and is done beside it (EMG-2). */
  readonly reversal?: boolean | undefined;
}

/** Milliseconds within which a called server answers. */
const callTimeout = 10_000;

export const performActivities = ({ db, clock, callSecret }: Services) => ({
  /** Answers the facts of what was done; a failure that no repetition can mend is not retryable. */
  async perform({ decision, action, at, reversal = false }: Performance): Promise<Record<string, unknown>> {
    switch (action.type) {
      case 'none':
        return {};
      case 'http.call':
        return call(callSecret, reversal ? `${decision}-reversal` : decision, action, await clock(db));
      case 'allocation.grant':
        return grant({ db }, { decision, reversal, at }, action);
      case 'member.admit':
      case 'member.release':
      case 'member.guardian':
      case 'member.milestone':
      case 'member.roles':
      case 'leadership.give':
      case 'leadership.take':
        return { ...(await performOnMembers(db, action, { decision, at })) };
      case 'mandate.grant':
        return performGrant(db, action, { decision, at });
      case 'mandate.end':
        return performEnd(db, action, { decision, at });
      case 'charter.amend':
        return performAmendment(db, clock, action, decision);
      default:
        throw ApplicationFailure.nonRetryable(`no way to perform ${action.type}`, 'unknown-action');
    }
  },
});

async function grant(
  { db }: Pick<Services, 'db'>,
  { decision, reversal, at }: { readonly decision: string; readonly reversal: boolean; readonly at: string },
  { resource, amount, to, ...ends }: Action & { type: 'allocation.grant' },
): Promise<Record<string, unknown>> {
  const until = ends.until ?? null;
  if ((await unknownMembers(db, [to])).length > 0)
    throw ApplicationFailure.nonRetryable(`${to} is no member any more`, 'unknown-member', { to });
  if (until !== null && Date.parse(until) <= Date.parse(at))
    throw ApplicationFailure.nonRetryable('its end had passed before execution began', 'past-instant', {
      until,
    });
  await grantAllocation(db, { decision, reversal, resource, amount, to, starts: at, until });
  return { resource, amount, to, starts: at, until };
}

/**
 * Calls a server, signed as Standard Webhooks 1.0 has it; `webhook-id` is the decision's id, of a reversal with that word behind it, the same at every try, so that the
 * receiver can leave out what it has done already. 2xx is done; 408, 425, 429, 5xx and no answer may still succeed; the rest cannot.
 */
async function call(
  secret: string,
  key: string,
  { method, url, headers, body }: Action & { type: 'http.call' },
  at: string,
): Promise<Record<string, unknown>> {
  const payload = body === undefined ? '' : JSON.stringify(body);
  const { attempt } = Context.current().info;
  const sent = new Date(Date.parse(at));
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    signal: AbortSignal.any([Context.current().cancellationSignal, AbortSignal.timeout(callTimeout)]),
    headers: {
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'idempotency-key': key,
      'webhook-id': key,
      'webhook-timestamp': String(Math.floor(sent.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(key, sent, payload),
    },
    ...(body === undefined ? {} : { body: payload }),
  });
  await response.body?.cancel();
  const facts = { method, url, status: response.status, attempt };
  if (response.ok) return facts;
  const mayStillSucceed = [408, 425, 429].includes(response.status) || response.status >= 500;
  throw ApplicationFailure.create({
    message: `${method} ${url} answered ${response.status}`,
    type: 'http-status',
    nonRetryable: !mayStillSucceed,
    details: [facts],
  });
}
