/** The head of the ledger: its size and its root, and whether its signature holds, checked here. */
import { useQuery } from '@tanstack/react-query';
import { later } from '../../data/later.ts';
import { useSay } from '../../words/words.tsx';

const reader = later(() => import('../../data/checkpoint.ts'));

export function LedgerHead() {
  const say = useSay();
  const { data } = useQuery({
    queryKey: ['/v1/ledger/checkpoint', {}],
    queryFn: async () => (await reader()).checkpoint(),
    refetchInterval: 30_000,
  });
  return (
    <section className="card stack tight">
      <h2>{say('operations.ledger')}</h2>
      {data === undefined ? (
        <div className="skeleton" />
      ) : 'fault' in data ? (
        <p>
          <span className="tag bad">{say('proof.fails')}</span> <span className="small">{data.fault}</span>
        </p>
      ) : (
        <>
          <p>
            <span className="tag done">{say('operations.signed')}</span>
          </p>
          <p className="small soft">{say('operations.entries', { count: data.size, origin: data.origin })}</p>
        </>
      )}
    </section>
  );
}
