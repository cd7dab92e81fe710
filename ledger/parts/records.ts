/** Records and evidence of every kind, format 1. Published as schemas/record-1.schema.json and schemas/evidence-1.schema.json (REC-1). */
import { z } from 'zod';
import {
  type AppealEvidence,
  appealEvidenceSchema,
  type AppealRecord,
  appealRecordSchema,
} from '../appeal/schema.ts';
import {
  type ConflictEvidence,
  conflictEvidenceSchema,
  type ConflictRecord,
  conflictRecordSchema,
} from '../conflict/schema.ts';
import {
  type EmergencyEvidence,
  emergencyEvidenceSchema,
  type EmergencyRecord,
  emergencyRecordSchema,
} from '../emergency/schema.ts';
import {
  type FamilyEvidence,
  familyEvidenceSchema,
  type FamilyRecord,
  familyRecordSchema,
} from '../family/schema.ts';
import {
  type LookbackEvidence,
  lookbackEvidenceSchema,
  type LookbackRecord,
  lookbackRecordSchema,
} from '../lookback/schema.ts';
import {
  type NodeVetoEvidence,
  nodeVetoEvidenceSchema,
  type NodeVetoRecord,
  nodeVetoRecordSchema,
} from '../node-veto/schema.ts';
import {
  type AlarmEvidence,
  alarmEvidenceSchema,
  type AlarmRecord,
  alarmRecordSchema,
} from '../alarm/schema.ts';
import {
  type RepairEvidence,
  repairEvidenceSchema,
  type RepairRecord,
  repairRecordSchema,
} from '../repair/schema.ts';
import {
  type RestorativeEvidence,
  restorativeEvidenceSchema,
  type RestorativeRecord,
  restorativeRecordSchema,
} from '../restorative/schema.ts';
import { type ProposalEvidence, proposalEvidenceSchema } from './schema/evidence.ts';
import type { RecordKind } from './kinds.ts';
import { type ProposalRecord, proposalRecordSchema } from './schema/record.ts';

export const recordSchema = z
  .discriminatedUnion('kind', [
    proposalRecordSchema,
    emergencyRecordSchema,
    conflictRecordSchema,
    appealRecordSchema,
    lookbackRecordSchema,
    familyRecordSchema,
    repairRecordSchema,
    nodeVetoRecordSchema,
    alarmRecordSchema,
    restorativeRecordSchema,
  ])
  .meta({
    title: 'The record of an ended decision, format 1',
    description: 'Canonical JSON (RFC 8785); a leaf of the ledger. Instants are ISO 8601, UTC.',
  });

/** Of a proposal it bears no kind: it had none when there were no others. */
export const evidenceSchemas = {
  proposal: proposalEvidenceSchema,
  emergency: emergencyEvidenceSchema,
  conflict: conflictEvidenceSchema,
  appeal: appealEvidenceSchema,
  lookback: lookbackEvidenceSchema,
  family: familyEvidenceSchema,
  repair: repairEvidenceSchema,
  'node-veto': nodeVetoEvidenceSchema,
  alarm: alarmEvidenceSchema,
  restorative: restorativeEvidenceSchema,
} as const satisfies { readonly [Kind in RecordKind]: z.ZodObject };

export const evidenceSchema = z.union(Object.values(evidenceSchemas)).meta({
  title: 'The evidence beside a record, format 1',
  description:
    'Canonical JSON (RFC 8785). The record holds the number of entries of each part and the RFC 6962 root over their canonical JSON.',
});

export type RecordDocument =
  | ProposalRecord
  | EmergencyRecord
  | ConflictRecord
  | AppealRecord
  | LookbackRecord
  | FamilyRecord
  | RepairRecord
  | NodeVetoRecord
  | AlarmRecord
  | RestorativeRecord;
export type Evidence =
  | ProposalEvidence
  | EmergencyEvidence
  | ConflictEvidence
  | AppealEvidence
  | LookbackEvidence
  | FamilyEvidence
  | RepairEvidence
  | NodeVetoEvidence
  | AlarmEvidence
  | RestorativeEvidence;

/** What kind of decision a document that was parsed is evidence of. */
export const evidenceKind = (evidence: object): RecordKind => {
  const kind: unknown = 'kind' in evidence ? evidence.kind : 'proposal';
  return typeof kind === 'string' && Object.hasOwn(evidenceSchemas, kind) ? (kind as RecordKind) : 'proposal';
};
