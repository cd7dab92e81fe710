/** What was interrupted goes on once, in the process that its record names, and there it is the same matter (PRO-9). */
import { same } from './difference.ts';
import { isPrivate, type ProposalRecord } from '../parts/schema/record.ts';
import type { RecordDocument } from '../parts/records.ts';

/** The process in which a matter has come furthest: its own, or the last of those that went on from it. */
export type LastOf = (id: string) => string;

export interface Interruptions {
  readonly lastOf: LastOf;
  /** What is wrong with a record that goes on from another, after those before it. */
  readonly fault: (record: RecordDocument) => string | undefined;
}

export function openInterruptions(): Interruptions {
  const interrupted = new Map<string, { readonly next: string; readonly matter: unknown }>();
  const lastOf: LastOf = (id) => {
    const next = interrupted.get(id)?.next;
    // Whatever goes on has another id: a chain that came back to itself would have two records of one decision.
    return next === undefined || next === id ? id : lastOf(next);
  };
  return {
    lastOf,
    fault: (record) => {
      const before = continuationOf(record);
      const next = continuedBy(record);
      if (next !== undefined && interrupted.has(next))
        return `goes on in ${next}, which was interrupted before it (PRO-9)`;
      if (next !== undefined) interrupted.set(record.id, { next, matter: matterOf(record, 'last') });
      if (before === undefined) return undefined;
      const found = interrupted.get(before);
      if (found === undefined || found.next !== record.id)
        return `goes on from ${before}, but before it the log has no interruption of that one which names it (PRO-9)`;
      return same(found.matter, matterOf(record, 'first'))
        ? undefined
        : `goes on from ${before}, but is not the same matter under the same charter (PRO-9)`;
    },
  };
}

function linked(record: RecordDocument, relation: string): string | undefined {
  return 'links' in record ? record.links.find((link) => link.relation === relation)?.id : undefined;
}

const continuationOf = (record: RecordDocument): string | undefined =>
  'continuationOf' in record ? (record.continuationOf ?? undefined) : linked(record, 'continuation-of');

const continuedBy = (record: RecordDocument): string | undefined =>
  'continuedBy' in record ? (record.continuedBy ?? undefined) : linked(record, 'continued-by');

/** @param which version of a text counts: the one in force as it was interrupted, or the first of what goes on */
function matterOf(record: RecordDocument, which: 'first' | 'last'): unknown {
  const common = { kind: record.kind, charter: record.charter.hash };
  switch (record.kind) {
    case 'proposal':
      return { ...common, author: record.author, category: record.category, text: textOf(record, which) };
    case 'appeal':
      return { ...common, of: record.of, appellant: record.appellant, principle: record.principle };
    case 'lookback':
      return { ...common, of: record.of };
    case 'family':
      return { ...common, family: record.family, name: record.title, founders: record.founders };
    case 'alarm':
      return { ...common, raisedBy: record.raisedBy };
    case 'repair':
      return { ...common, from: record.from };
    case 'node-veto':
      return { ...common, of: record.of, act: record.act };
    // Of what stays in its room the hash is salted, anew in each record (AUT-2).
    default:
      return common;
  }
}

/** Of what is private the hash is salted, anew in each record (AUT-2). */
function textOf(record: ProposalRecord, which: 'first' | 'last'): string | undefined {
  if (isPrivate(record)) return undefined;
  const number = which === 'first' ? 1 : record.version;
  return record.versions.find(({ version }) => version === number)?.hash;
}
