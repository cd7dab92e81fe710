/** What PostgreSQL takes bare: a prepared statement a ballot, each in a transaction of its own, through the same client library. */
import pg from 'pg';

export interface Rate {
  readonly perSecond: number;
  /** Milliseconds of each. */
  readonly took: readonly number[];
}

const statements = {
  /** Nothing but a row. */
  row: `
    insert into bare_answers (poll, elector, number, choice, version, at, hash)
    select 1, $2, 1, $3, 1, clock_timestamp(), $4 where $1::uuid is not null`,
  /** With all checks: the poll, its window, the member, the elector, the lock of the close, and the number. */
  checked: `
    insert into answers (poll, elector, number, choice, ranking, reason, version, at, hash)
    select p.id, $2, coalesce((select max(number) from answers where poll = p.id and elector = $2), 0) + 1, $3, null, null, p.version, clock_timestamp(), $4
    from polls p join members m on m.id = $2 and m.status <> 'departed' join electors e on e.electorate = p.electorate and e.member = $2
    where p.decision = $1 and p.kind = 'votes' and p.closed_at is null and clock_timestamp() < p.closes
      and pg_try_advisory_xact_lock_shared(hashtextextended($1::text, 0))`,
};

/** Single ballots straight into PostgreSQL, in a vote of their own. A server of a hundred connections is slower: 64 at most. */
export async function openControls(url: string, vote: string) {
  const pools = new Map<number, pg.Pool>();
  const poolOf = (connections: number): pg.Pool => {
    const kept = pools.get(connections);
    if (kept !== undefined) return kept;
    const pool = new pg.Pool({ connectionString: url, max: Math.min(connections, 64) });
    pools.set(connections, pool);
    return pool;
  };
  await poolOf(1).query(
    'create table bare_answers (like answers including defaults, primary key (poll, elector, number))',
  );
  return {
    run: async (
      which: keyof typeof statements,
      connections: number,
      electors: readonly string[],
    ): Promise<Rate> => {
      await poolOf(1).query('truncate bare_answers');
      const pool = poolOf(connections);
      const hash = Buffer.alloc(32);
      const took: number[] = [];
      let next = 0;
      const from = performance.now();
      await Promise.all(
        Array.from({ length: connections }, async () => {
          for (let elector = electors[next++]; elector !== undefined; elector = electors[next++]) {
            const began = performance.now();
            const { rowCount } = await pool.query({
              name: which,
              text: statements[which],
              values: [vote, elector, 'for', hash],
            });
            if (rowCount !== 1) throw new Error('the control kept nothing');
            took.push(performance.now() - began);
          }
        }),
      );
      return { perSecond: (electors.length / (performance.now() - from)) * 1_000, took };
    },
    close: async () => Promise.all([...pools.values()].map((pool) => pool.end())),
  };
}
