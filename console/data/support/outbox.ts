/** What is sealed and not taken yet: kept in this browser as ciphertext, sent in its order until the service has it, under one key so that it is said once. */
import { useEffect, useSyncExternalStore } from 'react';
import { act, type Problem, Refusal } from '../client.ts';
import { now } from '../clock.ts';
import { queries, supportChanged } from '../reading.ts';
import { allKept, forget, keep } from './kept.ts';

/** One that waits; its id is its Idempotency-Key. */
export interface Waiting {
  readonly id: string;
  readonly member: string;
  /** In which support; null: it asks for one. */
  readonly support: string | null;
  readonly path: string;
  readonly body: object;
  /** The sealed words, which their author can open. */
  readonly sealed: unknown;
  /** Since when it waits, milliseconds since 1970; these are sent in this order. */
  readonly since: number;
  /** Why the service refused it; null: it did not answer yet. */
  readonly problem: Problem | null;
}

/** Milliseconds between tries. */
const again = 10_000;

let known: readonly Waiting[] | undefined;
const listeners = new Set<() => void>();

async function look(): Promise<readonly Waiting[]> {
  known = [...(await allKept<Waiting>('outbox'))].sort((one, other) => one.since - other.since);
  for (const listener of listeners) listener();
  return known;
}

/** What may pass by itself: no answer, a service that is busy or down, a session that is over. */
const mayPass = (error: unknown): boolean =>
  error instanceof Refusal && ([0, 401, 429].includes(error.status) || error.status >= 500);

/** Sends what waits of a member, one tab at a time; what was refused stays until its author takes it back. */
export const sendWaiting = (member: string): Promise<void> =>
  navigator.locks.request('folkmoot-outbox', async () => {
    for (const waiting of await look()) {
      if (waiting.member !== member || waiting.problem !== null) continue;
      const { id, path, body } = waiting;
      try {
        await act({ method: 'POST', path, body, key: id });
        await forget('outbox', id);
        await supportChanged(queries);
      } catch (error) {
        if (mayPass(error)) break;
        if (!(error instanceof Refusal) || error.problem === null) throw error;
        await keep('outbox', { ...waiting, problem: error.problem } satisfies Waiting);
      }
    }
    await look();
  });

/** Keeps it, and sends it. Resolves once it is kept and was tried; answers whether the service has it. */
export async function sendSealed(given: Omit<Waiting, 'id' | 'problem' | 'since'>): Promise<boolean> {
  const id = crypto.randomUUID();
  await keep('outbox', { ...given, id, since: now(), problem: null } satisfies Waiting);
  await sendWaiting(given.member);
  return known?.every((waiting) => waiting.id !== id) ?? false;
}

export async function takeBack(id: string): Promise<void> {
  await forget('outbox', id);
  await look();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (known === undefined) void look();
  return () => listeners.delete(listener);
};
const none: readonly Waiting[] = [];

/** What waits of a member; while anything does, it is tried again by itself. */
export function useWaiting(member: string): readonly Waiting[] {
  const all = useSyncExternalStore(subscribe, () => known ?? none);
  const waiting = all.filter((one) => one.member === member);
  const isOpen = waiting.some(({ problem }) => problem === null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const send = (): void => void sendWaiting(member);
    const timer = setInterval(send, again);
    window.addEventListener('online', send);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', send);
    };
  }, [isOpen, member]);
  return waiting;
}
