/** The record of an ended proposal: one canonical JSON document from which its outcome can be computed again (REC-1). */
import { canonicalBytes } from '../ledger/canonical.ts';
import type { ProposalState } from '../rules/proposal.ts';
import { dissentOf } from '../store/answers.ts';
import type { Trx } from '../store/database.ts';
import { type EvidencePart, evidenceParts, partRoot } from '../store/evidence.ts';
import { departuresOf, pollsOf } from '../store/polls.ts';
import { versionsOf } from '../store/proposals.ts';
import { readTimeline, type TimelineItem } from '../store/timeline.ts';
import type { Conclusion } from './record.ts';

/** The format of the document; a change of its fields is a new one. */
const format = 'folkmoot-record-1';

export interface RecordDocument {
  readonly title: string;
  readonly bytes: Buffer;
}

/** What is large stands in the record as counts and RFC 6962 roots; the evidence beside it has the entries. */
export async function recordOf(
  trx: Trx,
  state: ProposalState,
  ending: Conclusion['ending'],
): Promise<RecordDocument> {
  const { id } = state;
  const versions = await versionsOf(trx, id);
  const timeline = await readTimeline(trx, id, {});
  const dissent = await dissentOf(trx, id);
  const document = {
    format,
    kind: 'proposal',
    id,
    category: state.category,
    tier: state.tier,
    author: state.author,
    createdAt: state.createdAt,
    submittedAt: state.submittedAt,
    endedAt: state.endedAt,
    outcome: ending.outcome,
    links: state.links,
    charter: state.charter,
    electorate: state.electorate,
    versions,
    rounds: await rounds(trx, id),
    votes: await votes(trx, id),
    // PRO-5: where there was none, the record says so.
    dissent: { none: dissent.length === 0, positions: dissent },
    evidence: await roots(trx, id),
    timeline: timeline.map(({ at, kind, facts }) => ({ at, kind, facts })),
    rationale: [...timeline.flatMap(reason), { rule: ending.rule, outcome: ending.outcome, ...ending.facts }],
  };
  const title = versions.find(({ version }) => version === state.version)?.content.title ?? '';
  return { title, bytes: canonicalBytes(document) };
}

async function rounds(trx: Trx, id: string) {
  const maps = await pollsOf(trx, id, 'preferences');
  return (await pollsOf(trx, id, 'positions')).map((poll) => ({
    round: poll.number,
    version: poll.version,
    opens: poll.opens,
    closes: poll.closes,
    closedAt: poll.closedAt,
    rules: poll.rules,
    positions: poll.result,
    preferences: maps.find(({ number }) => number === poll.number)?.result ?? null,
  }));
}

async function votes(trx: Trx, id: string) {
  const described = [];
  for (const poll of await pollsOf(trx, id, 'votes'))
    described.push({
      vote: poll.number,
      version: poll.version,
      opens: poll.opens,
      closes: poll.closes,
      closedAt: poll.closedAt,
      extended: poll.extended,
      rules: poll.rules,
      departed: await departuresOf(trx, poll.id),
      tally: poll.result,
    });
  return described;
}

async function roots(trx: Trx, id: string) {
  const found: Partial<Record<EvidencePart, { count: number; root: string }>> = {};
  for (const part of Object.keys(evidenceParts) as EvidencePart[])
    found[part] = await partRoot(trx, id, part);
  return found;
}

/** The rules that decided on the way, with the figures and the reasons given. */
const decidingRules: Readonly<Record<string, string>> = {
  'round-closed': 'CON-3',
  'vote-extended': 'PRO-8',
  'vote-closed': 'VOT-1',
  'deferred-opened': 'DEA-2',
  'guardian-resolved': 'DEA-2',
};

function reason({ kind, facts }: TimelineItem): Record<string, unknown>[] {
  const rule = decidingRules[kind];
  return rule === undefined ? [] : [{ rule, ...facts }];
}
