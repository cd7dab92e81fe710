/** The tables as TypeScript sees them; store/migrations/ makes them. Instants are ISO 8601 strings, counts are numbers. */
import type { AlarmTables } from './alarm-tables.ts';
import type { DelegationTables } from './delegation-tables.ts';
import type { ColumnType, Generated } from 'kysely';
import type { Parting } from '../../charter/thresholds.ts';
import type { OfflineWord } from '../../rules/council/offline.ts';
import type { Member } from '../../rules/model.ts';
import type { EntryKind } from '../../rules/timeline.ts';
import type { SupportTables } from './support-tables.ts';
import type {
  AllocationsTable,
  AnswersTable,
  CustodyTables,
  IdentitiesTable,
  InvitationsTable,
  Json,
  LedgerEntriesTable,
  MembersTable,
  PollsTable,
  ProcessesTable,
  ProposalsTable,
  SessionsTable,
  TokensTable,
  KeyChangesTable,
  MemberKeysTable,
} from './tables.ts';

export interface Database extends SupportTables, CustodyTables, AlarmTables, DelegationTables {
  council: { single: Generated<boolean>; first_submission_at: string | null };
  charters: {
    version: number;
    hash: string;
    document: Json<unknown>;
    in_force_at: string;
    decision: string | null;
  };
  families: { id: string; name: string; dissolved_at: Generated<string | null> };
  members: MembersTable;
  member_changes: {
    number: Generated<number>;
    member: string;
    at: string;
    by_member: string | null;
    change: Json<unknown>;
  };
  invitations: InvitationsTable;
  identities: IdentitiesTable;
  tokens: TokensTable;
  key_changes: KeyChangesTable;
  member_keys: MemberKeysTable;
  absences: {
    id: Generated<string>;
    member: string;
    word: OfflineWord;
    said_at: string;
    counts_from: string;
    lifted_at: string | null;
  };
  proposals: ProposalsTable;
  attachments: {
    sha256: string;
    bytes: Buffer;
    size: number;
  };
  attachment_holders: {
    sha256: string;
    member: string;
    at: string;
  };
  proposal_versions: {
    proposal: string;
    version: number;
    round: number;
    at: string;
    in_force_at: string | null;
    content: Json<unknown>;
    salt: string | null;
  };
  timeline: {
    decision: string;
    sequence: number;
    part: number;
    at: string;
    kind: EntryKind;
    facts: Json<Record<string, unknown>>;
    /** Said in a room: only who is in it may read it. */
    room: Generated<boolean>;
  };
  writes: { process: string; sequence: number; hash: Buffer };
  wrong_categories: {
    decision: string;
    category: string;
    matter: Buffer;
    member: string;
    ended_at: string;
  };
  submissions: { decision: string; answer: Json<unknown> };
  events: {
    /** Given at the commit; a row that is committed has one. */
    number: Generated<number>;
    at: string;
    decision: string;
    kind: string;
    facts: Json<Record<string, unknown>>;
    /** Who may read it; null: any member. */
    visible_to: string[] | null;
  };
  records: {
    decision: string;
    kind: string;
    outcome: string;
    title: string;
    ended_at: string;
    bytes: Buffer;
    category: string | null;
    tier: number | null;
    search: ColumnType<never, unknown, never>;
  };
  record_people: { member: string; ended_at: string; decision: string };
  ledger_entries: LedgerEntriesTable;
  ledger_nodes: { level: number; index: number; hash: Buffer };
  ledger_checkpoints: { size: number; key_id: string; root: Buffer; note: string };
  ledger_keys: { number: number; key_id: string; verifier: string; since: string };
  history_keys: { number: number; key_id: string; since: string };
  declarations: {
    decision: string;
    kind: string;
    member: string;
    number: number;
    facts: Json<Record<string, unknown>>;
    at: string;
    hash: Buffer;
    request: string | null;
  };
  processes: ProcessesTable;
  notices: {
    id: Generated<number>;
    decision: string;
    process: string;
    occasion: string;
    kind: string;
    at: string;
    stage: string;
    owes: string | null;
    due: string | null;
    facts: Json<Record<string, unknown>>;
    told_up_to: Generated<string | null>;
  };
  following: { decision: string; member: string; notices: 'all' | 'owed'; at: string };
  inbox: { member: string; notice: number; read_at: string | null; owed_until: string | null };
  actions: {
    key: string;
    turn: number;
    tries: number;
    not_done: ColumnType<unknown, string | null | undefined, string | null>;
    done_at: string | null;
    done_by: string | null;
    result: ColumnType<unknown, string | null | undefined, string | null>;
  };
  resources: {
    id: string;
    unit: string;
    /** Null: nothing bounds it (ALC-1). */
    total: number | null;
  };
  resource_definitions: {
    number: Generated<number>;
    resource: string;
    unit: string;
    total: number | null;
    at: string;
    /** Null: the members file. */
    decision: string | null;
  };
  allocations: AllocationsTable;
  idempotency_keys: {
    member: string;
    route: string;
    key: string;
    body_hash: string;
    decision: ColumnType<string | null, string | null | undefined, string | null>;
    status: ColumnType<number | null, number | null | undefined, number | null>;
    answer: ColumnType<unknown, string | null | undefined, string | null>;
    holder: string;
    held_until: string;
    at: string;
  };
  sessions: SessionsTable;
  electorates: {
    id: string;
    size: number;
    /** With those whose own case it is (GUA-2). */
    council: number;
    /** Victims who said that they are one; null until they are counted (JUS-1). */
    recused: string[] | null;
    /** Null where no majorities of parts are asked for (VOT-1). */
    parts: Generated<Parting | null>;
  };
  electors: {
    electorate: string;
    member: string;
    offline: boolean;
    /** As it was when the electorate was fixed. */
    kind: Member['kind'];
    /** Fingerprints; null where ballots are not signed (AUT-1). */
    keys: Generated<string[] | null>;
    /** Null for who is in none, and where no majorities of parts are asked for (VOT-1). */
    part: Generated<string | null>;
  };
  polls: PollsTable;
  answers: AnswersTable;
  current_answers: AnswersTable;
  departures: { poll: number; member: string };
  statements: {
    decision: string;
    number: number;
    member: string;
    stage: string;
    round: number;
    version: number;
    text: string;
    reply_to: number | null;
    corrects: number | null;
    at: string;
    hash: Buffer;
    /** The idempotency key it came with, so that a repeated request finds it. */
    request: string | null;
  };
}
