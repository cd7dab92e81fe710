/**
 * `npm run bench:sign-in [sessions]`: how long 2,000 browsers take to sign in with a provider through one API process, each with cookies of its own, 50 at a time. PostgreSQL,
 * the provider (oidc-provider), the API and the browsers share this machine. Each session is asked whose it is, and found in its table, before the figure is printed.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { freePort } from '../embedded/ports.ts';
import { startPostgres } from '../embedded/programs/postgres.ts';
import { migrate, openDatabase } from '../store/postgres/database.ts';
import { browser } from '../test/support/browser.ts';
import { testProvider } from '../test/support/provider.ts';
import { signIn } from '../test/support/signing-in.ts';
import { testTokens } from '../test/support/tokens.ts';
import { startApiProcess } from './ballots/api.ts';

const count = Number(process.argv[2] ?? 2_000);
const atOnce = 50;

const data = await mkdtemp(join(tmpdir(), 'folkmoot-bench-'));
const postgres = await startPostgres({ data, progress: (line) => console.log(line) });
const db = openDatabase({ url: postgres.url, onError: (error) => console.error(error) });
const stopping: (() => Promise<unknown>)[] = [];
try {
  await migrate(db);
  await sql`
    insert into members (id, name, kind, family, born_at, status, status_at, roles, milestones, public_keys, added_at)
    select 'member-' || n, 'Member ' || n, 'person', null, '1980-01-01', 'active', now(), '{}', '{}', '{}', now()
    from generate_series(0, ${count - 1}::int) n`.execute(db);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = await testProvider({ callback: `${url}/v1/session/callback`, after: `${url}/` });
  stopping.push(provider.close);
  const { issuer, clientId, clientSecret, scope } = provider.settings;
  await writeFile(join(data, 'jwks.json'), JSON.stringify((await testTokens()).jwks));
  const api = await startApiProcess(port, {
    DATABASE_URL: postgres.url,
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
  stopping.push(api.stop);

  const took: number[] = [];
  const numbers = Array.from({ length: count }, (_none, number) => number).values();
  const lane = async (): Promise<void> => {
    for (const number of numbers) {
      const who = browser();
      const from = performance.now();
      await signIn(who, url, `member-${number}`);
      took.push(performance.now() - from);
      const { text } = await who.ask('GET', `${url}/v1/session`);
      if ((JSON.parse(text) as { readonly member?: unknown }).member !== `member-${number}`)
        throw new Error(`member-${number} has the session ${text}`);
    }
  };
  const [from, before] = [performance.now(), await api.processorTime()];
  await Promise.all(Array.from({ length: atOnce }, lane));
  const seconds = (performance.now() - from) / 1_000;
  const processor = ((await api.processorTime()) - before) / count;
  const { rows } = await sql<{ kept: number }>`
    select count(distinct subject)::int as kept from sessions`.execute(db);
  if (rows[0]?.kept !== count) throw new Error(`${String(rows[0]?.kept)} of ${count} sessions are kept`);
  const at = (share: number): string =>
    (took.toSorted((a, b) => a - b)[Math.ceil(count * share) - 1] ?? 0).toFixed(0);
  console.log(
    `${count} sessions in ${seconds.toFixed(1)} s, ${((count / seconds) * 60).toFixed(0)} a minute; ` +
      `a sign-in p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; ${(processor * 1_000).toFixed(1)} ms of the API's processor each`,
  );
} finally {
  for (const stop of stopping.toReversed()) await stop();
  await db.destroy();
  await postgres.stop();
  await rm(data, { recursive: true, force: true });
}
