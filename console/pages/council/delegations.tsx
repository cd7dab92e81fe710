/** Who votes for whom, as a tree from those who carry, with what they would carry now in a category; giving one's vote, and taking it back. */
import '../../styles/council.css';
import { useEffect, useMemo, useState } from 'react';
import type { CharterDocument } from '../../../charter/schema.ts';
import { useMe } from '../../data/council.ts';
import { carriedBy, type Carried, countingIn, type Delegation, standingOf } from '../../data/delegations.ts';
import { type TreeRow, treeRows } from '../../data/delegation-tree.ts';
import { useList, useRead } from '../../data/reading.ts';
import { SelectInput } from '../../parts/forms/fields.tsx';
import { Person } from '../../parts/people.tsx';
import { Reach, Revoke } from '../../parts/delegation.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { NewDelegation } from './new-delegation.tsx';
import { StandingDisclosures } from './standing-disclosures.tsx';

/** Delegations up to which everything is unfolded at first. */
const few = 200;

export function Delegations() {
  const say = useSay();
  const [category, setCategory] = useState('');
  const { items, isKnown, hasNextPage, isFetchingNextPage, fetchNextPage } = useList('/v1/delegations', {
    query: { limit: 200 },
  });
  // What each carries is known once all are read.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const charter = useRead('/v1/charter').data?.document as CharterDocument | undefined;
  if (!isKnown || charter === undefined) return <Loading />;
  if (charter.delegation === null) return <Empty title={say('delegations.off')} />;
  const { cap, chains } = charter.delegation;
  const standing = standingOf(items);
  const categories = Object.keys(charter.categories).filter(
    (name) => charter.tiers[charter.categories[name]?.tier ?? '']?.tier !== 1,
  );
  return (
    <div className="stack wide">
      <p className="notice">
        {cap === null
          ? say('delegations.no-cap')
          : say('delegations.cap', { num: cap.num, den: cap.den, of: say.named('share-of', cap.of) })}{' '}
        {say(chains ? 'delegations.chains' : 'delegations.no-chains')}
      </p>
      {standing.length === 0 ? (
        <Empty title={say('delegations.none')}>
          <p>{say('delegations.none.about')}</p>
        </Empty>
      ) : (
        <section className="stack" aria-label={say('council.delegations')}>
          <SelectInput
            label={say('delegations.in')}
            help={say('delegations.in.help')}
            required
            value={category}
            onChange={setCategory}
            options={[
              { value: '', label: say('delegations.everything') },
              ...categories.map((name) => ({ value: name, label: name })),
            ]}
          />
          {hasNextPage ? (
            <p className="notice" role="status">
              {say('delegations.reading', { count: standing.length })}
            </p>
          ) : (
            <Tree standing={standing} category={category} delegation={charter.delegation} />
          )}
        </section>
      )}
      <NewDelegation categories={categories} />
      <StandingDisclosures categories={categories} />
    </div>
  );
}

function Tree({
  standing,
  category,
  delegation,
}: {
  readonly standing: readonly Delegation[];
  /** Empty: every delegation is shown; else of each who delegates the one that counts there. */
  readonly category: string;
  readonly delegation: NonNullable<CharterDocument['delegation']>;
}) {
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const isFew = standing.length <= few;
  const shown = useMemo(
    () => (category === '' ? standing : countingIn(standing, { id: '', category })),
    [standing, category],
  );
  const carried = useMemo(
    () => (category === '' ? null : carriedBy(shown, delegation)),
    [shown, category, delegation],
  );
  const rows = useMemo(
    () => treeRows(shown, delegation.chains, (key) => turned.has(key) !== isFew),
    [shown, delegation, turned, isFew],
  );
  const turn = (key: string) =>
    setTurned((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  return (
    <Rows items={rows} more={undefined}>
      {(row) =>
        row.what === 'carrier' ? (
          <CarrierRow row={row} carried={carried} turn={() => turn(row.key)} />
        ) : (
          <GivenRow row={row} />
        )
      }
    </Rows>
  );
}

const indented = ({ level }: TreeRow) => ({ paddingInlineStart: `${Math.min(level, 6) * 1.4}rem` });

function CarrierRow({
  row,
  carried,
  turn,
}: {
  readonly row: Extract<TreeRow, { what: 'carrier' }>;
  readonly carried: Carried | null;
  readonly turn: () => void;
}) {
  const say = useSay();
  const { member, given, isOpen } = row;
  const votes = carried === null ? given : (carried.received.get(member) ?? 0);
  const cap = carried?.cap ?? null;
  const isOver = cap !== null && votes > cap;
  return (
    <div className="row between" style={indented(row)}>
      <strong>
        <Person id={member} link />
      </strong>
      <span className="row">
        <span className={`tag ${isOver ? 'owed' : 'stage'}`}>
          {isOver
            ? say('delegations.over-cap', { cap, count: votes })
            : say('delegations.carries', { count: votes })}
        </span>
        <button type="button" className="button small quiet" aria-expanded={isOpen} onClick={turn}>
          {say(isOpen ? 'delegations.fold' : 'delegations.unfold', { count: given })}
        </button>
      </span>
    </div>
  );
}

function GivenRow({ row }: { readonly row: Extract<TreeRow, { what: 'given' }> }) {
  const say = useSay();
  const me = useMe();
  const { id, from, to, scope, until } = row.delegation;
  return (
    <div className="row given" style={indented(row)}>
      <Person id={from} link />
      <span className="hidden">
        {say('delegations.gives')} <Person id={to} />
      </span>
      <span className="tag">
        <Reach scope={scope} />
      </span>
      <span className="small soft">
        {say('rail.until')} <When at={until} style="absolute" />
      </span>
      {from === me.id && <Revoke id={id} />}
    </div>
  );
}
