/** Who sees what of support: to everybody else there is nothing (SUP-3, AUT-2). */
import { concernedIn, type SupportState } from './state.ts';

interface Reader {
  readonly id: string;
  readonly guardian: boolean;
}

/** What bodies are sealed: the first words, messages in the room, the ground of a danger, the reason of its review. */
export const bodyKinds = ['words', 'message', 'ground', 'reason'] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** Whom it is for, who gives it, who is asked, and until the yes who asked: who asked for another learns nothing of what came of it (SUP-1). */
export const isOfRoom = (
  { stage, person, supporter, asked, by }: SupportState,
  { id }: Pick<Reader, 'id'>,
): boolean => id === person || id === supporter || asked.includes(id) || (stage === 'consent' && id === by);

/** Who stated a danger and who may second it; whom it is for, the contact and the guardian from the instant at which it is told (SUP-4). */
export function seesDanger(state: SupportState, { id, guardian }: Reader): boolean {
  const { danger, person } = state;
  if (danger === null) return false;
  if (id === danger.by || id === danger.secondedBy) return true;
  if (danger.toldAt === null) return danger.seconds.includes(id) && id !== person;
  return id === person || id === danger.contact || (guardian && !concernedIn(state).includes(id));
}

/** Whether there is anything of it for them: of its room, or of its danger (SUP-3, SUP-4). */
export const isReader = (state: SupportState, reader: Reader): boolean =>
  isOfRoom(state, reader) || seesDanger(state, reader);

/** Whether a reader for whom a body is sealed is shown it now. */
export function showsBody(state: SupportState, reader: Reader, kind: BodyKind): boolean {
  if (kind === 'words' || kind === 'message') return isOfRoom(state, reader);
  return seesDanger(state, reader);
}

/** Everybody whom its row may concern, so that one's own are found: more than see it at any instant. */
export const peopleOf = ({ person, by, offered, supporter, danger }: SupportState): string[] => [
  ...new Set(
    [person, by, ...offered, supporter, danger?.by, danger?.contact, ...(danger?.seconds ?? [])].filter(
      (id) => id !== null && id !== undefined,
    ),
  ),
];
