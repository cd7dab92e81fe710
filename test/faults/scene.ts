/** A scene: a decision as it stands, what is done in it on which occasion, and what every kind of decision has in common. */
import type { Chance } from './chance.ts';
import type { Json } from './client.ts';
import { council, operator } from './council.ts';
import type { Kind, Mood, Plan } from './plan.ts';

/** A decision that somebody knows of. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  /** Who reads it: its author, since nobody else sees a draft; of a conflict the guardian, who sits in its room. */
  readonly reader: string;
  readonly mood: Plan['mood'];
  ended: boolean;
  /** When something was last seen to move in it, and when its deadline was seen to have passed unheeded. */
  moved: number;
}

/** Something that is about to be done. */
export interface Act {
  /** Tells it from every other act of the same occasion. */
  readonly name: string;
  readonly act: string;
  readonly member: string;
  readonly method?: 'POST' | 'PUT' | 'PATCH';
  /** Below the decision's own path; from a slash on, a path of its own. */
  readonly path: string;
  /** Given its own mark, and the decision as it stands by then; null where there is nothing to do. */
  readonly body: (mark: string, now: Json) => Json;
  /** Milliseconds after its occasion. */
  readonly after: number;
}

/** An occasion, and what is done at it; each comes once in a decision. */
export type Occasion = readonly [name: string, acts: readonly Act[]];

export interface Scene {
  readonly name: string;
  readonly id: string;
  readonly now: Json;
  /** The stage with its number, as `voting-2`: the second time that it was voted on. */
  readonly stage: string;
  readonly mood: Mood;
  readonly chance: Chance;
  /** After the last fault: everybody answers at once, so that nothing waits for its deadline. */
  readonly haste: boolean;
  readonly receiver: string;
}

export const everyone = [...council, 'sol'] as const;

/** Milliseconds until the stage closes, as it is known now; two seconds where nothing but an act ends it. */
const left = (now: Json): number => (now.deadline === null ? 2_000 : Date.parse(now.deadline) - Date.now());

/** When within the window: now and then too late, and in haste at once. */
export function moment({ chance, haste, now }: Scene, name: string): number {
  if (haste) return chance.integer(`${name} when`, 0, 100);
  return Math.max(0, Math.round((left(now) * chance.integer(`${name} when`, 2, 106)) / 100));
}

export function answersNow({ mood, haste, chance }: Scene, member: string): boolean {
  if (haste) return true;
  return member !== 'sol' && chance.happens(`${member} answers`, mood === 'quiet' ? 35 : 85);
}

function choiceOf({ mood, haste, chance }: Scene, name: string): string {
  if (haste) return 'for';
  const leaning = mood === 'for' ? [8, 1, 1] : mood === 'against' ? [1, 8, 1] : [5, 5, 1];
  return chance.weighted(`${name} choice`, [
    [leaning[0]!, 'for'],
    [leaning[1]!, 'against'],
    [leaning[2]!, 'abstain'],
  ]);
}

/** Ballots, some of them replaced by another, and some late. */
export function ballotsAt(scene: Scene, path: string, voters: readonly string[] = everyone): readonly Act[] {
  const within = { ...scene, chance: scene.chance.of(scene.stage).of(path) };
  return voters.flatMap((member) => {
    if (!answersNow(within, member)) return [];
    const times = within.chance.happens(`${member} changes`, 15) ? 2 : 1;
    return Array.from({ length: times }, (_, index): Act => {
      const name = `${member}-ballot-${index + 1}`;
      return {
        name,
        act: 'ballot',
        member,
        method: 'PUT',
        path,
        body: (own) => ({ choice: choiceOf(within, name), reason: `I mean it. ${own}` }),
        after: moment(within, name),
      };
    });
  });
}

/** What failed is tried again by an operator: it must not be done twice (EXE-2). */
function retries({ now, chance, name }: Scene): readonly Act[] {
  if (name.endsWith('.retried')) return [];
  if (now.outcome !== 'execution-failed' && (now.reversalState ?? '') !== 'failed') return [];
  return [
    {
      name: 'retry',
      act: 'retry',
      member: operator,
      path: '/retry',
      body: () => undefined,
      after: chance.integer('retries when', 0, 500),
    },
  ];
}

export const endedOccasions = (scene: Scene): readonly Occasion[] => [['ended', retries(scene)]];

export const reason = (why: string) => (own: string) => ({ reason: `${why} ${own}` });
