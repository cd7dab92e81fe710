/** How a kind of process goes on that was interrupted (PRO-9). */
import type { KindName } from '../../../rules/kinds.ts';
import type { Db } from '../../../store/postgres/database.ts';
import type { ProcessRow } from '../../../store/processes/interruptions.ts';
import type { Inputs } from '../../../workflows/inputs.ts';

/** The new process. */
export interface Anew {
  readonly id: string;
  /** When the interrupted one ended. */
  readonly createdAt: string;
}

/** What the new process begins with: its matter and its charter copy, from its first stage. */
export type Continuation<Name extends KindName> = (
  db: Db,
  ended: Extract<ProcessRow, { readonly kind: Name }>,
  anew: Anew,
) => Inputs[Name] | Promise<Inputs[Name]>;
