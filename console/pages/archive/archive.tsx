/** The archive: everything that ended, searched and filtered; ten thousand rows scroll as ten do, and each proves itself. */
import '../../styles/home.css';
import { useDeferredValue } from 'react';
import { Link, useSearchParams } from 'wouter';
import { pageOf, useKinds } from '../../data/council.ts';
import { type Item, useList } from '../../data/reading.ts';
import { SelectInput, TextInput } from '../../parts/forms/fields.tsx';
import { Page } from '../../parts/page.tsx';
import { Their } from '../../parts/people.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { VerifyShown } from './verify-shown.tsx';

const filters = ['kind', 'outcome', 'category', 'member', 'endedFrom', 'endedBefore'] as const;

export default function Archive() {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const q = useDeferredValue(search.get('q') ?? '');
  const given = Object.fromEntries(
    [...filters.map((name) => [name, search.get(name) ?? ''] as const), ['q', q.trim()] as const].filter(
      ([, value]) => value !== '',
    ),
  );
  const { items, isKnown, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useList('/v1/decisions', {
    query: given,
  });
  const kinds = useKinds();
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const outcomes = [
    ...new Set(
      kinds
        .filter(({ kind }) => given['kind'] === undefined || kind === given['kind'])
        .flatMap((kind) => kind.outcomes.map(({ name }) => name)),
    ),
  ];
  return (
    <Page title={say('archive.title')} about={<p>{say('archive.about')}</p>}>
      <div className="stack">
        <search className="card stack">
          <TextInput
            type="search"
            label={say('archive.search')}
            help={say('archive.search.help')}
            value={search.get('q') ?? ''}
            onChange={(value) => set('q', value)}
          />
          <div className="sides">
            <SelectInput
              label={say('archive.kind')}
              value={given['kind'] ?? ''}
              onChange={(value) => set('kind', value)}
              options={[
                { value: '', label: say('archive.any') },
                ...kinds.map(({ kind }) => ({ value: kind, label: say.named('kinds', kind) })),
              ]}
            />
            <SelectInput
              label={say('archive.outcome')}
              value={given['outcome'] ?? ''}
              onChange={(value) => set('outcome', value)}
              options={[
                { value: '', label: say('archive.any') },
                ...outcomes.map((name) => ({ value: name, label: say.named('outcome', name) })),
              ]}
            />
            <TextInput
              label={say('archive.from')}
              type="date"
              value={given['endedFrom'] ?? ''}
              onChange={(value) => set('endedFrom', value)}
            />
            <TextInput
              label={say('archive.before')}
              type="date"
              value={given['endedBefore'] ?? ''}
              onChange={(value) => set('endedBefore', value)}
            />
          </div>
        </search>
        {error !== null && !isKnown ? (
          <ProblemNotice error={error} />
        ) : !isKnown ? (
          <Loading />
        ) : items.length === 0 ? (
          <Empty title={say(Object.keys(given).length === 0 ? 'archive.none' : 'archive.not-found')}>
            <p>{say(Object.keys(given).length === 0 ? 'archive.none.about' : 'archive.not-found.about')}</p>
          </Empty>
        ) : (
          <>
            <VerifyShown items={items} />
            <Rows
              items={items}
              more={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
            >
              {(item) => <Row item={item} />}
            </Rows>
          </>
        )}
      </div>
    </Page>
  );
}

type Ended = Item<'/v1/decisions'>;

function Row({ item: { kind, id, title, outcome, category, endedAt } }: { readonly item: Ended }) {
  const say = useSay();
  return (
    <>
      <Link href={pageOf(kind, id)} className="title">
        <Their>{title}</Their>
      </Link>
      <span className="row small">
        <span className={`tag ${good.includes(outcome) ? 'done' : ''}`}>{say.named('outcome', outcome)}</span>
        <span className="soft">
          {category === null ? say.named('kind', kind) : <Their>{category}</Their>}
        </span>
        <span className="soft">
          <When at={endedAt} style="absolute" />
        </span>
      </span>
    </>
  );
}

const good: readonly string[] = ['executed', 'settled', 'ratified', 'arbitrated', 'upheld'];
