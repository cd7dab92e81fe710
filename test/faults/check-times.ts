/** Instants: they never run back within a decision, every deadline that was shown is one that was kept, and nothing is later than an outage explains. */
import type { Json } from './client.ts';
import type { Final, Finals } from './last-look.ts';
import { lateBy } from './read.ts';
import type { Seen } from './seen.ts';
import type { Outage } from './weather.ts';
import { besideTimeline } from '../support/events.ts';

export interface Times {
  readonly finals: Finals;
  /** Deadlines that readers were shown, by the decision's id. */
  readonly deadlines: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly outages: readonly Outage[];
  readonly events: readonly Json[];
  /** How many times longer than alone everything took. */
  readonly slowness: number;
}

export function checkTimes({ finals, deadlines, outages, events, slowness }: Times, seen: Seen): void {
  for (const final of finals.decisions) {
    if (final.known.kind === 'appeal') continue;
    checkOrder(final, seen);
    checkDeadlines(final, deadlines.get(final.known.id) ?? new Map(), seen);
    checkLateness(final, outages, lateBy * slowness, seen);
    checkEvents(final, events, seen);
  }
  for (const [index, { number }] of events.entries())
    if (number !== index + 1) {
      seen.violates('differs', 'the events', `the event after ${index} has the number ${number}`);
      break;
    }
}

/** Milliseconds by which the clocks of PostgreSQL and Temporal may differ: a close is timed by the one, what follows by the other. */
const clocksDiffer = 1_000;

/** Entries that say when something fell due, whenever it was noticed. */
const dueInstants: ReadonlySet<string> = new Set([
  'requirement-timed-out',
  'veto-stands',
  'breach',
  'decided',
  'override-opened',
  'override-closed',
  'ratification-opened',
  'ratification-closed',
]);

function checkOrder({ known, timeline }: Final, seen: Seen): void {
  let before: Json = undefined;
  for (const item of timeline) {
    if (dueInstants.has(item.kind)) continue;
    if (before !== undefined && Date.parse(item.at) < Date.parse(before.at) - clocksDiffer)
      seen.violates(
        'went back',
        known.name,
        `the timeline of ${known.id} has ${item.kind} (${item.sequence}.${item.part}) at ${item.at}, after ${before.kind} at ${before.at}`,
      );
    before = item;
  }
  const sequences = [...new Set(timeline.map(({ sequence }) => sequence as number))];
  for (const [part, sequence] of sequences.entries())
    if (part > 0 && sequence <= sequences[part - 1]!)
      seen.violates(
        'differs',
        known.name,
        `sequence ${sequence} follows ${sequences[part - 1]} in the timeline`,
      );
}

function checkDeadlines(
  { known, timeline, record, state }: Final,
  shown: ReadonlyMap<string, string>,
  seen: Seen,
): void {
  const kept = JSON.stringify([timeline, record?.document, state]);
  for (const [deadline, stage] of shown)
    if (!kept.includes(deadline))
      seen.violates(
        'differs',
        known.name,
        `readers were shown the deadline ${deadline} in ${stage}, which neither timeline nor record of ${known.id} knows`,
      );
}

/** From the end of each window to what came next there may be ten seconds, and ten more for every outage meanwhile beside its own length. */
function checkLateness(
  { known, timeline }: Final,
  outages: readonly Outage[],
  bound: number,
  seen: Seen,
): void {
  let closes: string | null = null;
  for (const { kind, at, facts } of timeline) {
    if (closes !== null && at > closes) {
      const [from, until] = [Date.parse(closes), Date.parse(at)];
      const meanwhile = outages.filter(
        ({ began, ended }) => began < until && (ended ?? until) + bound > from,
      );
      const allowed = meanwhile.reduce(
        (sum, { began, ended }) => sum + bound + Math.max(0, (ended ?? until) - Math.max(began, from)),
        bound,
      );
      if (until - from > allowed)
        seen.violates(
          'out of time',
          known.name,
          `${kind} of ${known.id} came at ${at}, ${(until - from) / 1000} s after its window closed at ${closes}; outages explain ${allowed / 1000} s`,
        );
    }
    const next: unknown = facts.closes ?? facts.deadline;
    if (kind.endsWith('-opened') || typeof next === 'string') closes = typeof next === 'string' ? next : null;
    if (kind.endsWith('-closed') || kind === 'appealed' || kind === 'contested' || kind === 'vetoed')
      closes = null;
  }
}

/** What is in the timeline was told as an event, once. */
function checkEvents({ known, timeline }: Final, events: readonly Json[], seen: Seen): void {
  const own = events.filter(({ decision, kind }) => decision === known.id && !besideTimeline.includes(kind));
  const unheard = [...own];
  for (const { kind, at, sequence, part } of timeline) {
    const index = unheard.findIndex((event) => event.kind === kind && event.at === at);
    if (index < 0)
      seen.violates('lost', known.name, `${kind} (${sequence}.${part}) of ${known.id} was told in no event`);
    else unheard.splice(index, 1);
  }
  for (const { kind, at, number } of unheard)
    seen.violates(
      'differs',
      known.name,
      `event ${number} tells ${kind} at ${at}, which the timeline of ${known.id} does not have`,
    );
}
