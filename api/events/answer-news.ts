/**
 * That answers have come: they lie in the ballot box and are no events, so that a million of them wake nobody. Who listens is told now and then in which decisions
 * there are new ones, and nothing else of them (VOT-7).
 */
import { longestWord, type Notifications } from '../../store/postgres/notifications.ts';

/** Milliseconds in which what this process kept is told to the others once. */
const together = 50;

/** What one word has room for: ids with a space between. */
const idLength = 37;
const mostInWord = Math.floor(longestWord / idLength);

export interface AnswerNews {
  /** Answers of a decision were kept. */
  readonly kept: (decision: string) => void;
  /** @param heard called with the decisions that have new answers, those of other processes too */
  readonly hear: (heard: (decisions: readonly string[]) => void) => () => void;
}

export function answerNews(notifications: Notifications): AnswerNews {
  const fresh = new Set<string>();
  let rests = false;
  const tell = (): void => {
    const decisions = [...fresh];
    fresh.clear();
    rests = decisions.length > 0;
    if (!rests) return;
    for (let from = 0; from < decisions.length; from += mostInWord)
      notifications.tell(`${word}${decisions.slice(from, from + mostInWord).join(' ')}`);
    setTimeout(tell, together).unref();
  };
  return {
    kept: (decision) => {
      fresh.add(decision);
      if (!rests) tell();
    },
    hear: (heard) =>
      notifications.hear((told) => {
        if (told.startsWith(word)) heard(told.slice(word.length).split(' '));
      }),
  };
}

const word = 'answers ';
