/** The device authorization grant of OAuth 2.0 (RFC 8628) for the command line: a person signs in with any browser, and this program waits. */
import * as oidc from 'openid-client';
import { cliError } from '../error.ts';

/** A provider, and what a token is asked for. */
export interface Grant {
  readonly issuer: string;
  /** The id of a public client that may use the device flow. */
  readonly client: string;
  /** Whom the token is for (RFC 8707). */
  readonly resource: string;
}

export interface Tokens {
  readonly access: string;
  /** Seconds that it is good. */
  readonly lifetime: number;
  readonly refresh: string | null;
}

/** What a person is shown: where to go, and the code to type there. */
export interface Asking {
  readonly code: string;
  readonly address: string;
  /** The same with the code in it, where the provider has one. */
  readonly direct: string | undefined;
  /** Seconds that the code is good. */
  readonly lifetime: number;
}

/** Seconds that a token is taken to be good whose provider does not say. */
const unsaid = 300;

/** Asks a provider for a token by the device flow; answers once the person has signed in. */
export async function byDevice(
  grant: Grant & { readonly scope: string },
  show: (asking: Asking) => void,
): Promise<Tokens> {
  const provider = await discovered(grant);
  const device = await told(grant, () =>
    oidc.initiateDeviceAuthorization(provider, { scope: grant.scope, resource: grant.resource }),
  );
  show({
    code: device.user_code,
    address: device.verification_uri,
    direct: device.verification_uri_complete,
    lifetime: device.expires_in,
  });
  return tokensOf(
    await told(grant, () =>
      oidc.pollDeviceAuthorizationGrant(provider, device, { resource: grant.resource }),
    ),
  );
}

/** Another token for a refresh token (RFC 6749, section 6). */
export async function renewed(grant: Grant, refresh: string): Promise<Tokens> {
  const provider = await discovered(grant);
  const tokens = tokensOf(
    await told(grant, () => oidc.refreshTokenGrant(provider, refresh, { resource: grant.resource })),
  );
  return { ...tokens, refresh: tokens.refresh ?? refresh };
}

/** Tells the provider that a refresh token is given up (RFC 7009); one without such a place is told nothing. */
export async function revoked(grant: Grant, refresh: string): Promise<void> {
  const provider = await discovered(grant);
  if (provider.serverMetadata().revocation_endpoint === undefined) return;
  await told(grant, () => oidc.tokenRevocation(provider, refresh, { token_type_hint: 'refresh_token' }));
}

const discovered = ({ issuer, client }: Grant): Promise<oidc.Configuration> =>
  told({ issuer }, () =>
    oidc.discovery(new URL(issuer), client, undefined, oidc.None(), {
      // The settings of the service let no provider but one on its own machine be asked so.
      execute: isOnThisMachine(issuer) ? [oidc.allowInsecureRequests] : [],
    }),
  );

const isOnThisMachine = (issuer: string): boolean =>
  /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(issuer);

const tokensOf = ({
  access_token: access,
  expires_in: lifetime,
  refresh_token: refresh,
}: oidc.TokenEndpointResponse): Tokens => ({
  access,
  lifetime: lifetime ?? unsaid,
  refresh: refresh ?? null,
});

/** What a provider refuses, and that it does not answer, in a sentence. */
async function told<Value>({ issuer }: Pick<Grant, 'issuer'>, ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof oidc.ResponseBodyError)
      throw cliError(
        `${issuer} refused: ${error.error}${error.error_description === undefined ? '' : ` (${error.error_description})`}.`,
      );
    const { message, cause } = error as Error;
    throw cliError(`${issuer} could not be asked (${cause instanceof Error ? cause.message : message}).`);
  }
}
