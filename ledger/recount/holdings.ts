/**
 * Who held what of which resource, as far as the records of a log tell: no total exceeded, nobody with less than nothing (ALC-1, ALC-2).
 * Three things they do not tell. What the members file said is held: only a resource that a decision created is judged. Who departed, whose
 * holdings are free again: only a holder who is seen to act, or to be given something, at that time or later is known to hold what they got,
 * for who has departed does neither. When within its act an emergency granted: it counts for sure once it was ratified.
 */
import type { RecordDocument } from '../parts/records.ts';
import { clockDifference } from '../proposal/course/windows.ts';
import {
  type Defined,
  type Dissolved,
  endedWith,
  type Events,
  eventsOf,
  familyNamed,
  type Granted,
} from './holding-events.ts';

/** What came of it: sentences on what is wrong, and on what could not be checked; how many grants were checked for sure. */
interface HoldingsJudged {
  readonly wrong: readonly string[];
  readonly unchecked: readonly string[];
  readonly checked: number;
}

export interface Holdings {
  /** Takes the records of a log in their order. */
  readonly add: (index: number, record: RecordDocument) => void;
  readonly judge: () => HoldingsJudged;
}

export function openHoldings(): Holdings {
  const granted: Granted[] = [];
  const defined: Defined[] = [];
  const dissolved: Dissolved[] = [];
  /** When each holder was last seen to act, or to be given something. */
  const seen = new Map<string, string>();
  const sees = (holder: string | null, at: string): void => {
    if (holder !== null && (seen.get(holder) ?? '') < at) seen.set(holder, at);
  };
  return {
    add: (index, record) => {
      const events = eventsOf(index, record);
      granted.push(...events.granted);
      defined.push(...events.defined);
      dissolved.push(...events.dissolved);
      for (const { to, starts } of events.granted) sees(to, starts);
      if (record.kind === 'emergency') sees(record.actor, record.createdAt);
      if (record.kind !== 'proposal') return;
      sees(record.author, record.submittedAt);
      if (record.tier === 2 && record.family !== null) sees(familyNamed(record.family), record.submittedAt);
    },
    judge: () => judged({ granted: endedWith(granted, dissolved), defined, dissolved, seen }),
  };
}

interface Told extends Events {
  readonly seen: ReadonlyMap<string, string>;
}

function judged({ granted, defined, seen }: Told): HoldingsJudged {
  const wrong: string[] = [];
  const unchecked: string[] = [];
  let checked = 0;
  const created = new Set(defined.filter(({ before }) => !before).map(({ resource }) => resource));
  for (const resource of new Set(granted.map((one) => one.resource))) {
    if (!created.has(resource)) {
      unchecked.push(fromFile(resource));
      continue;
    }
    const own = { granted: granted.filter((one) => one.resource === resource), seen };
    const totals = defined.filter((one) => one.resource === resource);
    for (const { index, at, amounts, most, what } of comparisons(own, totals))
      if (amounts.surely > most)
        wrong.push(`Entry ${index}: ${amounts.surely} of ${resource} ${what} (ALC-1).`);
      else if (amounts.may > most)
        unchecked.push(
          `Not checked: at entry ${index}, ${amounts.may} of ${resource} ${what}, if nobody who held of it had departed by ${at} (ALC-1).`,
        );
      else checked += 1;
  }
  return { wrong, unchecked, checked };
}

type OfResource = Pick<Told, 'granted' | 'seen'>;

interface Comparison {
  readonly index: number;
  readonly at: string;
  readonly amounts: Amounts;
  readonly most: number;
  readonly what: string;
}

function* comparisons(own: OfResource, totals: readonly Defined[]): Generator<Comparison> {
  const fromCouncil = ({ giver }: Granted): boolean => giver === null;
  for (const { index, giver, surely: at } of own.granted) {
    if (at === null) continue;
    if (giver === null) {
      const most = totalAt(totals, at);
      if (most !== null)
        yield {
          index,
          at,
          amounts: inForce(own, fromCouncil, at),
          most,
          what: `are allocated, of ${most} in all`,
        };
    } else {
      const most = inForce(own, ({ to }) => to === giver, at).may;
      const amounts = inForce(own, (one) => one.giver === giver, at);
      yield { index, at, amounts, most, what: `are passed on by ${giver}, who held ${most}` };
    }
  }
  for (const { index, total, at } of totals)
    if (total !== null)
      yield {
        index,
        at,
        amounts: inForce(own, fromCouncil, at),
        most: total,
        what: `are allocated, of ${total} in all from then on`,
      };
}

/** What is in force at an instant: as much as may be, and as much as surely is. */
interface Amounts {
  readonly may: number;
  readonly surely: number;
}

function inForce({ granted, seen }: OfResource, of: (grant: Granted) => boolean, at: string): Amounts {
  const amounts = { may: 0, surely: 0 };
  for (const one of granted) {
    if (!of(one) || one.starts > at || (one.until !== null && one.until <= at)) continue;
    amounts.may += one.amount;
    if (one.surely !== null && one.surely <= at && (seen.get(one.to) ?? '') >= at)
      amounts.surely += one.amount;
  }
  return amounts;
}

/**
 * The total that was said last, or soon after: a record bears the instant of its ending, a moment after what it did. Null where nothing
 * bounds it, or nobody has said so yet.
 */
function totalAt(totals: readonly Defined[], at: string): number | null {
  const soon = new Date(Date.parse(at) + clockDifference).toISOString();
  const [last] = totals.filter((one) => one.at <= at).toSorted((one, other) => (one.at < other.at ? 1 : -1));
  const said = [
    ...(last === undefined ? [] : [last]),
    ...totals.filter((one) => one.at > at && one.at <= soon),
  ];
  const numbers = said.flatMap(({ total }) => total ?? []);
  return said.length === 0 || numbers.length < said.length ? null : Math.max(...numbers);
}

const fromFile = (resource: string): string =>
  `Not checked: who held what of ${resource}; what there is and was held of it stands in the members file, not in the log (ALC-1).`;
