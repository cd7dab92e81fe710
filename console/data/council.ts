/** Who is asking, who the others are, and what kinds of processes there are: what every page stands on. */
import { createContext, useContext } from 'react';
import type { Schemas } from './client.ts';
import { useList, useRead } from './reading.ts';

export type Member = Schemas['Member'];
export type Kind = Schemas['Kind'];

export const Me = createContext<Member | null>(null);

/** The member who is signed in. */
export function useMe(): Member {
  const me = useContext(Me);
  if (me === null) throw new Error('nobody is signed in here');
  return me;
}

/** The first members by their ids, and whether these are all. */
export function useCouncil(): {
  readonly members: ReadonlyMap<string, Member>;
  readonly isWhole: boolean;
} {
  const { items, hasNextPage } = useList('/v1/members', { query: { limit: 200 } });
  return { members: new Map(items.map((member) => [member.id, member])), isWhole: !hasNextPage };
}

export function useKinds(): readonly Kind[] {
  return useRead('/v1/kinds').data?.items ?? [];
}

/** How a path names several of a kind: as its own reading does. */
export const pluralOf = ({ readings, kind }: Kind): string =>
  readings.find(({ path }) => path.includes('{id}'))?.path.split('/')[2] ?? `${kind}s`;

/** Where the page of a process is. */
export const pageOf = (kind: string, id: string): string =>
  kind === 'proposal'
    ? `/decisions/${id}`
    : kind === 'custody'
      ? `/custody/${id}`
      : `/processes/${kind}/${id}`;

/** Where a link of a proposal leads: most lead to other proposals. */
export const pageOfLink = ({ relation, id }: Schemas['Proposal']['links'][number]): string =>
  pageOf(linked[relation] ?? 'proposal', id);

const linked: Readonly<Record<string, string>> = {
  'appealed-by': 'appeal',
  'removal-of': 'emergency',
  'looked-back-by': 'lookback',
};
