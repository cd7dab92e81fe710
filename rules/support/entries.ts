/** All that can happen in support: what its members do, and what time does. It is folded and forgotten: no timeline keeps it (SUP-3). */
import type { Facts } from '../refusal.ts';

type Nothing = Readonly<Record<string, never>>;

interface What {
  readonly opened: Nothing;
  readonly consented: Nothing;
  /** The ladder went on; the next ones are asked (SUP-2). */
  readonly stepped: Nothing;
  /** Refused, declined or changed, by whose word it is; who gave support until then. */
  readonly declined: { readonly who: string };
  readonly taken: { readonly by: string };
  /** A message was kept in the room; only its instant is known here. */
  readonly spoken: Nothing;
  readonly ended: Nothing;
  readonly stated: {
    readonly by: string;
    readonly contact: string;
    readonly seconds: readonly string[];
    readonly ground: string;
  };
  readonly seconded: { readonly by: string };
  /** Nobody seconded it in time (SUP-4). */
  readonly told: Nothing;
  readonly reviewed: { readonly proper: boolean; readonly reason: string };
  /** The guardian was silent. */
  readonly unreviewed: Nothing;
}

export type SupportEntry = {
  readonly [Kind in keyof What]: {
    readonly kind: Kind;
    readonly at: string;
    readonly facts: What[Kind] & Facts;
  };
}[keyof What];

export type SupportFacts<Kind extends SupportEntry['kind']> = What[Kind];
