/** The one list of kinds of processes: who must treat a process as its kind does finds the kind here. */
import { alarm } from './alarm/kind.ts';
import { appeal } from './appeal/kind.ts';
import { conflict } from './conflict/kind.ts';
import { emergency } from './emergency/kind.ts';
import { family } from './family/kind.ts';
import type { Kind, Standing } from './kind.ts';
import { lookback } from './lookback/kind.ts';
import { nodeVeto } from './node-veto/kind.ts';
import { proposal } from './proposal/kind.ts';
import { repair } from './repair/kind.ts';
import { restorative } from './restorative/kind.ts';

export const kinds = {
  proposal,
  emergency,
  conflict,
  appeal,
  lookback,
  family,
  repair,
  'node-veto': nodeVeto,
  alarm,
  restorative,
} as const;

export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as readonly KindName[];

type StateOf<Name extends KindName> =
  (typeof kinds)[Name] extends Kind<Name, infer State, string> ? State : never;

/** A process as it stands. */
export type Process = {
  readonly [Name in KindName]: { readonly kind: Name; readonly state: StateOf<Name> };
}[KindName];

export type ProcessOf<Name extends KindName> = Extract<Process, { readonly kind: Name }>;

/** What describes a process: to be asked about its own state alone. */
export const kindOf = ({ kind }: Pick<Process, 'kind'>): Kind<KindName, Standing, string> => kinds[kind];
