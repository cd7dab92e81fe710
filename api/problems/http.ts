/** Problems of HTTP itself: what is wrong with a request before any rule is asked, or with the service. */
import { type ProblemKind, say, sentences } from './kind.ts';

export type OwnCode =
  | 'malformed-json'
  | 'invalid-body'
  | 'invalid-query'
  | 'invalid-header'
  | 'not-found'
  | 'unauthenticated'
  | 'sign-in-failed'
  | 'cross-site'
  | 'method-not-allowed'
  | 'payload-too-large'
  | 'unsupported-media-type'
  | 'idempotency-key-reused'
  | 'too-many-requests'
  | 'unavailable'
  | 'clocks-differ'
  | 'internal';

export const ownKinds: Readonly<Record<OwnCode, ProblemKind>> = {
  'malformed-json': {
    status: 400,
    title: 'Not JSON',
    about: 'The body is not JSON in UTF-8, or an object in it has a key twice: `errors` says where.',
    detail: ({ reason }) => `The body cannot be read: ${say(reason)}.`,
  },
  'invalid-body': {
    status: 422,
    title: 'A body that does not fit',
    about:
      'The body is JSON, but not what the route takes. `errors` has every fault with its path (RFC 6901).',
    detail: ({ faults }) => `The body has ${say(faults)} ${faults === 1 ? 'fault' : 'faults'}.`,
  },
  'invalid-query': {
    status: 422,
    title: 'A query that does not fit',
    about: 'A parameter of the query is unknown or not what it may be. `errors` names each.',
    detail: ({ faults }) => `The query has ${say(faults)} ${faults === 1 ? 'fault' : 'faults'}.`,
  },
  'invalid-header': {
    status: 400,
    title: 'A header that does not fit',
    about: 'A header is repeated, or is not what it may be.',
    detail: ({ header, reason }) => `${say(header)} ${say(reason)}.`,
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    about: 'There is no such thing, or it is not the caller’s to see.',
    detail: (facts) =>
      sentences(facts, ['stage', (stage) => `There is none yet in stage ${stage}.`]) ||
      'There is no such thing, or it is not yours to see.',
  },
  unauthenticated: {
    status: 401,
    title: 'Who are you?',
    about: 'The request bears no token, or one that is forged, expired, or meant for somebody else.',
    detail: ({ reason }) => `The request is not authenticated: ${say(reason)}.`,
  },
  'sign-in-failed': {
    status: 400,
    title: 'The sign-in failed',
    about:
      'It was not begun in this browser, took longer than ten minutes, was used before, or the identity provider refused it. Begin anew at /v1/session/login.',
    detail: ({ reason }) => `The sign-in leads nowhere: ${say(reason)}. Begin it anew.`,
  },
  'cross-site': {
    status: 403,
    title: 'From another site',
    about:
      'A request by a session’s cookie that changes something comes from a page of this origin, and says so by `Origin` and `Sec-Fetch-Site: same-origin`. What is for who sits at the machine takes nothing from pages of other sites.',
    detail: ({ origin, site }) =>
      origin === null && site === null
        ? 'The request says by neither `Origin` nor `Sec-Fetch-Site` that it comes from a page of this origin. A program bears a token in the place of a cookie.'
        : `The request comes from ${origin === null ? 'a page without an origin' : say(origin)}${site === null ? '' : ` (${say(site)})`}, and no page of this origin.`,
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    about: 'The path exists, but not with this method. The header `Allow` lists those it has.',
    detail: ({ method, allowed }) => `${say(method)} is not allowed here; ${say(allowed)} is.`,
  },
  'payload-too-large': {
    status: 413,
    title: 'Too large',
    about: 'The body is longer than the route takes.',
    detail: ({ most }) => `The body may have ${say(most)} bytes at most.`,
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Not application/json',
    about: 'A body must be application/json in UTF-8, without a content encoding.',
    detail: ({ found }) => `The body must be application/json in UTF-8, not ${say(found)}.`,
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'Idempotency key reused',
    about: 'The key came before with another body. A new request needs a new key.',
    detail: ({ key }) => `The key ${say(key)} came before with another body.`,
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    about:
      'More requests than the limit in the last minute, more acts of one member at once than may wait, or more than the service can take. The header `Retry-After` says when to try again.',
    detail: (facts) =>
      sentences(
        facts,
        ['most', (most) => `${most} requests a minute are the limit.`],
        ['underWay', (acts) => `Of one member ${acts} acts are done at once.`],
        ['waiting', (acts) => `${acts} more may wait.`],
      ) || 'The service has more than it can take.',
  },
  unavailable: {
    status: 503,
    title: 'Not available now',
    about:
      'A part that the request needs does not do its work now; the facts say which, and why. Try again after `Retry-After` seconds, with the same Idempotency-Key: nothing is done twice.',
    detail: ({ part, reason }) =>
      `${say(part)} ${say(reason)}. With the same Idempotency-Key, nothing is done twice.`,
  },
  'clocks-differ': {
    status: 503,
    title: 'The clocks differ',
    about:
      'The clocks of database and Temporal are over a second apart, so nothing can be timed by both. Try again after `Retry-After` seconds.',
    detail: ({ behind, of, seconds }) =>
      `The clock of ${say(behind)} is ${say(seconds)} s behind that of ${say(of)}.`,
  },
  internal: {
    status: 500,
    title: 'Our fault',
    about: 'Something went wrong that should not have. It is in the log under the request’s id.',
    detail: ({ request }) =>
      `Something went wrong that should not have. It is in the log as ${say(request)}.`,
  },
};
