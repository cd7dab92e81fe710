/** Sign-in with a provider, who is signed in, and signing out (docs/identity.md). */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { memberById } from '../../../store/council/members.ts';
import { unauthenticated } from '../credential.ts';
import { present } from '../../council/presence.ts';
import { invalid } from '../../http/body.ts';
import { answered, publicRoute } from '../../http/route.ts';
import { at, slug } from '../../http/schemas.ts';
import { documentOf, isProblemError } from '../../problems/problem.ts';
import { escaped, sendPage } from '../../service/page.ts';
import type { Services } from '../../service/services.ts';
import { clearCookie, readCookie, setCookie } from './cookies.ts';
import { longestPath, ownAddress } from './origin.ts';
import { failed, stateOf } from './provider.ts';
import { isSame, isSecret, newSecret } from './secrets.ts';
import type { Sessions } from './sessions.ts';

/** Where the browser goes once it is signed in: a path of this origin. */
export const toQuery = z
  .string()
  .max(longestPath)
  .default('/')
  .meta({ description: 'A path of this origin, from its `/` on; `/` unless given' });

/**
 * Where the browser is sent on to.
 * @throws a problem `invalid-query` where that is no path of our own
 */
export function addressOf(to: string, origin: string): string {
  const address = ownAddress(to, origin);
  if (address !== undefined) return address;
  throw invalid('invalid-query', [{ path: '/to', message: 'must be a path of this origin', facts: {} }]);
}

/** Those of a service on which the routes of sessions are mounted. */
export function sessionsOf({ sessions }: Pick<Services, 'sessions'>): Sessions {
  if (sessions === undefined) throw new Error('the routes of sessions are mounted without sessions');
  return sessions;
}

/** A sign-in is no reading: by it who was offline is back (MEM-4). */
export async function welcomeBack(services: Services, member: string | null): Promise<void> {
  const known = member === null ? undefined : await memberById(services.writes, member);
  if (known !== undefined) await present({ ...services, db: services.writes }, known);
}

/** Seconds that a sign-in may take. */
const patience = 600;

const callbackPath = '/v1/session/callback';

/** What the sign-in's cookie says: its secret, and where the browser goes after it. */
const cookieOf = (secret: string, to: string): string => `${secret}.${Buffer.from(to).toString('base64url')}`;

/** What the cookie of a sign-in says, where it is one. */
function signInOf(request: Request, isSecure: boolean): { secret: string; to: string } | undefined {
  const [secret = '', to = ''] = (readCookie(request, 'folkmoot-sign-in', isSecure) ?? '').split('.');
  return isSecret(secret) ? { secret, to: Buffer.from(to, 'base64url').toString('utf8') } : undefined;
}

export const providerRoutes = [
  publicRoute({
    operationId: 'beginSignIn',
    method: 'get',
    path: '/v1/session/login',
    summary: 'Sends a browser to the identity provider, to sign in there',
    rules: ['AUT-1'],
    query: z.strictObject({ to: toQuery }),
    answer: { status: 303, description: 'To the identity provider', mediaType: 'text/html' },
    problems: [],
    handle: async ({ services, query: { to }, request, response }) => {
      const { own, provider } = sessionsOf(services);
      const origin = own.originOf(request) ?? '';
      addressOf(to, origin);
      const secret = newSecret();
      const address = await provider?.begin(secret, `${origin}${callbackPath}`);
      setCookie(response, 'folkmoot-sign-in', {
        value: cookieOf(secret, to),
        seconds: patience,
        isSecure: own.isSecure,
      });
      return sendOn(response, address?.href ?? '/');
    },
  }),
  publicRoute({
    operationId: 'finishSignIn',
    method: 'get',
    path: callbackPath,
    summary: 'Takes a browser back from the identity provider, signed in: it has a session from then on',
    rules: ['AUT-1', 'MEM-4'],
    query: z.looseObject({}),
    answer: { status: 303, description: 'To the path that the sign-in began with', mediaType: 'text/html' },
    problems: ['sign-in-failed'],
    handle: async ({ services, request, response }) => {
      try {
        return sendOn(response, await finish(services, request, response));
      } catch (error) {
        if (request.accepts(['json', 'html']) !== 'html' || !isProblemError(error)) throw error;
        showFailure(response, error.problem);
        return answered;
      }
    },
  }),
];

export const whoRoute = publicRoute({
  operationId: 'getSession',
  method: 'get',
  path: '/v1/session',
  summary: 'Who is signed in, and until when; by the session’s cookie',
  rules: ['AUT-1'],
  answer: {
    description: 'The session of the cookie',
    schema: z.strictObject({
      member: slug.nullable().meta({ description: 'Null: the identity is linked to no member yet' }),
      issuer: z.string(),
      subject: z.string(),
      signedInAt: at,
      endsAt: at.meta({ description: 'When it ends unless it is used before' }),
      until: at.meta({ description: 'The longest it lives' }),
    }),
  },
  problems: ['unauthenticated'],
  handle: async ({ services, request, response }) => {
    response.set('Cache-Control', 'no-store');
    const session = await sessionsOf(services).memberOf(request);
    if (session === undefined) throw unauthenticated('there is no session', 'Bearer realm="folkmoot"');
    const { member, identity, signedInAt, endsAt, until } = session;
    return { member, issuer: identity.issuer, subject: identity.subject, signedInAt, endsAt, until };
  },
});

export const logoutRoute = publicRoute({
  operationId: 'signOut',
  method: 'post',
  path: '/v1/session/logout',
  summary: 'Ends the session of the cookie; says where the browser goes to be signed out at the provider too',
  rules: ['AUT-1'],
  answer: {
    description: 'The session is over, if there was one',
    schema: z.strictObject({
      to: z.string().meta({ description: 'The provider’s page for signing out, or `/` where it has none' }),
    }),
  },
  problems: ['cross-site'],
  handle: async ({ services, request, response }) => {
    const { own, provider, end } = sessionsOf(services);
    response.set('Cache-Control', 'no-store');
    const tokens = await end(request, response);
    const after = `${own.originOf(request) ?? ''}/`;
    const page = tokens === null ? null : ((await provider?.leave(tokens.idToken, after)) ?? null);
    return { to: page?.href ?? '/' };
  },
});

/** Answers a redirection, by which what was sent is not sent again; whoever does not follow it finds a link (RFC 9110, section 15.4.4). */
export function sendOn(response: Response, address: string): typeof answered {
  response.set({ 'Cache-Control': 'no-store', Location: address });
  sendPage(response, {
    status: 303,
    title: 'Folkmoot: go on',
    body: `<p><a href="${escaped(address)}">Go on</a></p>`,
  });
  return answered;
}

/**
 * Begins the session of who comes back from the provider. The sign-in is over with it, whatever comes of it.
 * @returns where the browser goes
 */
async function finish(services: Services, request: Request, response: Response): Promise<string> {
  const sessions = sessionsOf(services);
  const { own, provider } = sessions;
  const origin = own.originOf(request) ?? '';
  const cameBack = new URL(callbackPath + new URL(request.originalUrl, origin).search, origin);
  const signIn = signInOf(request, own.isSecure);
  const state = cameBack.searchParams.get('state') ?? '';
  if (signIn === undefined || provider === null || !isSame(state, stateOf(signIn.secret)))
    throw failed('it was not begun in this browser, or is over');
  clearCookie(response, 'folkmoot-sign-in', own.isSecure);
  const signedIn = await provider.finish(signIn.secret, cameBack);
  const { member } = await sessions.begin(request, response, signedIn, signIn.secret);
  await welcomeBack(services, member);
  return ownAddress(signIn.to, origin) ?? `${origin}/`;
}

/** A person sees a page instead of the problem's document. */
function showFailure(response: Response, problem: Parameters<typeof documentOf>[0]): void {
  const { title, status, detail } = documentOf(problem);
  response.set({ ...problem.headers, 'Cache-Control': 'no-store' });
  sendPage(response, {
    status,
    title: `Folkmoot: ${title}`,
    body: `<h1>${escaped(title)}</h1>\n<p>${escaped(detail)}</p>\n<p><a href="/v1/session/login">Sign in anew</a></p>`,
  });
}
