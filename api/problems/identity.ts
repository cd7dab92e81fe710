/** Refusals of who asks, by what they show of themselves (AUT-1, MEM-6). */
import type { RefusalCode } from '../../rules/refusal.ts';
import { type ProblemKind, say } from './kind.ts';

type Code = 'not-linked' | 'scope-missing' | 'invalid-invitation' | 'last-identity';

export const identityKinds: Readonly<Record<Extract<RefusalCode, Code>, ProblemKind>> = {
  'not-linked': {
    status: 403,
    title: 'An identity of nobody',
    about:
      'The token or session is good, and its identity is linked to no member. Who holds an invitation links it: ' +
      'POST /v1/invitations/redemption {"invitation": "…"} with the same token or session.',
    detail: () =>
      'This identity is linked to no member. Who holds an invitation links it by POST /v1/invitations/redemption.',
  },
  'scope-missing': {
    status: 403,
    title: 'A token without the scope',
    about: 'The personal access token is good, and has not the scope that the route needs.',
    detail: ({ needs, scopes }) => `The token has the scopes ${say(scopes)}; this needs ${say(needs)}.`,
  },
  'invalid-invitation': {
    status: 403,
    title: 'No good invitation',
    about:
      'The invitation was never made, was used, has expired, or is not for this identity, which may be linked already: which of them is not said.',
    detail: () => 'The invitation is not good for this identity.',
  },
  'last-identity': {
    status: 409,
    title: 'The last identity',
    about: 'It is the only identity of the member, who could not sign in any more. Link another one before.',
    detail: () => 'The only identity that is left cannot be removed.',
  },
};
