/** What a decision is told as: who says what, how many hours after what. Everything else follows the protocol. */
import type { ProposalRecord, RecordRules } from '../../ledger/parts/schema/record.ts';
import type { Choice, Content, Position } from '../../rules/model.ts';

export const decisionId = '0190a1b2-0000-7000-8000-000000000001';
export const start = '2026-01-05T09:00:00.000Z';
export const hour = 3_600_000;

export const later = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) + hours * hour).toISOString();

/** What members say, one after another, and how many hours after the opening. */
export type Said<What> = readonly (readonly [member: string, what: What, hours?: number])[];

export interface RoundScript {
  readonly positions?: Said<Position>;
  readonly rankings?: Said<string[][]>;
  /** Closes when everyone has a position, so many hours after its opening. */
  readonly after?: number;
  readonly amended?: true;
}

export interface VoteScript {
  readonly ballots: Said<Choice>;
  /** Hours after the opening at which members depart without having voted. */
  readonly departures?: Said<'departed'>;
  readonly after?: number;
}

/** A declaration: its kind, who makes it, hours after the submission, what it says. */
export type Declared = readonly [
  kind: string,
  member: string,
  hours: number,
  facts?: Record<string, unknown>,
];

/** A veto of a family decision, hours after its stage opened; or an objection, hours after the submission. */
export interface VetoScript {
  readonly by: string;
  readonly matter: string;
  readonly hours: number;
  readonly contest?: { readonly by: string; readonly hours: number };
  /** The council’s answer, hours after the contest. */
  readonly answer?: { readonly outcome: 'stands' | 'lifted'; readonly hours: number };
}

export interface Script {
  readonly id?: string;
  readonly electors: readonly string[];
  readonly offline?: readonly string[];
  /** The families of those who have one, where the threshold asks for majorities of families. */
  readonly families?: Readonly<Record<string, string>>;
  readonly category?: Partial<RecordRules['category']>;
  readonly charter?: Partial<RecordRules['charter']>;
  /** Null: it opened by itself. */
  readonly author?: null;
  readonly family?: string;
  /** Victims who are no electors any more once the hearing is over (GUA-2). */
  readonly recused?: readonly string[];
  readonly mandate?: { readonly id: string; readonly council: number; readonly callBack: number };
  readonly links?: ProposalRecord['links'];
  readonly content?: Partial<Content>;
  readonly rounds?: readonly RoundScript[];
  readonly votes?: readonly VoteScript[];
  readonly declared?: readonly Declared[];
  readonly vetoes?: readonly VetoScript[];
  /** Something ends it, so many hours after the submission. */
  readonly interrupted?: {
    readonly hours: number;
    readonly outcome: ProposalRecord['outcome'];
    readonly rule: string;
    readonly facts?: Record<string, unknown>;
  };
  /** The guardian's word on the last deadlock; silence unless given. */
  readonly guardian?: { readonly adopt: boolean; readonly reason: string };
  /** The guardian's approval, silence unless given; or the office is vacant as it is due, or five hours later. */
  readonly approval?: { readonly approve: boolean; readonly reason: string } | 'vacant' | 'falls-vacant';
  /** They are offline as the week ends, so it is given in the delay; also as that ends, where it is `to-the-end`, or they have departed. */
  readonly away?: 'at-first' | 'to-the-end' | 'departed';
  /** The accused appeals, and the guardian rules; silence upholds. */
  readonly appeal?: {
    readonly outcome: 'upheld' | 'overturned' | 'remanded';
    readonly reason: string | null;
  };
  /** The guardian's veto within the delay, of the core principle that it names. */
  readonly guardiansVeto?: string;
  /** The author withdraws in this round. */
  readonly withdrawnIn?: number;
  readonly text?: string;
  readonly statements?: readonly (readonly [member: string, text: string])[];
  /** Of a personal decision. */
  readonly salt?: string;
  /** What came of its action. */
  readonly result?: Record<string, unknown>;
}

/** Electors by name: `m1`, `m2`, … */
export const people = (number: number): string[] => Array.from({ length: number }, (_, one) => `m${one + 1}`);

/** Each of these members says the same. */
export const all = <What>(members: readonly string[], what: What, hours = 1): Said<What> =>
  members.map((member) => [member, what, hours]);

export function fail(why: string): never {
  throw new Error(why);
}
