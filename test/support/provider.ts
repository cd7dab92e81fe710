/** An identity provider on the loopback address: oidc-provider, which has passed the conformance tests of OpenID Connect. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { type AdapterPayload, type Configuration, default as Provider } from 'oidc-provider';
import type { ProviderSettings } from '../../settings/sign-in.ts';

export interface TestProvider {
  readonly settings: ProviderSettings;
  /** Signs with a new key from now on, and has no other. */
  readonly rotate: () => Promise<void>;
  /** Stands by an account no more. */
  readonly block: (account: string) => void;
  /** Answers in the provider's place from now on, at one path or at all; undefined: the provider answers again. */
  readonly instead: (
    answer?: (request: IncomingMessage, response: ServerResponse) => void,
    path?: string,
  ) => void;
  /** Lets the next request at a path wait until something is done. */
  readonly delay: (until: () => Promise<void>, path: string) => void;
  /** How often it was asked for tokens. */
  readonly asked: () => number;
  readonly close: () => Promise<void>;
}

export interface ProviderOptions {
  /** Where browsers may be sent back to, and after a sign-out. */
  readonly callback: string;
  readonly after: string;
  /** Seconds that what it gives is good for. */
  readonly lifetime?: number;
}

/** A public client for programs at a terminal (RFC 8628). */
const deviceClient = 'folkmoot-cli';

const client = { id: 'folkmoot', secret: 'a secret of the tests, 32 characters' };

export async function testProvider({
  callback,
  after,
  lifetime = 300,
}: ProviderOptions): Promise<TestProvider> {
  const kept = new Map<string, AdapterPayload>();
  const blocked = new Set<string>();
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined;
  let instead: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  let at: string | undefined;
  let asked = 0;
  let delayed: { readonly until: () => Promise<void>; readonly path: string } | undefined;
  const server = createServer(async (request, response) => {
    if (request.url === '/token') asked += 1;
    if (delayed !== undefined && delayed.path === request.url) {
      const { until } = delayed;
      delayed = undefined;
      await until();
    }
    (at === undefined || request.url === at ? (instead ?? handle) : handle)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const rotate = async (): Promise<void> => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'ES256', kid: crypto.randomUUID() };
    const provider = new Provider(issuer, {
      ...configuration({ callback, after, lifetime, blocked }),
      jwks: { keys: [key] },
      adapter: (name: string) => adapter(kept, name),
    });
    // Who is at `/interaction/ID?login=NAME` signs in as NAME, and is asked nothing more.
    provider.use(async (context, next) => {
      if (!context.path.startsWith('/interaction/')) return next();
      const { login } = context.query;
      const result = { login: { accountId: String(login) } };
      context.redirect(await provider.interactionResult(context.req, context.res, result));
    });
    handle = provider.callback();
  };
  await rotate();
  return {
    settings: { issuer, clientId: client.id, clientSecret: client.secret, scope: 'openid offline_access' },
    rotate,
    block: (account) => void blocked.add(account),
    instead: (answer, path) => {
      [instead, at] = [answer, path];
    },
    delay: (until, path) => {
      delayed = { until, path };
    },
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function configuration({
  callback,
  after,
  lifetime,
  blocked,
}: Required<ProviderOptions> & { readonly blocked: ReadonlySet<string> }): Configuration {
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [callback],
        post_logout_redirect_uris: [after],
        grant_types: ['authorization_code', 'refresh_token'],
        id_token_signed_response_alg: 'ES256',
      },
      {
        client_id: deviceClient,
        token_endpoint_auth_method: 'none',
        redirect_uris: [],
        response_types: [],
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    cookies: { keys: ['of the tests'] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true },
      deviceFlow: { enabled: true },
      revocation: { enabled: true },
      // Whoever names whom a token is for gets one that they can check (RFC 8707, RFC 9068).
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => ({
          scope: '',
          audience: resource,
          accessTokenTTL: lifetime,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    findAccount: (_context, account) =>
      blocked.has(account) ? undefined : { accountId: account, claims: () => ({ sub: account }) },
    // Whoever signs in has agreed to everything that the council asks for.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid offline_access');
      await grant.save();
      return grant;
    },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    pkce: { required: () => true },
    ttl: {
      AccessToken: lifetime,
      IdToken: lifetime,
      AuthorizationCode: 60,
      Grant: 86_400,
      Interaction: 600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
  };
}

/** Keeps everything in one map, so that a provider with other keys goes on with what the one before gave. */
function adapter(kept: Map<string, AdapterPayload>, name: string) {
  const key = (id: string): string => `${name}:${id}`;
  const found = async (test: (payload: AdapterPayload) => boolean) =>
    [...kept].find(([place, payload]) => place.startsWith(`${name}:`) && test(payload))?.[1];
  return {
    upsert: async (id: string, payload: AdapterPayload) => void kept.set(key(id), payload),
    find: async (id: string) => kept.get(key(id)),
    findByUserCode: (code: string) => found(({ userCode }) => userCode === code),
    findByUid: (wanted: string) => found(({ uid }) => uid === wanted),
    consume: async (id: string) => {
      const payload = kept.get(key(id));
      if (payload !== undefined) kept.set(key(id), { ...payload, consumed: 1 });
    },
    destroy: async (id: string) => void kept.delete(key(id)),
    revokeByGrantId: async (grant: string) => {
      for (const [place, { grantId }] of kept) if (grantId === grant) kept.delete(place);
    },
  };
}
