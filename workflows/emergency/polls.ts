/** Overrides and ratifications: the council's word on an act that is in force (EMG-5, EMG-6). */
import type { PollOpening } from '../../activities/index.ts';
import type { EmergencyPollKind } from '../../rules/emergency/state.ts';
import { electorateOfPoll, notOpened, opened, pollCloses, pollsOpened } from '../../rules/emergency/polls.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import { hidingOf } from '../../rules/polls/hiding.ts';
import { votesForQuorum } from '../../rules/polls/quorum.ts';
import { nextOpening } from '../../rules/window.ts';
import { activities } from '../activities.ts';
import { now, timeLeft } from '../kit/clock.ts';
import { allWritten } from '../kit/journal.ts';
import { happen, write } from '../process.ts';
import type { Emergency } from './state.ts';

/** Who called a poll, and why; nobody where it opens by itself. */
interface Call {
  readonly by: string | null;
  readonly reason: string | null;
  /** When; where it opens by itself, the instant that it opens at, however late the machine is. */
  readonly at: string;
}

/**
 * Opens a poll of the council without the leader whose case it is (GUA-2), its electorate fixed now (MEM-3). Nothing where it opened; a
 * refusal where nobody could answer, or no time is left before the limit.
 */
export async function openPoll(
  emergency: Emergency,
  kind: EmergencyPollKind,
  { by, reason, at }: Call,
): Promise<Refusal | undefined> {
  const { id, actor } = emergency.state;
  const opens = nextOpening(at, now(), emergency.rules.override.window);
  const closes = pollCloses(kind, opens, emergency.state, emergency.rules);
  if (closes <= opens)
    return refuse('window-closed', kind === 'override' ? 'EMG-5' : 'EMG-6', { opens, closes });
  // Whoever calls another meanwhile is refused.
  const beingOpened = { calledBy: by, reason, opens, closes, closedAt: null, electorate: null, tally: null };
  emergency.state = opened(emergency.state, kind, beingOpened);
  const number = pollsOpened(emergency.state, kind);
  const electorate = electorateOfPoll(emergency.state, kind);
  const { charter } = emergency.input.charter;
  const body = { maturity: 'council', family: null, excluded: [actor] } as const;
  const { size } = await activities.seize({ electorate, body, charter, at: opens });
  const refused =
    emergency.state.stage !== 'in-force'
      ? refuse('wrong-stage', 'EMG-5', { stage: emergency.state.stage })
      : size === 0
        ? refuse('empty-electorate', 'MEM-3', { poll: kind })
        : undefined;
  if (refused !== undefined) {
    emergency.state = notOpened(emergency.state, kind);
    return refused;
  }
  const { threshold, quorum } = emergency.rules[kind];
  const bodySize = { size, quorum: votesForQuorum(quorum, size) };
  happen(emergency, `${kind}-opened`, { by, reason, opens, closes, electorate: bodySize }, opens);
  const { offline, discussion, voting, signatures } = charter;
  const rules: PollOpening['rules'] = {
    category: { name: kind, threshold, quorum },
    // A missed threshold rejects, nobody waits, and nobody is carried: that is for proposals (DEL-1, MEM-4).
    charter: {
      offline,
      discussion,
      voting,
      deadlock: null,
      delegation: null,
      signatures,
      ...hidingOf(charter),
    },
    options: [],
  };
  const place = { decision: id, kind, number, round: 0, version: 1, electorate } as const;
  emergency.polls.push({ ...place, opens, closes, rules });
  await write(emergency);
  return undefined;
}

/** Closes a poll where it is time, or where nobody can turn it any more; answers whether its votes reached what they were for. */
export async function closePoll(emergency: Emergency, kind: EmergencyPollKind): Promise<boolean> {
  await allWritten(emergency.journal);
  const poll = emergency.state.polls[kind];
  if (poll === undefined || poll.closedAt !== null) return false;
  const { id: process } = emergency.state;
  const due = timeLeft(poll.closes) <= 0;
  const number = pollsOpened(emergency.state, kind);
  const closing = await activities.closeProcessVote({ process, kind, number, closes: poll.closes, due });
  if (closing.open) return false;
  const { closedAt, result: tally } = closing;
  happen(emergency, `${kind}-closed`, { closedAt, tally }, closedAt);
  return tally.verdict === 'adopted';
}
