/** The tables of sensors and of what was observed (ALM-1, ALM-2). */
import type { Generated } from 'kysely';

export interface AlarmTables {
  sensors: {
    id: string;
    key: string;
    fingerprint: string;
    place: string;
    owner: string;
    purpose: string;
    persons: string[];
    because: string | null;
    decision: string;
    registered_at: string;
    removed_at: string | null;
  };
  sensor_checks: {
    number: Generated<number>;
    sensor: string;
    by_member: string;
    at: string;
    evidence: string;
  };
  observers: { source: string; last_number: number; minute: string | null; taken: number };
  observations: {
    id: string;
    source: string;
    number: number;
    at: string;
    arrived_at: string;
    kind: string;
    fingerprint: string;
    payload: string;
    protected: string;
    signature: string;
  };
}
