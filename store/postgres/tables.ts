/** The larger tables of store/postgres/schema.ts, each as a type of its own. */
import type { ColumnType, Generated } from 'kysely';
import type { Member, MemberStatus, PollKind } from '../../rules/model.ts';

export type Json<T> = ColumnType<T, string, string>;

export interface MembersTable {
  id: string;
  name: string;
  kind: Member['kind'];
  family: string | null;
  born_at: string;
  status: MemberStatus;
  status_at: string;
  roles: string[];
  milestones: string[];
  public_keys: string[];
  added_at: string;
}

export interface ProposalsTable {
  id: string;
  sequence: number;
  author: string | null;
  category: string;
  tier: number;
  stage: string;
  title: string | null;
  search: ColumnType<never, unknown, unknown>;
  deadline: string | null;
  outcome: string | null;
  created_at: string;
  submitted_at: string | null;
  ended_at: string | null;
  state: Json<unknown>;
}

export interface PollsTable {
  id: Generated<number>;
  decision: string;
  kind: PollKind;
  number: number;
  round: number;
  version: number;
  electorate: string;
  opens: string;
  closes: string;
  due: string;
  extended: Json<unknown>;
  extensions_left: number;
  rules: Json<unknown>;
  /** Every elector before this one has answered or departed; null once nobody is missing. */
  awaited: Generated<string | null>;
  closed_at: string | null;
  result: ColumnType<unknown, string | null, string | null>;
  /** How many votes were delegated at the close, and the cap (DEL-3); null where none was. */
  delegation: ColumnType<unknown, string | null | undefined, string | null>;
}

export interface AnswersTable {
  poll: number;
  elector: string;
  number: number;
  choice: string | null;
  ranking: ColumnType<unknown, string | null, string | null>;
  reason: string | null;
  version: number;
  at: string;
  hash: Buffer;
}

export interface SessionsTable {
  id: Buffer;
  issuer: string;
  subject: string;
  signed_in_at: string;
  until: string;
  ends_at: string;
  sign_in: Buffer | null;
  tokens: Buffer | null;
  refresh_at: string | null;
}

/** An invitation to link an identity to a member. */
export interface InvitationsTable {
  member: string;
  id: string;
  hash: Buffer;
  made_by: string;
  decision: string | null;
  made_at: string;
  expires_at: string;
}

export interface IdentitiesTable {
  issuer: string;
  subject: string;
  id: Generated<string>;
  member: string;
  linked_at: string;
}

/** Personal access tokens. */
export interface TokensTable {
  id: string;
  member: string;
  name: string;
  hash: Buffer;
  scopes: string[];
  made_at: string;
  expires_at: string;
  last_used_at: ColumnType<string | null, string | null | undefined, string>;
}
