/** Files in custody: one's own, and one of them with its chain (ALM-6). */
import '../../styles/home.css';
import { useId, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { longestFile } from '../../../rules/custody/chain.ts';
import { postBytes, type Schemas } from '../../data/client.ts';
import { useList } from '../../data/reading.ts';
import { Page } from '../../parts/page.tsx';
import { Person } from '../../parts/people.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Loading } from '../../parts/states.tsx';
import { Rows } from '../../parts/rows.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { ChainPage } from './chain.tsx';

const isHash = (id: string): boolean => /^[0-9a-f]{64}$/.test(id);

/** @param id of a chain of one's own, or the SHA-256 of a file */
export default function Custody({ id }: { readonly id?: string }) {
  if (id === undefined) return <Own />;
  return isHash(id) ? <ChainPage sha256={id} chain={null} /> : <OwnChain id={id} />;
}

/** By the id of its chain, as notices name it. */
function OwnChain({ id }: { readonly id: string }) {
  const { items, isKnown, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useList('/v1/custody');
  const found = items.find((one) => one.id === id);
  if (found !== undefined) return <ChainPage sha256={found.sha256} chain={found.id} />;
  if (error !== null) return <ProblemNotice error={error} />;
  if (isKnown && !hasNextPage) return <Own />;
  if (isKnown && !isFetchingNextPage) void fetchNextPage();
  return <Loading lines={4} />;
}

function Own() {
  const say = useSay();
  const { items, isKnown, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useList('/v1/custody');
  return (
    <Page title={say('custody.title')} about={<p>{say('custody.about')}</p>}>
      <div className="stack wide">
        <Bring />
        {!isKnown ? (
          error === null ? (
            <Loading />
          ) : (
            <ProblemNotice error={error} />
          )
        ) : items.length === 0 ? (
          <p className="soft">{say('custody.none')}</p>
        ) : (
          <Rows
            items={items}
            more={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
          >
            {(one) => <File one={one} />}
          </Rows>
        )}
      </div>
    </Page>
  );
}

function File({ one }: { readonly one: Schemas['Custody'] }) {
  const say = useSay();
  return (
    <div className="stack tight">
      <span className="row between small">
        <span className="row">
          {one.holder === null ? (
            <span className="tag bad">{say('custody.nobody')}</span>
          ) : (
            <span>
              {say('custody.holder')} <Person id={one.holder} />
            </span>
          )}
          {one.offeredTo !== null && (
            <span>
              {say('custody.offered-to')} <Person id={one.offeredTo} />
            </span>
          )}
        </span>
        <span className="soft">
          <When at={one.since} style="relative" />
        </span>
      </span>
      <Link href={`/custody/${one.id}`} className="title">
        <code>{one.sha256.slice(0, 16)}…</code>
      </Link>
    </div>
  );
}

/** Brings a file; who brought it answers for it only once they have signed for it. */
function Bring() {
  const say = useSay();
  const id = useId();
  const [, go] = useLocation();
  const [isLarge, setIsLarge] = useState(false);
  const bringing = useMutation({
    mutationFn: async (file: Blob) => {
      const isTooLong = file.size > longestFile;
      setIsLarge(isTooLong);
      if (isTooLong) return;
      const kept = (await postBytes('/v1/custody', await file.arrayBuffer())) as Schemas['Custody'];
      go(`/custody/${kept.sha256}`);
    },
  });
  return (
    <section className="card">
      <div className="field">
        <label htmlFor={id}>{say('custody.bring')}</label>
        <span className="help" id={`${id}-help`}>
          {say('custody.bring.help')}
        </span>
        <input
          id={id}
          type="file"
          aria-describedby={`${id}-help ${id}-fault`}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) bringing.mutate(file);
            target.value = '';
          }}
        />
        <span className="fault" id={`${id}-fault`} role="status">
          {isLarge && say('custody.too-large')}
        </span>
      </div>
      {bringing.error !== null && <ProblemNotice error={bringing.error} />}
    </section>
  );
}
