/** One row of a kind's table of permissions: what an act needs, and in which order it is asked for (AUT-1, PRO-10). */
import type { MemberStatus } from './model.ts';
import { type Refusal, refuse } from './refusal.ts';
import { late } from './window.ts';

/** Who acts. */
interface Acting {
  readonly id: string;
  readonly status: MemberStatus;
}

/** What readers are told of a row. */
export interface PermittedAct<Stage extends string = string> {
  readonly rule: string;
  /** The end of its route, where that is not its name; `{n}` is the number of what it is done to. */
  readonly path?: string;
  /** Who may, in a sentence. */
  readonly by: string;
  readonly stages: readonly Stage[];
}

/** @typeParam Actor who acts, with what the rules ask of them @typeParam State how the process stands */
export interface Permitted<
  State extends { readonly stage: string },
  Actor extends Acting,
> extends PermittedAct<State['stage']> {
  readonly who: (actor: Actor, state: State) => Refusal | undefined;
  /** Not in every part of its stage. */
  readonly within?: (state: State) => Refusal | undefined;
  /** What else must hold, once it is in time. */
  readonly also?: (state: State, actor: Actor, at: string) => Refusal | undefined;
}

/** The table of a kind, by its rows: the acts are their names, in the order of the process. */
export const permitting =
  <Row>() =>
  <Act extends string>(rows: Readonly<Record<Act, Row>>): Readonly<Record<Act, Row>> =>
    rows;

/** Nobody but these: by the word that says who. */
export const allowing =
  <State, Actor>(
    allowed: string | readonly string[],
    rule: string,
    may: (actor: Actor, state: State) => boolean,
  ) =>
  (actor: Actor, state: State): Refusal | undefined =>
    may(actor, state) ? undefined : refuse('not-permitted', rule, { allowed });

/**
 * Whether a member may do something at an instant: the member, the stage, its deadline, and what the rule adds; nothing where they may.
 * @param at ISO 8601; what comes at its deadline is late (VOT-6, PRO-10)
 * @param closes until when it can be done; null: no instant of the stage bounds it
 * @param despite whether they may though they have departed
 */
export function permitted<State extends { readonly stage: string }, Actor extends Acting>(
  { rule, stages, who, within, also }: Permitted<State, Actor>,
  state: State,
  actor: Actor,
  {
    at,
    closes,
    despite = false,
  }: { readonly at: string; readonly closes: string | null; readonly despite?: boolean },
): Refusal | undefined {
  if (actor.status === 'departed' && !despite)
    return refuse('not-permitted', 'MEM-2', { status: actor.status });
  const wrongMember = who(actor, state);
  if (wrongMember !== undefined) return wrongMember;
  const { stage } = state;
  if (!stages.includes(stage)) return refuse('wrong-stage', rule, { stage, allowedIn: stages });
  const closed = closes === null ? undefined : late(closes, at);
  return within?.(state) ?? closed ?? also?.(state, actor, at);
}
