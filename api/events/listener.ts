/** One who listens to the events: the session of the stream, and what is passed on to it. */
import type { Request, Response } from 'express';
import { createEventBuffer, createSession, type Session } from 'better-sse';
import type { Event } from '../../store/processes/timeline.ts';
import { problemError } from '../problems/problem.ts';

/** Decisions in one word that answers have come. */
const mostNamed = 100;
/** What a listener is told to wait, in milliseconds, before it comes again. */
const retry = 1_000;

export interface Listener {
  readonly session: Session;
  readonly response: Response;
  readonly member: string;
  readonly may: () => Promise<boolean>;
  /** The number of the last event that was passed on, or was not the member's to see. */
  last: number;
}

/** better-sse reads the address of the request, so that must be one. Its own heartbeat is off: it outlives who goes too early. */
export function openSession(request: Request, response: Response): Promise<Session> {
  const address = `http://${request.headers.host ?? ''}`;
  if (!URL.canParse(address) || new URL(address).username !== '' || new URL(address).password !== '')
    throw problemError('invalid-header', { header: 'Host', reason: 'is no host' });
  return createSession(request, response, { keepAlive: null, retry });
}

/** Whether a listener is there and has read what it was sent. */
export const isReady = ({ session, response }: Listener): boolean =>
  session.isConnected && !response.destroyed && !response.writableEnded && !response.writableNeedDrain;

export function pass(listener: Listener, { number, kind, decision, at, facts, visibleTo }: Event): void {
  const { session, response, member, last } = listener;
  if (number <= last || response.destroyed || response.writableEnded || !session.isConnected) return;
  listener.last = number;
  if (visibleTo === null || visibleTo.includes(member))
    session.push({ decision, at, facts }, kind, String(number));
}

/** Without a number: whoever comes again goes on from the last event, and reads anew what is shown. */
export function tellAnswered({ session }: Listener, decisions: readonly string[]): void {
  for (let from = 0; from < decisions.length; from += mostNamed) {
    const some = decisions.slice(from, from + mostNamed);
    void session.batch(createEventBuffer().event('answers').data({ decisions: some }).dispatch());
  }
}

/** That there is something of support to look at (GET /v1/support), and nothing else of it. */
export const tellOfSupport = ({ session }: Listener): void =>
  void session.batch(createEventBuffer().event('support').data({}).dispatch());

export function beat(listener: Listener): void {
  if (isReady(listener)) void listener.session.batch(createEventBuffer().comment().dispatch());
}
