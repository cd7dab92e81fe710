/** A member is chosen: out of all where they are few, else out of those whom a name finds. */
import { lazy, Suspense } from 'react';
import { type Member, useCouncil } from '../../data/council.ts';
import { later } from '../../data/later.ts';
import { useSay } from '../../words/words.tsx';
import { SelectInput } from './fields.tsx';
import type { MemberSearchProps } from './member-search.tsx';

const MemberSearch = lazy(later(() => import('./member-search.tsx')));

interface Props extends Omit<MemberSearchProps, 'nobody' | 'may'> {
  /** What stands there while nobody is chosen. */
  readonly nobody?: string;
  /** Who may be chosen; whoever has not departed unless given. */
  readonly may?: (member: Member) => boolean;
}

/** Whoever has not departed. */
export const isHere = ({ status }: Pick<Member, 'status'>): boolean => status !== 'departed';

export function MemberInput({ nobody, may = isHere, ...shared }: Props) {
  const say = useSay();
  const { members, isWhole } = useCouncil();
  const none = nobody ?? say('form.choose');
  if (!isWhole)
    return (
      <Suspense fallback={<div className="skeleton" style={{ height: '3.2rem' }} />}>
        <MemberSearch {...shared} nobody={none} may={may} />
      </Suspense>
    );
  return (
    <SelectInput
      {...shared}
      options={[
        { value: '', label: none },
        ...[...members.values()].filter(may).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
