/** Members whom the first page of them does not have: each is asked for by its id, many in one request. */
import { useQueries } from '@tanstack/react-query';
import { read } from './client.ts';
import { type Member, useCouncil } from './council.ts';
import { queries } from './reading.ts';

/** What they are kept under: `unmoved` in reading.ts names it. */
const kept = 'a member';

/** Ids in one request, as `GET /v1/members` takes them. */
const most = 100;

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Asks for all that is wanted at one time in one request; answers undefined for an id that nobody has. */
function batching(ask: (ids: readonly string[]) => Promise<readonly Member[]>) {
  let wanted: string[] = [];
  let coming: Promise<ReadonlyMap<string, Member>> | null = null;
  const answered = async (): Promise<ReadonlyMap<string, Member>> => {
    await soon();
    const ids = [...new Set(wanted)];
    [wanted, coming] = [[], null];
    const parts = Array.from({ length: Math.ceil(ids.length / most) }, (_, part) =>
      ask(ids.slice(part * most, (part + 1) * most)),
    );
    return new Map((await Promise.all(parts)).flat().map((member) => [member.id, member]));
  };
  return async (id: string): Promise<Member | undefined> => {
    wanted.push(id);
    coming ??= answered();
    return (await coming).get(id);
  };
}

const memberById = batching(async (ids) => {
  const query = { ids: ids.join(','), limit: ids.length };
  return (await read('/v1/members', { query }, new AbortController().signal)).items;
});

/** Keeps somebody whom another list has shown. */
export const remember = (member: Member): void => {
  queries.setQueryData([kept, member.id], member);
};

/** Each of these members; undefined in the place of one who is asked for yet, or whom the council does not have. */
function useMembersOf(ids: readonly string[]): readonly (Member | undefined)[] {
  const { members, isWhole } = useCouncil();
  const asked = useQueries({
    queries: ids.map((id) => ({
      queryKey: [kept, id],
      queryFn: async () => (await memberById(id)) ?? null,
      enabled: !isWhole && !members.has(id) && id !== '',
    })),
  });
  return ids.map((id, place) => members.get(id) ?? asked[place]?.data ?? undefined);
}

/** The same of one. */
export const useMember = (id: string): Member | undefined => useMembersOf([id])[0];

/** Their names; of whom is not known the id. */
export function useNames(ids: readonly string[]): readonly string[] {
  const members = useMembersOf(ids);
  return ids.map((id, place) => members[place]?.name ?? id);
}
