/** Sealed words, opened in this browser and shown; what is opened is kept in memory alone. */
import { useQuery } from '@tanstack/react-query';
import { useMe } from '../../data/council.ts';
import { sealing, useKeys } from '../../data/support/support.ts';
import { useSay } from '../../words/words.tsx';

export function Words({ id, sealed }: { readonly id: string; readonly sealed: unknown }) {
  const say = useSay();
  const me = useMe();
  const keys = useKeys(me.id).data?.opening;
  const { data, isPending } = useQuery({
    queryKey: ['opened', id, keys?.map((key) => key.id)],
    queryFn: async () => (await sealing()).opened(sealed, keys ?? []),
    enabled: keys !== undefined,
    staleTime: Infinity,
    // Nothing of it stays once nobody looks at it.
    gcTime: 0,
    retry: false,
    networkMode: 'always',
  });
  if (typeof data === 'string')
    return (
      <p className="words">
        <bdi dir="auto">{data}</bdi>
      </p>
    );
  return <p className="soft small">{say(isPending ? 'support.opening' : 'support.sealed-elsewhere')}</p>;
}
