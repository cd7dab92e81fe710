/** Councils whose members sign in with a provider, as browsers do it step by step. */
import { pino } from 'pino';
import { ownOrigin } from '../../api/identity/session/origin.ts';
import { openProvider } from '../../api/identity/session/provider.ts';
import { createSessions, type SessionParts, type Sessions } from '../../api/identity/session/sessions.ts';
import { defaultLives, type SessionLives } from '../../settings/sign-in.ts';
import { type Browser, browser, type Shown } from './browser.ts';
import type { TestProvider } from './provider.ts';

/** As browsers know the council: a proxy that speaks TLS stands before its API. */
export const council = 'https://council.example';

/** Sessions with a provider whose accounts are named as members are. */
export const sessionsWith =
  (provider: Pick<TestProvider, 'settings'>, lives: SessionLives = defaultLives) =>
  (parts: Pick<SessionParts, 'db' | 'writes' | 'clock'>): Sessions =>
    createSessions({
      ...parts,
      own: ownOrigin(council),
      lives,
      issuer: provider.settings.issuer,
      provider: openProvider(provider.settings, pino({ level: 'silent' })),
      memberOf: async (_db, { subject }) => (subject.startsWith('no-') ? undefined : subject),
    });

/** Goes to the provider, and signs in there; answers the address at which the browser comes back to the API. */
export async function atProvider(who: Browser, api: string, account: string, to?: string): Promise<string> {
  const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
  const sent = await who.ask('GET', `${api}/v1/session/login${query}`);
  const provider = ledTo(sent);
  const page = ledTo(await who.ask('GET', provider.href));
  // Who is signed in there already is sent back at once.
  if (page.pathname === '/v1/session/callback') return throughProxy(page, api);
  page.searchParams.set('login', account);
  const given = ledTo(await who.ask('GET', page.href));
  return throughProxy(ledTo(await who.ask('GET', given.href)), api);
}

/** Where an answer sends a browser. */
function ledTo({ status, url, headers, text }: Shown): URL {
  const to = headers.get('location');
  if (status < 300 || status >= 400 || to === null) throw new Error(`${url} answered ${status}: ${text}`);
  return new URL(to, url);
}

const throughProxy = ({ pathname, search }: URL, api: string): string => `${api}${pathname}${search}`;

/** A browser that has signed in. */
export async function signedIn(api: string, account: string): Promise<Browser> {
  const who = browser();
  await signIn(who, api, account);
  return who;
}

export async function signIn(who: Browser, api: string, account: string, to?: string): Promise<Shown> {
  const shown = await who.ask('GET', await atProvider(who, api, account, to), { from: null });
  ledTo(shown);
  return shown;
}
