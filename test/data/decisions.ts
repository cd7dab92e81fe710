/** Reads the real decisions beside this file (README.md says where they come from). */
import { readFileSync } from 'node:fs';
import type { Fraction } from '../../charter/thresholds.ts';
import type { Choice, Outcome, Position } from '../../rules/model.ts';

export interface PhpPoll {
  readonly id: string;
  readonly rfc: string;
  readonly rule:
    | (Fraction & {
        readonly kind: 'atLeast' | 'moreThan';
        readonly basis: 'rfc-text' | 'policy-2019' | 'tracker-default';
      })
    | null;
  readonly yesNo: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly countsMissing: boolean;
  readonly superseded: boolean;
  readonly published: {
    readonly outcome: 'accepted' | 'declined' | 'mixed' | null;
    readonly status: string;
    readonly scope: 'question' | 'rfc';
  };
}

export interface NamedPhpPoll {
  readonly id: string;
  readonly rfc: string;
  readonly options: readonly string[];
  readonly required: Fraction | null;
  readonly openedDate: string;
  readonly plannedCloseDate: string;
  readonly closedDate: string | null;
  readonly pollClosed: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly published: { readonly status: string };
  /** Voter, option, time on the wiki's clock. */
  readonly ballots: readonly (readonly [voter: string, option: string, at: string])[];
}

export interface DebianVote {
  readonly id: string;
  readonly options: readonly {
    readonly n: number;
    readonly default: boolean;
    readonly majority: Fraction | null;
  }[];
  readonly quorum: { readonly eligible: number; readonly leastWhole: number };
  readonly published: {
    readonly matrix: readonly (readonly (number | null)[])[] | null;
    readonly dropped: Readonly<Record<string, 'quorum' | 'majority'>>;
    readonly winners: readonly number[];
  };
  readonly voterKind: 'login' | 'token';
  /** Voter, and the rank of each option in their order; null: not ranked. */
  readonly ballots: readonly (readonly [voter: string, ranks: readonly (number | null)[]])[];
}

export interface KubernetesElection {
  readonly id: string;
  /** How many; they are numbered from 1. */
  readonly candidates: number;
  /** The order that was announced, or its beginning. */
  readonly published: readonly number[];
  /** The rank of each candidate in their order, with a space between; `-`: no opinion. */
  readonly ballots: readonly string[];
}

export interface AaveProposal {
  readonly id: string;
  readonly for: string;
  readonly against: string;
  readonly quorumFor: string;
  readonly differential: string;
  readonly published: 'executed' | 'failed' | 'cancelled' | 'active';
}

/** A decision of a body whose rules are one of charter/examples/, in figures. */
export interface ExampleDecision {
  /** The name of the example. */
  readonly charter: string;
  readonly category: string;
  readonly source: string;
  readonly decided: string;
  /** In groups: one, or one for each family where families matter. */
  readonly electors: readonly {
    readonly family?: string;
    /** How many gave each answer: choices of a vote, or positions where it is decided by consent. */
    readonly answers: Readonly<Partial<Record<Choice | Position, number>>>;
    /** How many gave none. */
    readonly silent: number;
  }[];
  readonly published: 'passed' | 'rejected' | 'no quorum';
  /** The same in the engine's words. */
  readonly outcome: Outcome;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

export function phpPolls(): { polls: readonly PhpPoll[]; namedPolls: readonly NamedPhpPoll[] } {
  return read('php-polls.json') as { polls: PhpPoll[]; namedPolls: NamedPhpPoll[] };
}

export function debianVotes(): readonly DebianVote[] {
  return (read('debian-votes.json') as { votes: DebianVote[] }).votes;
}

export function kubernetesElections(): readonly KubernetesElection[] {
  return (read('kubernetes-elections.json') as { elections: KubernetesElection[] }).elections;
}

export function aaveProposals(): readonly AaveProposal[] {
  return (read('aave-totals.json') as { proposals: AaveProposal[] }).proposals;
}

export function exampleDecisions(): readonly ExampleDecision[] {
  return (read('example-decisions.json') as { decisions: ExampleDecision[] }).decisions;
}
