/**
 * `npm run bench:import [-- --members N --times N --prove]`: a members file of so many, read by an API process as it starts with an empty council: how long
 * that takes, and how much memory, above a start with one member. Before a figure is printed every member is in the council as the file has
 * them; with `--prove` the database leaves one out.
 */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { issuer, tokens } from './ballots/requests.ts';
import { freePort } from '../embedded/ports.ts';
import { type Db, migrate, openDatabase } from '../store/postgres/database.ts';
import { person } from '../test/support/people.ts';
import { benchFolder, openPostgres } from './council/stack.ts';
import { memoryOf } from './report/looks.ts';
import { startApiProcess } from './report/processes.ts';
import { common, mustBe, runBench, type Running, whole } from './report/run.ts';

const { values } = parseArgs({ options: { ...common, members: { type: 'string', default: '100000' } } });
const members = whole('members', values.members);
const times = whole('times', values.times);

const memberOf = (place: number) => ({
  ...person(`member-${String(place).padStart(7, '0')}`, { family: `family-${place % 1_000}` }),
  name: `Member ${place}`,
});
const families = Array.from({ length: Math.min(1_000, members) }, (_, place) => ({
  id: `family-${place}`,
  name: `Family ${place}`,
}));

/** Of ids, names and families in their order. */
function digestOf(many: number): string {
  const hash = createHash('sha256');
  for (let place = 0; place < many; place += 1) {
    const { id, name, family } = memberOf(place);
    hash.update(`${id} ${name} ${family ?? ''}\n`);
  }
  return hash.digest('hex');
}

async function mustHold(db: Db, many: number): Promise<void> {
  const { rows } = await sql<{ count: number; digest: string; changes: number }>`
    select count(*) as count, (select count(*) from member_changes) as changes,
      encode(sha256(convert_to(string_agg(id || ' ' || name || ' ' || family || chr(10), '' order by id), 'UTF8')), 'hex') as digest
    from members`.execute(db);
  mustBe('members', rows[0]?.count, many);
  mustBe('entries of their import', rows[0]?.changes, many);
  mustBe('what they are', rows[0]?.digest, digestOf(many));
}

async function forgetOne(db: Db): Promise<void> {
  await sql`create function forget() returns trigger language plpgsql as 'begin return null; end'`.execute(
    db,
  );
  await sql`create trigger forget before insert on members for each row when (new.id = 'member-0000000') execute function forget()`.execute(
    db,
  );
}

await runBench({ bench: 'import', refusal: 'members came to' }, values, async (running: Running) => {
  const data = await benchFolder(running);
  const { db: server, url } = await openPostgres(running, data);
  const file = (name: string): string => join(data, name);
  await writeFile(file('jwks.json'), JSON.stringify(tokens().jwks));
  /** A start with so many members, in a database of its own: seconds until it is alive, and the most memory that it held. */
  const start = async (many: number, time: number) => {
    const name = `import_${many}_${time}`;
    await sql`create database ${sql.id(name)}`.execute(server);
    const own = new URL(url);
    own.pathname = name;
    const db = openDatabase({ url: own.href, onError: (error) => console.error(error) });
    try {
      await migrate(db);
      if (running.proving && many > 1) await forgetOne(db);
      const from = performance.now();
      const api = await startApiProcess(running, await freePort(), {
        DATABASE_URL: own.href,
        TEMPORAL_ADDRESS: '127.0.0.1:1',
        FOLKMOOT_JWKS: file('jwks.json'),
        FOLKMOOT_ISSUER: issuer,
        FOLKMOOT_SUBJECT: 'member',
        FOLKMOOT_LOG_KEY: file(`${name}.key`),
        FOLKMOOT_HISTORY_KEY: file(`${name}-history.key`),
        FOLKMOOT_MEMBERS: file(`members-${many}.json`),
      });
      const seconds = (performance.now() - from) / 1_000;
      const memory = await memoryOf(api.pid, 'VmHWM');
      await api.stop();
      await mustHold(db, many);
      return { seconds, memory: memory / 1e6 };
    } finally {
      await db.destroy();
    }
  };
  for (const many of [1, members]) {
    const text = { families, members: Array.from({ length: many }, (_, place) => memberOf(place)) };
    await writeFile(file(`members-${many}.json`), JSON.stringify(text));
  }
  const came: { seconds: number; memory: number }[] = [];
  for (let time = 0; time < times; time += 1) {
    const bare = await start(1, time);
    const { seconds, memory } = await start(members, time);
    came.push({ seconds: seconds - bare.seconds, memory: memory - bare.memory });
  }
  const at = { count: members, of: 'members' };
  running.figure({ what: 'import of members', unit: 's', at, runs: came.map(({ seconds }) => seconds) });
  running.figure({
    what: 'import of members: memory above a start with one',
    unit: 'MB',
    at,
    runs: came.map(({ memory }) => memory),
  });
});
