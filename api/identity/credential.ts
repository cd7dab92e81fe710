/** What a request shows of who asks: a session, a personal access token, or a token of an identity provider (AUT-1). */
import type { IncomingMessage } from 'node:http';
import { refuse } from '../../rules/refusal.ts';
import type { Member } from '../../rules/model.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import { type OperationId, rights } from '../rights/table.ts';
import type { Scope } from './scopes.ts';

/** Who somebody is at an identity provider: the claims `iss` and `sub` (OpenID Connect Core 1.0, section 5.7). */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

export type Credential =
  | ({ readonly kind: 'jwt' } & Identity)
  | { readonly kind: 'token'; readonly id: string; readonly scopes: readonly Scope[] }
  | { readonly kind: 'session'; readonly id: string };

/** Who asks, by what they show alone. */
export interface Asking {
  /** A member's id: of nobody any more, perhaps. */
  readonly member: string;
  readonly credential: Credential;
}

export interface Caller {
  readonly member: Member;
  readonly credential: Credential;
}

/** The session of a browser. */
export interface SessionOf {
  readonly id: string;
  readonly identity: Identity;
  /** A member's id; null where the identity is linked to nobody. */
  readonly member: string | null;
}

/** Sessions of browsers, by their cookie. */
export interface Sessions {
  /**
   * The session that a request's cookie names; undefined where it bears no such cookie. It may be answered from memory for 2 s.
   * @throws a problem where the cookie's session is over, or the request comes from another site
   */
  readonly memberOf: (request: IncomingMessage) => Promise<SessionOf | undefined>;
}

/** The problem of who shows nothing good. */
export function unauthenticated(
  reason: string,
  challenge = 'Bearer realm="folkmoot", error="invalid_token"',
): Error {
  return problemError('unauthenticated', { reason }, { headers: { 'WWW-Authenticate': challenge } });
}

/** The problem of a token that is good and no member's. */
export const nobody = (): Error => refusalError(refuse('not-permitted', 'AUT-1', { allowed: 'members' }));

/** The problem of who was a member, and has departed (MEM-2). */
export const departed = (): Error => refusalError(refuse('not-permitted', 'MEM-2', { status: 'departed' }));

/** The problem of a token that names its member itself, where an identity is to be linked. */
export const notToBeLinked = (): Error =>
  refusalError(
    refuse('not-permitted', 'MEM-6', { allowed: 'identities whose subject is not itself a member’s id' }),
  );

/** The problem of an identity that is linked to nobody: it says how to link it, and nothing else. */
export const notLinked = (): Error => refusalError(refuse('not-linked', 'AUT-1'));

/** Whether what a request shows suffices for a scope: a session or a token of an identity provider does for every one. */
export const has = (credential: Credential, needs: Scope | 'none'): boolean =>
  credential.kind !== 'token' || (needs !== 'none' && credential.scopes.includes(needs));

/** Refuses what a personal access token does not reach. */
export function mustHaveScope(operation: OperationId, credential: Credential): void {
  const needs = rights[operation].scope;
  if (has(credential, needs) || credential.kind !== 'token') return;
  throw needs === 'none'
    ? notByToken()
    : refusalError(refuse('scope-missing', 'AUT-1', { needs, scopes: credential.scopes }));
}

/** The problem of a personal access token where none suffices. */
export const notByToken = (): Error =>
  refusalError(
    refuse('not-permitted', 'AUT-1', { allowed: ['a session', 'a token of an identity provider'] }),
  );
