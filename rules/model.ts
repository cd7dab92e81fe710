/** The nouns that the rules speak of: members, proposals, actions, stages and endings, as types and as the lists that they are made of. */
import type { Role, Tier } from '../charter/choices.ts';

export const memberKinds = ['person', 'agent'] as const;
export const memberStatuses = ['active', 'offline', 'departed'] as const;
export type MemberStatus = (typeof memberStatuses)[number];

/** A member as in files, over HTTP and in the rules. Instants are ISO 8601, UTC. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly kind: (typeof memberKinds)[number];
  /** The person who answers for an agent, a member's id; null: nobody, as of every person. */
  readonly steward: string | null;
  readonly family: string | null;
  readonly bornAt: string;
  readonly status: MemberStatus;
  readonly roles: readonly Role[];
  readonly milestones: readonly string[];
}

/** Who holds an allocation: a member by their id, or a family (ALC-1). */
export type Holder = string | { readonly family: string };

/** What one gets of what a dissolved family held (MEM-7). */
export interface Share {
  readonly resource: string;
  /** A whole number from 1 to 10^15. */
  readonly amount: number;
  readonly to: Holder;
}

/** A sensor as a decision registers it: it only observes (ALM-1). */
export interface NewSensor {
  readonly id: string;
  /** The Ed25519 key that signs its observations, as a public JWK. */
  readonly key: { readonly crv: 'Ed25519'; readonly kty: 'OKP'; readonly x: string };
  readonly place: string;
  /** The member whose it is: two sensors of one owner are one source (ALM-3). */
  readonly owner: string;
  readonly purpose: string;
  /** Whom it observes; left out: nobody. */
  readonly persons?: readonly string[] | undefined;
  /** The justice decision by which they are observed without their consent. */
  readonly because?: string | undefined;
}

export const callMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** What runs when a decision is adopted (EXE-1). */
export type Action =
  | { readonly type: 'none' }
  | { readonly type: 'task'; readonly assignee: string; readonly instructions: string; readonly by: string }
  | {
      readonly type: 'http.call';
      readonly method: (typeof callMethods)[number];
      readonly url: string;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      readonly body?: unknown;
    }
  | {
      readonly type: 'allocation.grant';
      readonly resource: string;
      /** A whole number from 1 to 10^15. */
      readonly amount: number;
      readonly to: Holder;
      readonly until?: string | undefined;
      readonly permanent?: true | undefined;
    }
  | {
      readonly type: 'resource.define';
      readonly id: string;
      readonly unit: string;
      /** A whole number from 0 to 10^15; null: nothing bounds it (ALC-1). */
      readonly total: number | null;
    }
  | { readonly type: 'sensor.register'; readonly sensor: NewSensor }
  | { readonly type: 'sensor.remove'; readonly sensor: string }
  | {
      readonly type: 'family.admit';
      readonly family: string;
      readonly member: string;
      /** Whose consent is asked for, where that is not the joiner's own: the parents', below family maturity (MEM-7). */
      readonly parents?: readonly string[] | undefined;
    }
  | { readonly type: 'family.release'; readonly family: string; readonly member: string }
  | { readonly type: 'family.dissolve'; readonly family: string; readonly shares: readonly Share[] }
  | { readonly type: 'member.admit'; readonly member: Member }
  | { readonly type: 'member.release' | 'member.guardian'; readonly member: string }
  | { readonly type: 'member.milestone'; readonly member: string; readonly milestone: string }
  | { readonly type: 'member.roles'; readonly member: string; readonly roles: readonly Role[] }
  | { readonly type: 'leadership.give' | 'leadership.take'; readonly member: string }
  | {
      readonly type: 'mandate.grant';
      readonly members: readonly string[];
      readonly category: string;
      readonly until: string;
    }
  | { readonly type: 'mandate.end'; readonly mandate: string }
  | {
      readonly type: 'restorative.refer';
      /** The conflict, the justice decision or the broken plan that is referred; null: what this decision is about (RST-1). */
      readonly of: string | null;
      readonly harmed: readonly string[];
      readonly responsible: readonly string[];
    }
  | { readonly type: 'charter.amend'; readonly patch: readonly unknown[] };

export interface Impact {
  readonly affected: readonly string[] | 'everyone';
  readonly statement: string;
}

export interface Alternative {
  readonly title: string;
  readonly text: string;
}

/** A page that a proposal refers to, by an http or https address. */
export interface Reference {
  readonly title: string;
  readonly url: string;
}

/** A file that a proposal names by its SHA-256, in hexadecimal, and its length in bytes: the bytes stand beside the text, never in it (PRO-2). */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly size: number;
}

/** What a proposal says. In a draft every part may still be missing (PRO-1, PRO-2). */
export interface Content {
  readonly title: string | null;
  readonly text: string | null;
  readonly rationale: string | null;
  readonly impact: Impact | null;
  readonly alternatives: readonly Alternative[];
  readonly action: Action | null;
  /** Whose consent a new member's admission needs, and its assessment of diversity (REP-1). */
  readonly parents?: readonly string[] | undefined;
  readonly diversity?: string | undefined;
  /** Who is judged, and who was harmed (JUS-1). */
  readonly accused?: string | undefined;
  readonly victims?: readonly string[] | undefined;
  readonly references?: readonly Reference[] | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
  /** After how many days it is looked back upon (PRO-14). */
  readonly lookBack?: number | undefined;
}

export const optionKinds = ['proposal', 'alternative', 'status-quo'] as const;

export interface Option {
  readonly id: string;
  readonly kind: (typeof optionKinds)[number];
  readonly title: string;
}

export const stages = [
  'draft',
  'endorsement',
  'review',
  'discussion',
  'requirements',
  'voting',
  'deferred',
  'guardian-resolution',
  'guardian-approval',
  'veto',
  'appeal',
  'delay',
  'execution',
  'ended',
] as const;
export type Stage = (typeof stages)[number];

/** The endings of PRO-9. */
export const outcomes = [
  'executed',
  'rejected',
  'vetoed',
  'withdrawn',
  'lapsed',
  'inquorate',
  'refused-by-guardian',
  'overturned',
  'remanded',
  'escalated',
  'wrong-category',
  'execution-failed',
  'interrupted',
] as const;
export type Outcome = (typeof outcomes)[number];

export const positions = ['agree', 'agree-with-reservations', 'stand-aside', 'block'] as const;
export type Position = (typeof positions)[number];
export const choices = ['for', 'against', 'abstain'] as const;
export type Choice = (typeof choices)[number];

export const pollKinds = [
  'preferences',
  'positions',
  'votes',
  'override',
  'ratification',
  'remedies',
] as const;
export type PollKind = (typeof pollKinds)[number];

export type { Tier };
