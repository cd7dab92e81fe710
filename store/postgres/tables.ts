/** The larger tables of store/postgres/schema.ts, each as a type of its own. */
import type { ColumnType, Generated } from 'kysely';
import type { KeyKind } from '../../ledger/acts/jwk.ts';
import type { KeyChange } from '../../ledger/acts/key-change.ts';
import type { CustodyKind } from '../../rules/custody/chain.ts';
import type { Member, MemberStatus, PollKind } from '../../rules/model.ts';

export type Json<T> = ColumnType<T, string, string>;

export interface MembersTable {
  id: string;
  name: string;
  kind: Member['kind'];
  steward: string | null;
  family: string | null;
  born_at: string;
  status: MemberStatus;
  status_at: string;
  roles: string[];
  milestones: string[];
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
  changed_at: string;
  affects: string[];
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
  /** How much stood with how few at the close (DEL-3, VOT-8); null where nothing was delegated. */
  delegation: ColumnType<unknown, string | null | undefined, string | null>;
  /** Of a closed poll that was judged: who took part in it, and the first reasons against. */
  participation: ColumnType<unknown, string | null | undefined, string | null>;
  reasons_against: ColumnType<unknown, string | null | undefined, string | null>;
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
  /** The elector's own, where ballots are signed (AUT-1). */
  signature: Generated<string | null>;
}

/** A change of a member's keys, and the entry of the log that it is. */
export interface KeyChangesTable {
  id: string;
  member: string;
  sequence: number;
  change: KeyChange['change'];
  kind: KeyKind;
  fingerprint: string;
  /** Canonical JSON. */
  key: string | null;
  by_member: string;
  at: string;
  counts_from: string;
  signed_by: string | null;
  stops: number | null;
  bytes: Buffer;
}

/** Entries of chains of custody. */
interface CustodyEntriesTable {
  id: string;
  chain: string;
  n: number;
  kind: CustodyKind;
  by_member: string;
  to_member: string | null;
  at: string;
  bytes: Buffer;
  hash: string;
  leaf: Buffer;
}

/** Files in custody, their chains, and where processes cite them. */
export interface CustodyTables {
  custody_files: { sha256: string; bytes: Buffer; size: number };
  custody_chains: { id: string; sha256: string; depositor: string; at: string };
  custody_entries: CustodyEntriesTable;
  custody_citations: { chain: string; process: string; room: boolean; by_member: string; at: string };
}

export interface LedgerEntriesTable {
  index: number;
  decision: string | null;
  key_change: Generated<string | null>;
  custody: Generated<string | null>;
}

/** What the changes come to. */
export interface MemberKeysTable {
  member: string;
  fingerprint: string;
  kind: KeyKind;
  key: string;
  by_member: string;
  signed_by: string | null;
  at: string;
  since: string;
  sequence: number;
  revoked_at: string | null;
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

export interface ProcessesTable {
  id: string;
  kind: string;
  sequence: number;
  stage: string;
  deadline: string | null;
  outcome: string | null;
  created_at: string;
  ended_at: string | null;
  parties: string[];
  confidential: boolean;
  state: Json<unknown>;
  /** Of what was said in its room, from its ending on (AUT-2). */
  salt: string | null;
  /** Of what is told of its parties outside of a room, from its ending on (REC-5). */
  name_salt: string | null;
}

export interface AllocationsTable {
  /** Null of what the members file says is held. */
  decision: string | null;
  resource: string;
  amount: number;
  id: Generated<string>;
  to_member: string | null;
  to_family: string | null;
  /** The allocation that it was passed on from (ALC-2). */
  source: string | null;
  /** The decision that had given it to the family that shared it out as it was dissolved (MEM-7, EMG-2). */
  origin: Generated<string | null>;
  starts: string;
  until: string | null;
  permanent: boolean;
  /** Granted by the reversal of an emergency's action (EMG-2). */
  reversal: Generated<boolean>;
  /** Of what a dissolved family leaves, which share; 0 of what is granted alone (MEM-7). */
  share: Generated<number>;
}
