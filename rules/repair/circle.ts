/** A harm to many: the affected speak in a circle that every member can hear, and choose whom each thing is owed to (MND-1). */
import { type Refusal, refuse } from '../refusal.ts';
import { firstDue } from './obligations.ts';
import { type Asked, type Circle, mostInstalments, type Obligation } from './state.ts';

/** Affected in one circle; words of one of them; choices of one of them about one obligation. */
export const mostAffected = 100;
const mostWords = 10;
const mostChoices = 10;

/** Milliseconds for which a circle is asked at most: while it is, nothing else is put in its place. */
const longestAsked = 365 * 86_400_000;

/** Whom each chose last for an obligation. */
export const lastChoices = ({ choices }: Circle, obligation: number): ReadonlyMap<string, string> =>
  new Map(choices.flatMap((one) => (one.obligation === obligation ? [[one.by, one.to]] : [])));

/** Whom more than half of all who are affected chose for an obligation, by the last word of each; null while there is nobody. */
export function chosenIn(circle: Circle, obligation: number): string | null {
  const words = [...lastChoices(circle, obligation).values()];
  return words.find((to) => 2 * words.filter((one) => one === to).length > circle.affected.length) ?? null;
}

/** Whether it is known of all whom it is owed to. */
export const allSettled = (obligations: readonly Asked[]): obligations is readonly Obligation[] =>
  obligations.every(({ to }) => to !== null);

/** What is owed to whom, once everything is chosen; undefined before. */
export function settledIn(circle: Circle): readonly Obligation[] | undefined {
  const settled = circle.obligations.map((one, place) => ({
    ...one,
    to: one.to ?? chosenIn(circle, place + 1),
  }));
  return allSettled(settled) ? settled : undefined;
}

/** Who still owes a choice: whoever is silent about one that is open. */
export const undecidedIn = (circle: Circle): readonly string[] =>
  circle.affected.filter((member) =>
    circle.obligations.some(
      ({ to }, place) =>
        to === null &&
        chosenIn(circle, place + 1) === null &&
        !circle.choices.some(({ by, obligation }) => by === member && obligation === place + 1),
    ),
  );

/** Whom the harm affects, as what it is repaired out of says; `everyone`: whoever owes or verifies is left out. */
export interface Harmed {
  readonly members: readonly string[];
  readonly everyone: boolean;
}

/** The affected who speak and choose: nobody who owes, and where everyone is affected nobody who verifies. */
export const circleOf = (
  { members, everyone }: Harmed,
  obligations: readonly Pick<Asked, 'by' | 'verifier'>[],
): string[] => {
  const without = obligations.flatMap(({ by, verifier }) => (everyone ? [by, verifier] : [by]));
  return [...new Set(members)].filter((member) => !without.includes(member)).toSorted();
};

/** Why these cannot be put to a circle at an instant; undefined where they can. @param affected who would choose */
export function circleFault(
  obligations: readonly Asked[],
  { parties, affected }: { readonly parties: readonly string[]; readonly affected: readonly string[] },
  at: string,
): Refusal | undefined {
  if (affected.length === 0) return refuse('empty-electorate', 'MND-1', { affected: 0 });
  if (affected.length > mostAffected) return refuse('limit-reached', 'MND-1', { most: mostAffected });
  const known = [...parties, ...affected];
  const strangers = [
    ...obligations.flatMap(({ by }) => (parties.includes(by) ? [] : [by])),
    ...obligations.flatMap(({ to }) => (to === null || known.includes(to) ? [] : [to])),
  ];
  if (strangers.length > 0)
    return refuse('not-permitted', 'MND-1', { allowed: 'parties', members: [...new Set(strangers)] });
  const own = obligations.find(({ by, to }) => by === to);
  if (own !== undefined) return refuse('to-oneself', 'MND-1', { member: own.by });
  const judging = obligations.find(({ verifier }) => known.includes(verifier));
  if (judging !== undefined) return refuse('own-case', 'MND-1', { member: judging.verifier });
  const instalments = obligations.reduce((sum, one) => sum + one.instalments.length, 0);
  if (instalments > mostInstalments) return refuse('limit-reached', 'MND-1', { most: mostInstalments });
  const first = firstDue(obligations);
  if (first <= at) return refuse('past-instant', 'MND-1', { path: '/obligations', instant: first, at });
  const latest = new Date(Date.parse(at) + longestAsked).toISOString();
  return first > latest
    ? refuse('too-far-ahead', 'MND-1', { path: '/obligations', instant: first, latest })
    : undefined;
}

/** Why one of the affected cannot speak once more; undefined where they can. */
export const wordsFault = ({ spoken }: Circle, by: string): Refusal | undefined =>
  spoken.filter((member) => member === by).length < mostWords
    ? undefined
    : refuse('limit-reached', 'MND-1', { most: mostWords });

/** Why one of the affected cannot choose so: whoever owes or verifies any of it is owed nothing of it; undefined where they can. */
export function choiceFault(
  circle: Circle | null,
  {
    by,
    n = 0,
    to,
  }: { readonly by: string; readonly n?: number | undefined; readonly to?: string | undefined },
): Refusal | undefined {
  const { obligations, choices } = circle ?? { obligations: [], choices: [] };
  const asked = obligations[n - 1];
  if (circle === null || asked?.to !== null)
    return refuse('unknown-obligation', 'MND-1', { n, obligations: obligations.length });
  if (chosenIn(circle, n) !== null) return refuse('already-done', 'MND-1', { act: 'choice', n });
  if (to === asked.by) return refuse('to-oneself', 'MND-1', { member: to });
  if (obligations.some(({ verifier }) => verifier === to)) return refuse('own-case', 'MND-1', { member: to });
  const own = choices.filter((one) => one.by === by && one.obligation === n);
  if (own.at(-1)?.to === to) return refuse('already-done', 'MND-1', { act: 'choice', n, to });
  return own.length < mostChoices ? undefined : refuse('limit-reached', 'MND-1', { most: mostChoices });
}
