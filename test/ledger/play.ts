/** A script under way: what has happened so far, and the stages that it opens. */
import type { OpenedStage } from '../../rules/proposal/entries.ts';
import type { EntryKind } from '../../rules/timeline.ts';
import type { TimelineEntry } from '../../ledger/parts/evidence-entries.ts';
import type {
  Ballot,
  PositionTaken,
  RankingGiven,
  ProposalEvidence,
} from '../../ledger/parts/schema/evidence.ts';
import type { RecordRules, RoundRecord, VoteRecord } from '../../ledger/parts/schema/record.ts';
import { requirementsOf } from '../../rules/proposal/gates.ts';
import type { Content } from '../../rules/model.ts';
import type { Requirement } from '../../rules/proposal/state.ts';
import { leastAsking, leastWhole } from '../../rules/polls/share.ts';
import { category, charter } from '../rules/charter.ts';
import { decisionId, hour, later, type Script, start } from './script.ts';

export interface Ending {
  readonly at: string;
  readonly outcome: string;
  readonly rule: string;
  readonly facts: Record<string, unknown>;
}

/** What an elector gave in a poll of whatever kind. */
export type Given = Ballot | PositionTaken | RankingGiven;

export interface Play {
  readonly script: Script;
  readonly id: string;
  readonly rules: RecordRules;
  readonly electorate: { readonly size: number; readonly quorum: number };
  readonly timeline: Omit<TimelineEntry, 'decision' | 'number'>[];
  readonly answers: Record<'ballots' | 'positions' | 'preferences', Given[]>;
  readonly versions: ProposalEvidence['versions'];
  readonly departures: ProposalEvidence['departures'];
  readonly preferenceMaps: ProposalEvidence['preferenceMaps'];
  readonly rounds: RoundRecord[];
  readonly votes: VoteRecord[];
  readonly requirements: readonly Requirement[];
  /** When what adoption waits for was answered, by requirement and objection. */
  readonly settled: string[];
  /** What ends it before its way does. */
  interruption: Ending | null;
  now: string;
  version: number;
}

const contentOf = ({ text, content }: Script, version: number): Content => ({
  title: 'A second workshop day',
  text: text ?? `The workshop opens on Thursdays too (${version}).`,
  rationale: 'The queue on Tuesdays is two weeks long.',
  impact: { affected: 'everyone', statement: 'Two stewards give an evening a week.' },
  alternatives: [{ title: 'Longer Tuesdays', text: 'Until ten.' }],
  action: { type: 'none' },
  ...content,
});

export function begin(script: Script): Play {
  const { electors, interrupted, id = decisionId } = script;
  const full = charter();
  const { offline, guardian, review, discussion, voting, deadlock, gates, hearing, vetoes, appeals } = full;
  const { recusal, execution, amendments } = full;
  const copy = {
    offline,
    guardian,
    review,
    amendments,
    discussion,
    voting,
    deadlock,
    execution,
    gates,
    hearing,
    recusal,
    vetoes,
    appeals,
  };
  const rules = {
    category: { ...category(), ...script.category },
    guarded: [{ name: 'justice', actions: ['none', 'task', 'http.call', 'member.release'] }],
    charter: {
      ...copy,
      escalation: full.escalation ?? null,
      categoryRequests: full.categoryRequests,
      delegation: full.delegation ?? null,
      mandates: full.mandates ?? null,
      ...script.charter,
    },
  } as RecordRules;
  const size = electors.length;
  const quorum = rules.category.quorum === null ? 0 : leastWhole(rules.category.quorum, size);
  const first = contentOf(script, 1);
  const play: Play = {
    script,
    id,
    rules,
    electorate: { size, quorum },
    timeline: [],
    answers: { ballots: [], positions: [], preferences: [] },
    versions: [],
    departures: [],
    preferenceMaps: [],
    rounds: [],
    votes: [],
    requirements: requirementsOf(first, rules.category, rules.charter, {
      version: 1,
      asked: start,
      after: (length) => later(start, length / hour),
    }),
    settled: [],
    interruption: null,
    now: start,
    version: 1,
  };
  addVersion(play, { round: 0, at: start, inForceAt: start });
  note(play, start, 'submitted', {
    by: script.author === null ? null : 'm1',
    // Who is recused later is an elector until the hearing is over (GUA-2).
    electorate: { ...play.electorate, size: size + (script.recused ?? []).length },
    charter: { version: 1, hash: '0'.repeat(64) },
    ...(script.family === undefined ? {} : { family: script.family }),
    ...(rules.category.tier !== 2 || rules.charter.escalation === null
      ? {}
      : { escalation: leastAsking(rules.charter.escalation, size) }),
    ...(script.mandate === undefined
      ? {}
      : {
          mandate: script.mandate.id,
          council: script.mandate.council,
          callBack: script.mandate.callBack,
        }),
    ...(play.requirements.length === 0 ? {} : { requirements: play.requirements }),
  });
  if (interrupted !== undefined)
    interrupt(play, { facts: {}, ...interrupted, at: later(start, interrupted.hours) });
  return play;
}

export function note(play: Play, at: string, kind: EntryKind, facts: Record<string, unknown> = {}): void {
  play.timeline.push({ at, kind, facts: structuredClone(facts) });
}

/** The earliest of what ends it stays. */
export function interrupt(play: Play, ending: Ending): void {
  if (play.interruption === null || ending.at < play.interruption.at) play.interruption = ending;
}

/** Whether it is ended before an instant. */
export const isCut = ({ interruption }: Play, before: string): boolean =>
  interruption !== null && interruption.at < before;

/** A stage opens now, for so many milliseconds; answers when it closes. */
export function open(play: Play, stage: OpenedStage, length: number | null, facts = {}): string {
  const closes = length === null ? null : later(play.now, length / hour);
  note(play, play.now, `${stage}-opened`, { opens: play.now, closes, ...facts });
  return closes ?? play.now;
}

/** A review of the text in force, where there is one (PRO-3). */
export function review(play: Play): void {
  const { category: own, charter: copy } = play.rules;
  if (own.tier === 3 && copy.review !== null) play.now = open(play, 'review', copy.review);
}

/** Where victims are named, the electors are counted as the hearing is over, before the first round (GUA-2). */
export function countElectors(play: Play): void {
  const { script, electorate } = play;
  const { recused = [] } = script;
  if ((contentOf(script, 1).victims ?? []).length === 0) return;
  const council = electorate.size + recused.length + 1;
  note(play, play.now, 'electors-counted', { council, electorate, recused });
}

export function addVersion(
  { versions, script, id }: Play,
  more: Pick<ProposalEvidence['versions'][number], 'round' | 'at' | 'inForceAt'>,
): void {
  const version = versions.length + 1;
  const content = contentOf(script, version) as ProposalEvidence['versions'][number]['content'];
  versions.push({ decision: id, version, ...more, content });
}
