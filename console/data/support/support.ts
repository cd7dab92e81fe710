/** Support as the service answers it, and what is done in it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { act, Refusal, type Schemas } from '../client.ts';
import { later } from '../later.ts';
import { queries, supportChanged, useRead } from '../reading.ts';

export type Support = Schemas['Support'];
export type Room = NonNullable<Support['room']>;
export type OnDuty = Schemas['SupportersOnDuty']['items'][number];

/** Milliseconds after which it is looked at again, should the stream have told nothing. */
export const look = 30_000;

/** One's own: what one asked for, is asked for, gives, or was told. */
export const useSupports = () => useRead('/v1/support', {}, { every: look });
export const useSupport = (id: string) => useRead('/v1/support/{id}', { path: { id } }, { every: look });
export const useDuty = () => useRead('/v1/support/duty');

/** An act in which nothing is sealed. */
export const useSupportAct = () =>
  useMutation<unknown, Error, { readonly id: string; readonly act: string; readonly body?: object }>({
    mutationFn: ({ id, act: name, body = {} }) =>
      act({ method: 'POST', path: `/v1/support/${id}/${name}`, body }),
    onSuccess: () => supportChanged(queries),
  });

export const useSetDuty = () =>
  useMutation<unknown, Error, boolean>({
    mutationFn: (on) => act({ method: 'PUT', path: '/v1/support/duty', body: { on } }),
    onSuccess: () => supportChanged(queries),
  });

/** Keys and what seals are loaded once somebody comes here: nobody else's first page waits for them. */
export const sealing = later(() => import('./sealing.ts'));
export const ownKeys = later(() => import('./own-keys.ts'));

const keysPath = 'own-keys';

/** One's own keys: those in this browser, those that are registered, and which of the former count. */
export function useKeys(member: string) {
  return useQuery({
    queryKey: [keysPath, member],
    queryFn: async () => {
      const { ownKeys: inBrowser, keysOf, counts } = await ownKeys();
      const [own, { items }] = await Promise.all([inBrowser(member), keysOf(member)]);
      const counting = items.filter((key) => counts(key, member));
      const isCounting = ({ id }: { readonly id: string }) =>
        counting.some(({ fingerprint }) => fingerprint === id);
      const seals = own.filter(({ kind }) => kind === 'seal');
      return {
        /** What opens, whether it counts any more or not. */
        opening: seals,
        /** Whether something that is sealed now can be read here. */
        isReady: seals.some(isCounting),
        signing: own.find((key) => key.kind === 'sign' && isCounting(key)) ?? null,
        registered: counting,
      };
    },
    staleTime: 60_000,
    networkMode: 'always',
  });
}
export type Keys = NonNullable<ReturnType<typeof useKeys>['data']>;

/** Milliseconds for which a member's keys are taken as they were read. */
const keysHold = 30_000;

/** A member's keys to seal for; while the service does not answer, as they were read last: what is sealed to one that was revoked meanwhile, it refuses. */
async function sealKeys(member: string) {
  const queryKey = ['seal-keys', member];
  const queryFn = async () => {
    const { keysOf, counts } = await ownKeys();
    const { items } = await keysOf(member);
    return items.filter((key) => key.kind === 'seal' && counts(key, member));
  };
  try {
    return await queries.query({ queryKey, queryFn, staleTime: keysHold, networkMode: 'always' });
  } catch (error) {
    const last = queries.getQueryData<Awaited<ReturnType<typeof queryFn>>>(queryKey);
    if (last === undefined || !(error instanceof Refusal) || error.status !== 0) throw error;
    return last;
  }
}

/** The keys to seal for of members who registered one themselves, and of whom there is none. */
export async function sealKeysOf(members: readonly string[]) {
  const found = await Promise.all(
    [...new Set(members)].map(async (member) => ({ member, keys: await sealKeys(member) })),
  );
  return {
    keys: found.flatMap(({ keys }) => keys),
    without: found.filter(({ keys }) => keys.length === 0).map(({ member }) => member),
  };
}
