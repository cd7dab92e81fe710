/** The tables of mandates and of votes that are carried for others (MAN-1, DEL-1 to DEL-6). */

export interface DelegationTables {
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
  standing_disclosures: {
    member: string;
    category: string;
    interests: string;
    at: string;
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
}
