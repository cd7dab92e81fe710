/** The tables of support: ids, instants and what is sealed (SUP-3). */
import type { BodyKind } from '../../rules/support/readers.ts';
import type { Counted } from '../../rules/support/told.ts';
import type { Json } from './tables.ts';

export interface SupportTables {
  supports: {
    id: string;
    person: string;
    people: string[];
    guardian: boolean;
    deadline: string | null;
    forgotten_at: string;
    state: Json<unknown>;
  };
  support_bodies: {
    id: string;
    support: string;
    kind: BodyKind;
    by_member: string;
    at: string;
    readers: string[];
    sealed: string;
  };
  support_duty: { member: string; since: string };
  support_counts: { year: number; what: Counted; count: number };
}
