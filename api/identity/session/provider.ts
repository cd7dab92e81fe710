/** The provider with whom browsers sign in: OpenID Connect Core 1.0, code flow with PKCE (RFC 7636). */
import type { Logger } from 'pino';
import * as oidc from 'openid-client';
import { hostAndPort } from '../../../outgoing/addresses.ts';
import { isOutgoingError } from '../../../outgoing/fault.ts';
import { guardedFetch } from '../../../outgoing/fetch.ts';
import type { ProviderSettings } from '../../../settings/sign-in.ts';
import { ownClock } from '../../../store/postgres/clock.ts';
import { isProblemError, problemError, unavailable } from '../../problems/problem.ts';
import type { Identity } from '../credential.ts';
import { derived } from './secrets.ts';

/** What the provider gave, and is shown again: for news of the session, and at its end. */
export interface ProviderTokens {
  readonly idToken: string;
  /** Null: the provider is not asked again. */
  readonly refreshToken: string | null;
}

export interface SignedIn extends Identity {
  readonly tokens: ProviderTokens;
  /** Seconds until the provider is to be asked again. */
  readonly expiresIn: number;
}

export interface Provider {
  /** Where the browser is sent to sign in, for a sign-in with this secret. */
  readonly begin: (secret: string, callback: string) => Promise<URL>;
  /**
   * Who signed in, by the address at which the browser came back.
   * @throws a problem: `sign-in-failed` where it is not this sign-in's, or the provider refuses; `unavailable`
   */
  readonly finish: (secret: string, cameBack: URL) => Promise<SignedIn>;
  /**
   * News of who signed in; null where the provider does not stand by them any more.
   * @throws `unavailable` where it cannot be asked
   */
  readonly refresh: (before: Identity & { readonly tokens: ProviderTokens }) => Promise<SignedIn | null>;
  /** Where the browser is sent to sign out there too (OpenID Connect RP-Initiated Logout 1.0); null where that cannot be said. */
  readonly leave: (idToken: string, after: string) => Promise<URL | null>;
}

/** Seconds that the provider has for each answer. */
const patience = 5;
/** Milliseconds for which its description is believed. */
const believed = 3_600_000;
/** Seconds between two questions, where it says less or nothing. */
const [leastApart, usuallyApart] = [60, 300];

const part = 'the identity provider';

/** The state of a sign-in: the browser brings it back, and only who has the secret knows it (RFC 6749, section 10.12). */
export const stateOf = (secret: string): string => derived(secret, 'state');

/** @param allowed addresses inside, by name: its own needs not be among them */
export function openProvider(
  { issuer, clientId, clientSecret, scope }: ProviderSettings,
  allowed: readonly string[],
  log: Logger,
  now: () => number = ownClock,
): Provider {
  let known: { readonly configuration: Promise<oidc.Configuration>; readonly until: number } | undefined;

  const fetch = guardedFetch({ proxy: null, allowed: [hostAndPort(new URL(issuer)), ...allowed] });

  const discover = (): Promise<oidc.Configuration> =>
    oidc.discovery(
      new URL(issuer),
      clientId,
      {},
      clientSecret === null ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
      {
        timeout: patience,
        [oidc.customFetch]: fetch,
        // Its answers are believed for their signature too, not for the connection alone.
        execute: [
          oidc.enableNonRepudiationChecks,
          ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []),
        ],
      },
    );

  /** What the provider is asked, with whatever goes wrong as a problem. */
  const asking = async <Answer>(
    ask: (configuration: oidc.Configuration) => Promise<Answer>,
  ): Promise<Answer> => {
    if (known === undefined || known.until <= now())
      known = { configuration: discover(), until: now() + believed };
    const asked = known;
    try {
      return await ask(await asked.configuration);
    } catch (error) {
      if (isProblemError(error)) throw error;
      // Its addresses or keys may be others by now: what comes next is held against those that it has then.
      if (known === asked) known = undefined;
      const { code, message } = error as Error & { readonly code?: string };
      log.warn({ code, message }, 'the identity provider could not be asked');
      throw unavailable(part, 5, isSilence(error) ? 'does not answer' : 'answers what cannot be believed');
    }
  };

  const signedIn = (
    tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
    before?: ProviderTokens,
  ): Omit<SignedIn, keyof Identity> => ({
    tokens: {
      idToken: tokens.id_token ?? before?.idToken ?? '',
      refreshToken: tokens.refresh_token ?? before?.refreshToken ?? null,
    },
    expiresIn: Math.max(tokens.expires_in ?? usuallyApart, leastApart),
  });

  return {
    begin: (secret, callback) =>
      asking(async (configuration) =>
        oidc.buildAuthorizationUrl(configuration, {
          redirect_uri: callback,
          scope,
          state: stateOf(secret),
          nonce: derived(secret, 'nonce'),
          code_challenge: await oidc.calculatePKCECodeChallenge(derived(secret, 'verifier')),
          code_challenge_method: 'S256',
        }),
      ),

    finish: (secret, cameBack) =>
      asking(async (configuration) => {
        try {
          const tokens = await oidc.authorizationCodeGrant(configuration, cameBack, {
            expectedState: stateOf(secret),
            expectedNonce: derived(secret, 'nonce'),
            pkceCodeVerifier: derived(secret, 'verifier'),
          });
          const { iss: named = '', sub: subject = '' } = tokens.claims() ?? {};
          // A slash more at its end is another identity's issuer.
          if (named !== issuer) throw new Error(`its tokens name the issuer ${named}, not ${issuer}`);
          return { issuer, subject, ...signedIn(tokens) };
        } catch (error) {
          const refusal = refusalOf(error);
          throw refusal === undefined ? error : failed(`the identity provider says ${refusal}`);
        }
      }),

    refresh: ({ issuer: named, subject, tokens: before }) =>
      asking(async (configuration) => {
        if (before.refreshToken === null) return null;
        try {
          const tokens = await oidc.refreshTokenGrant(configuration, before.refreshToken);
          const claims = tokens.claims();
          // Tokens of somebody else are none of this session's (OpenID Connect Core 1.0, section 12.2).
          if (claims !== undefined && (claims.iss !== named || claims.sub !== subject)) return null;
          return { issuer: named, subject, ...signedIn(tokens, before) };
        } catch (error) {
          if (refusalOf(error) === 'invalid_grant') return null;
          throw error;
        }
      }),

    leave: async (idToken, after) => {
      try {
        return await asking(async (configuration) =>
          configuration.serverMetadata().end_session_endpoint === undefined
            ? null
            : oidc.buildEndSessionUrl(configuration, {
                id_token_hint: idToken,
                post_logout_redirect_uri: after,
              }),
        );
      } catch {
        return null;
      }
    },
  };
}

/** What is thrown where a sign-in leads nowhere: it is to be begun again. */
export const failed = (reason: string): Error => problemError('sign-in-failed', { reason });

/** The error code of RFC 6749 that the provider answers with, to the browser or to us; undefined where it is no such answer. */
function refusalOf(error: unknown): string | undefined {
  if (error instanceof oidc.AuthorizationResponseError) return codeOf(error.error);
  // With 5xx it has refused nobody.
  if (error instanceof oidc.ResponseBodyError && error.status < 500 && error.error === 'invalid_grant')
    return error.error;
  return undefined;
}

/** Of the code no more than may stand there (RFC 6749, section 4.1.2.1): a page of another site may have sent the browser here. */
const codeOf = (code: string): string => (/^[a-z_]{1,40}$/.test(code) ? code : 'no');

/** Codes of what the network says, and of an answer that did not come in time. */
const silent = /^(E[A-Z]+|OAUTH_TIMEOUT|OAUTH_ABORT)$/;

/** Whether nothing was answered, or nothing by the provider itself. */
function isSilence(error: unknown): boolean {
  if (isOutgoingError(error)) return true;
  if (error instanceof Response) return error.status >= 500;
  if (!(error instanceof Error)) return false;
  const { code, cause } = error as Error & { readonly code?: unknown };
  return (typeof code === 'string' && silent.test(code)) || isSilence(cause);
}
