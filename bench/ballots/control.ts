/** What PostgreSQL alone takes: one prepared `insert … select` with all checks a ballot, through the same client library. */
import pg from 'pg';

/** Single ballots straight into PostgreSQL, in a poll of their own. */
export function openControl(url: string, vote: string) {
  const pools = new Map<number, pg.Pool>();
  const text = `
    insert into answers (poll, elector, number, choice, ranking, reason, version, at, hash)
    select p.id, $2, coalesce((select max(number) from answers where poll = p.id and elector = $2), 0) + 1, $3, null, null, p.version, clock_timestamp(), $4
    from polls p join members m on m.id = $2 and m.status <> 'departed' join electors e on e.electorate = p.electorate and e.member = $2
    where p.decision = $1 and p.kind = 'votes' and p.closed_at is null and clock_timestamp() < p.closes
      and pg_try_advisory_xact_lock_shared(hashtextextended($1::text, 0))`;
  return {
    run: async (connections: number, electors: readonly string[]) => {
      // PostgreSQL itself takes no more than a hundred.
      const pool =
        pools.get(connections) ?? new pg.Pool({ connectionString: url, max: Math.min(connections, 64) });
      pools.set(connections, pool);
      const hash = Buffer.alloc(32);
      const took: number[] = [];
      let next = 0;
      const from = performance.now();
      await Promise.all(
        Array.from({ length: connections }, async () => {
          for (let elector = electors[next++]; elector !== undefined; elector = electors[next++]) {
            const began = performance.now();
            const { rowCount } = await pool.query({
              name: 'control',
              text,
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
