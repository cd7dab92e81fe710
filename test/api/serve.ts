/** An API on a database of its own, with no Temporal behind it: for what needs none, and for what happens without one. */
import { Client, Connection } from '@temporalio/client';
import { type Logger, pino } from 'pino';
import type { Sessions } from '../../api/identity/session/sessions.ts';
import type { Services } from '../../api/service/services.ts';
import { startApi } from '../../api/start.ts';
import { type Issuer, tokenVerifier } from '../../api/identity/issuers.ts';
import type { FileIdentity } from '../../charter/members.ts';
import type { Member } from '../../rules/model.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import type { Db } from '../../store/postgres/database.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { standardCharter } from '../support/charter.ts';
import { createDatabase } from '../support/database.ts';
import { type Caller, caller } from '../support/http.ts';
import { uncompared } from '../support/clocks.ts';
import { openTestLog } from '../support/log-key.ts';
import { five, plenty } from '../support/people.ts';
import { clockAt } from '../support/polls.ts';
import { type TestTokens, testTokens } from '../support/tokens.ts';

export const start = '2026-11-22T09:00:00.000Z';

export interface Served {
  readonly db: Db;
  readonly url: string;
  readonly services: Services;
  readonly tokens: TestTokens;
  readonly anyone: Caller;
  readonly as: (member: string) => Promise<Caller>;
  /** Sets the council's clock. */
  readonly at: (instant: string) => void;
  /** A request as it is, with whatever is wrong with it. */
  readonly raw: (path: string, init?: RequestInit & { as?: string }) => Promise<Response>;
  readonly close: () => Promise<void>;
}

export interface ServeOptions extends Partial<
  Pick<Services, 'limits' | 'health' | 'devTokens' | 'pace' | 'clocks' | 'notifications'>
> {
  readonly members?: readonly Member[];
  readonly families?: readonly { readonly id: string; readonly name: string }[];
  /** Identity providers beside the test's own, whose tokens name members by their ids. */
  readonly issuers?: readonly Issuer[];
  readonly identities?: readonly FileIdentity[];
  readonly log?: Logger;
  /** How browsers sign in; unless given, they cannot. */
  readonly sessions?: (parts: Pick<Services, 'db' | 'writes' | 'clock'>) => Sessions;
  /** False: an empty council, with neither charter nor members. */
  readonly council?: boolean;
  /** The API's own connections to the database at this address; unless given, it shares the test's. */
  readonly databases?: (url: string) => Promise<Pick<Services, 'db' | 'writes' | 'health'>>;
}

/** Nothing listens there. The client is never closed: a call that was given up on may be tried again by it, and would throw. */
const nowhere = '127.0.0.1:1';

export async function serve(options: ServeOptions = {}): Promise<Served> {
  const { members = five, families = [], council = true, log = pino({ level: 'silent' }), ...more } = options;
  const { databases, sessions, issuers = [], identities = [], ...rest } = more;
  const { db, url, drop } = await createDatabase();
  if (council) {
    await loadFirstCharter(db, { ...standardCharter(), at: start });
    const refusal = await importMembers(db, {
      families,
      members,
      identities,
      resources: plenty,
      by: null,
      at: start,
    });
    if (refusal !== undefined) throw new Error(JSON.stringify(refusal));
  }
  const tokens = await testTokens();
  const { clock, set } = clockAt(start);
  const connection = Connection.lazy({ address: nowhere });
  const services: Services = {
    db,
    writes: db,
    clock,
    clocks: uncompared,
    temporal: new Client({ connection }).workflow,
    pace: 1,
    tokens: tokenVerifier([tokens.own, ...issuers]),
    issuers: issuers.map(({ issuer }) => issuer),
    signer: await openTestLog(db, start),
    log,
    health: {},
    sessions: sessions?.({ db, writes: db, clock }),
    ...rest,
    ...(await databases?.(url)),
  };
  const api = await startApi({ services, host: '127.0.0.1', port: 0 });
  return {
    db,
    url: api.url,
    services,
    tokens,
    anyone: caller(api.url),
    as: async (member) => caller(api.url, await tokens.sign(member)),
    at: set,
    raw: async (path, { as, ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (as !== undefined) headers.set('authorization', `Bearer ${await tokens.sign(as)}`);
      return fetch(new URL(path, api.url), { ...init, headers });
    },
    close: async () => {
      await api.close();
      await drop();
    },
  };
}
