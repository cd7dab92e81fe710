/** Opening an appeal: a process of its own, which outlives the one that is appealed (APP-1). */
import { type AppealOutcome, type AppealState, begunAppeal } from '../../rules/appeal/state.ts';
import type { Appealed } from '../appeal.ts';
import { type Awaiting, endOf } from '../kit/awaiting.ts';
import { now } from '../kit/clock.ts';
import type { AppealInput } from '../inputs.ts';
import { start, type Started } from '../kit/starting.ts';

/** What an appellant said, and when. */
export interface Lodged {
  readonly by: string;
  readonly principle: string;
  readonly reason: string;
  readonly at: string;
}

/** Answers once the appeal has started. */
export async function openAppeal(
  { by: appellant, principle, reason, at: createdAt }: Lodged,
  process: Pick<AppealState, 'id' | 'of' | 'remanded'>,
  {
    summary,
    guardian: { role, answer },
    concerned,
  }: Omit<AppealInput, 'state'> & { readonly summary: string },
): Promise<Started<Appealed>> {
  const state = begunAppeal({ ...process, appellant, principle, reason, createdAt });
  return start<Appealed>(
    { kind: 'appeal', input: { state, guardian: { role, answer }, concerned } },
    summary,
  );
}

/**
 * How an appeal ended: its own workflow says so, or where that was lost, the one in which it went on (PRO-9). One that never was answered
 * upholds (APP-2).
 */
export async function appealed(child: Started<Appealed>, id: string, awaiting: Awaiting): Promise<Appealed> {
  const ended = await endOf(child.result(), awaiting, { kind: 'appeal', id });
  if ('own' in ended) return ended.own;
  const { endedAt, guardian, reason } = ended.elsewhere ?? { endedAt: now(), guardian: null, reason: null };
  return { outcome: ruledAs(ended.elsewhere?.outcome), endedAt, guardian, reason };
}

const ruledAs = (outcome: string | undefined): AppealOutcome =>
  outcome === 'overturned' || outcome === 'remanded' ? outcome : 'upheld';
