/**
 * `npm run bench:sign-in [-- --sessions N --prove]`: how long 2,000 browsers take to sign in with a provider through one API process, each with cookies of its own, 50 at a time. PostgreSQL,
 * the provider (oidc-provider), the API and the browsers share this machine. Each session is asked whose it is, and found in its table, before the figure is printed.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { freePort } from '../embedded/ports.ts';
import { migrate } from '../store/postgres/database.ts';
import { browser } from '../test/support/browser.ts';
import { testProvider } from '../test/support/provider.ts';
import { signIn } from '../test/support/signing-in.ts';
import { testTokens } from '../test/support/tokens.ts';
import { benchFolder, openPostgres } from './council/stack.ts';
import { startApiProcess } from './report/processes.ts';
import { common, mustBe, runBench, type Running, whole } from './report/run.ts';

const { values } = parseArgs({ options: { ...common, sessions: { type: 'string', default: '2000' } } });
const count = whole('sessions', values.sessions);
const atOnce = 50;

await runBench({ bench: 'sign-in', refusal: 'sessions came to' }, values, async (running: Running) => {
  const data = await benchFolder(running);
  const { db, url: databaseUrl } = await openPostgres(running, data);
  await migrate(db);
  await sql`
    insert into members (id, name, kind, family, born_at, status, status_at, roles, milestones, added_at)
    select 'member-' || n, 'Member ' || n, 'person', null, '1980-01-01', 'active', now(), '{}', '{}', now()
    from generate_series(0, ${count - 1}::int) n`.execute(db);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = await testProvider({ callback: `${url}/v1/session/callback`, after: `${url}/` });
  running.later(provider.close);
  const { issuer, clientId, clientSecret, scope } = provider.settings;
  await writeFile(join(data, 'jwks.json'), JSON.stringify((await testTokens()).jwks));
  const api = await startApiProcess(running, port, {
    DATABASE_URL: databaseUrl,
    FOLKMOOT_JWKS: join(data, 'jwks.json'),
    FOLKMOOT_ISSUER: issuer,
    FOLKMOOT_SUBJECT: 'member',
    FOLKMOOT_PUBLIC_URL: url,
    FOLKMOOT_CLIENT_ID: clientId,
    FOLKMOOT_CLIENT_SECRET: clientSecret ?? '',
    FOLKMOOT_CLIENT_SCOPE: scope,
    FOLKMOOT_LOG_KEY: join(data, 'log.key'),
    FOLKMOOT_HISTORY_KEY: join(data, 'history.key'),
    // All browsers have one address here.
    FOLKMOOT_ADDRESS_LIMIT: '1000000',
  });

  const took: number[] = [];
  const numbers = Array.from({ length: count }, (_none, number) => number).values();
  const lane = async (): Promise<void> => {
    for (const number of numbers) {
      const who = browser();
      const from = performance.now();
      await signIn(who, url, `member-${number}`);
      took.push(performance.now() - from);
      const { text } = await who.ask('GET', `${url}/v1/session`);
      mustBe(
        'the session of a member',
        (JSON.parse(text) as { readonly member?: unknown }).member,
        `member-${number}`,
      );
    }
  };
  const [from, before] = [performance.now(), await api.processorTime()];
  await Promise.all(Array.from({ length: atOnce }, lane));
  const seconds = (performance.now() - from) / 1_000;
  const processor = ((await api.processorTime()) - before) / count;
  if (running.proving) await sql`delete from sessions where subject = 'member-0'`.execute(db);
  const { rows } = await sql<{ kept: number }>`
    select count(distinct subject)::int as kept from sessions`.execute(db);
  mustBe('sessions', rows[0]?.kept, count);
  const at = { count, of: 'sessions' };
  running.figure({ what: 'browsers that sign in', unit: '/s', at, runs: [count / seconds] });
  running.figure({ what: 'a sign-in takes', unit: 'ms', at, runs: took });
  running.figure({
    what: 'a sign-in takes of the API’s processor',
    unit: 'ms',
    at,
    runs: [processor * 1_000],
  });
});
