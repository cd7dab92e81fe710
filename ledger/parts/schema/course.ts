/** What happened in a decision beside its polls, as records have it, format 1: stages, requirements, vetoes, the guardian's words. */
import { z } from 'zod';
import { appealOutcomes } from '../../../rules/appeal/state.ts';
import type { Stage } from '../../../rules/model.ts';
import { requirementEndings, requirementKinds, vetoOutcomes } from '../../../rules/proposal/state.ts';
import { words } from './rules.ts';
import { count, digest, instant, ordinal } from './parts.ts';

const reason = z.union([z.string(), digest]).nullable();

export const stage = z
  .strictObject({
    stage: words<Stage>(),
    opens: instant,
    closes: instant.nullable().meta({ description: 'As it opened; null where nothing but an act ends it' }),
  })
  .meta({ description: 'The stages in the order in which they opened' });

export const requirement = z
  .strictObject({
    what: z.enum(requirementKinds),
    who: z.string(),
    version: ordinal.meta({ description: 'The version of the text that it answers (PRO-6)' }),
    asked: instant,
    until: instant,
    closed: z
      .strictObject({
        at: instant,
        how: z.enum(requirementEndings),
      })
      .nullable(),
  })
  .meta({
    description:
      'What had to hold before adoption, of each version of the text, and how it was answered (PRO-11, JUS-1, REP-1)',
  });

export const veto = z
  .strictObject({
    number: ordinal,
    by: z.string(),
    matter: z
      .string()
      .meta({ description: 'The personal matter, or `family`; of the guardian’s, the core principle' }),
    reason,
    at: instant,
    until: instant.nullable().meta({ description: 'Null where nobody can contest it (VET-3)' }),
    contest: z.strictObject({ by: z.string(), reason, at: instant }).nullable(),
    question: z
      .string()
      .nullable()
      .meta({ description: 'The decision that asked the council, once for all that was contested' }),
    version: ordinal.meta({ description: 'The version of the text that it was raised against' }),
    answer: z
      .strictObject({
        outcome: z.enum(vetoOutcomes),
        at: instant,
      })
      .nullable(),
  })
  .meta({ description: 'Vetoes and objections, and what became of them (VET-1, VET-2, VET-3, TIE-2)' });

export const asked = z
  .strictObject({ matter: z.string(), named: z.array(z.string()), without: z.array(z.string()) })
  .meta({
    description:
      'Of a veto’s question: what its k-th vote is about, who raised that, and who of them has no ballot on it (VET-2)',
  });

export const approval = z
  .strictObject({
    passedOver: z.boolean().meta({
      description:
        'The office was or fell vacant (`vacant`), or its holder was offline to the end of the delay, and the proposal fills it, or silence is assent (AMD-2)',
    }),
    vacant: z.boolean().meta({
      description:
        'Nobody held the office as the approval was due, or any more while it was waited for: what fills it goes on, and all where silence is assent, else it lapses at that instant (AMD-2)',
    }),
    guardian: z.string().nullable(),
    opens: instant.nullable(),
    closes: instant.nullable(),
    approve: z.boolean().nullable().meta({
      description: 'Null: silence, which is assent where `rules.charter.guardian` says so',
    }),
    reason,
    at: instant.nullable(),
    owed: z.strictObject({ offlineFrom: instant, stillFrom: instant.nullable() }).nullable().meta({
      description:
        'The holder was offline when the window closed, and since when: the approval was taken until the delay ended; `stillFrom`: since when they were offline at that end, where it was passed over for it (AMD-2, MEM-4)',
    }),
  })
  .meta({ description: 'The guardian’s approval (VET-3, AMD-2)' });

export const appeal = z
  .strictObject({
    opens: instant,
    closes: instant,
    lodged: z
      .strictObject({ id: z.string(), by: z.string(), principle: z.string(), reason, at: instant })
      .nullable(),
    ended: z
      .strictObject({
        outcome: z.enum(appealOutcomes),
        guardian: z.string().nullable(),
        reason: reason.meta({ description: 'Null: silence upheld' }),
        at: instant,
      })
      .nullable(),
  })
  .meta({ description: 'The window of the appeal, and what the guardian ruled (APP-1, APP-2)' });

export const mandate = z
  .strictObject({ id: z.string(), council: count, departed: count, callBack: ordinal })
  .meta({
    description:
      'The mandate that it was decided under, the council at the submission, how many of it had departed without calling it back when that was last counted, and how many call it back (MAN-1, MAN-2, MEM-2)',
  });

export const escalation = z.strictObject({ departed: z.array(z.string()), needed: ordinal }).meta({
  description:
    'Of a family: which electors had departed without asking for the council when that was last counted, and how many it takes (TIE-3, MEM-2)',
});

export type StageRecord = z.output<typeof stage>;
export type RequirementRecord = z.output<typeof requirement>;
export type VetoRecord = z.output<typeof veto>;
export type AskedRecord = z.output<typeof asked>;
export type ApprovalRecord = z.output<typeof approval>;
export type AppealRecord = z.output<typeof appeal>;
export type MandateRecord = z.output<typeof mandate>;
export type EscalationRecord = z.output<typeof escalation>;
