/** The tables as TypeScript sees them; store/migrations/ makes them. Instants are ISO 8601 strings, counts are numbers. */
import type { ColumnType, Generated } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

export interface Database {
  council: { single: Generated<boolean>; first_submission_at: string | null };
  charters: {
    version: number;
    hash: string;
    document: Json<unknown>;
    in_force_at: string;
    decision: string | null;
  };
  families: { id: string; name: string };
  members: MembersTable;
  member_changes: {
    number: Generated<number>;
    member: string;
    at: string;
    by_member: string | null;
    change: Json<unknown>;
  };
  proposals: ProposalsTable;
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
    kind: string;
    facts: Json<Record<string, unknown>>;
    /** Said in a room: only who is in it may read it. */
    room: Generated<boolean>;
  };
  events: {
    number: number;
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
  ledger_entries: { index: number; decision: string };
  ledger_nodes: { level: number; index: number; hash: Buffer };
  ledger_checkpoints: { size: number; key_id: string; root: Buffer; note: string };
  ledger_keys: { number: number; key_id: string; verifier: string; since: string };
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
  processes: {
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
  };
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
  };
  inbox: { member: string; notice: number; read_at: string | null };
  mandates: {
    decision: string;
    category: string;
    members: string[];
    granted_at: string;
    until: string;
    ended_at: string | null;
    ended_by: string | null;
    sequence: number;
  };
  delegations: {
    id: string;
    sequence: number;
    from_member: string;
    to_member: string;
    proposal: string | null;
    category: string | null;
    made_at: string;
    until: string;
    revoked_at: string | null;
  };
  delegated_votes: {
    poll: number;
    elector: string;
    delegation: string;
    to_member: string;
    representative: string | null;
    fate: string;
    exceeding: boolean;
  };
  allocations: {
    decision: string;
    resource: string;
    amount: number;
    to_member: string;
    starts: string;
    until: string | null;
    permanent: boolean;
    /** Granted by the reversal of an emergency's action (EMG-2). */
    reversal: Generated<boolean>;
  };
  idempotency_keys: {
    member: string;
    route: string;
    key: string;
    body_hash: string;
    decision: string | null;
    status: number | null;
    answer: ColumnType<unknown, string | null, string | null>;
    at: string;
  };
  electors: { electorate: string; member: string; offline: boolean };
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
    at: string;
    hash: Buffer;
    /** The idempotency key it came with, so that a repeated request finds it. */
    request: string | null;
  };
}

interface MembersTable {
  id: string;
  name: string;
  kind: 'person' | 'agent';
  family: string | null;
  born_at: string;
  status: 'active' | 'offline' | 'departed';
  status_at: string;
  roles: string[];
  milestones: string[];
  public_keys: string[];
  added_at: string;
}

interface ProposalsTable {
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

interface PollsTable {
  id: Generated<number>;
  decision: string;
  kind: 'preferences' | 'positions' | 'votes' | 'override' | 'ratification' | 'remedies';
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

interface AnswersTable {
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
