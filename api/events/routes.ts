/** GET /v1/events: what happens, as it happens. */
import { mayStill } from '../identity/auth.ts';
import { problemError } from '../problems/problem.ts';
import { answered, memberRoute } from '../http/route.ts';

const header = 'Last-Event-ID';

/** The number after which a listener goes on; null: from now on. */
function lastEvent(given: string | undefined): number | null {
  if (given === undefined || given === '') return null;
  if (!/^\d{1,15}$/.test(given))
    throw problemError('invalid-header', { header, reason: 'is no number of an event' });
  return Number(given);
}

export const eventRoutes = [
  memberRoute({
    operationId: 'streamEvents',
    method: 'get',
    path: '/v1/events',
    summary: 'Events of every decision, server-sent; Last-Event-ID resumes after that event',
    rules: ['AUT-2', 'REC-4'],
    answer: {
      description:
        'A stream: `id` is the event’s number, `event` its kind, `data` is {decision, at, facts}. A draft’s events reach its author only. ' +
        'An event `answers` has no id, and as data {decisions}: in these answers have come since the last such event, which ones it does not say. ' +
        'An event `support` has no id either, and no data: the member has something of support to look at. ' +
        'It ends within 5 s where who listens has departed, or their token or session is good no more. ' +
        'An event `reset` comes first where Last-Event-ID is the number of no event yet: what was heard before is of another history.',
      mediaType: 'text/event-stream',
    },
    problems: ['invalid-header'],
    handle: async ({ request, response, caller, eventStreams, services, credentials }) => {
      const from = lastEvent(request.header(header));
      if (request.method === 'HEAD') response.type('text/event-stream').end();
      else
        await eventStreams.open(request, response, {
          member: caller.id,
          may: () => mayStill({ services, credentials }, request),
          from,
        });
      return answered;
    },
  }),
];
