/** What a notice says in words, beside its codes (CNF-5). Nothing that anybody wrote stands in it: a room's words are its own (AUT-2). */
import type { Notice } from '../../store/inbox/notices.ts';
import { isMessage, type Language, type MessageId, say, sayIfWhole } from '../messages/say.ts';

type Said = Pick<Notice, 'process' | 'kind' | 'owes' | 'facts'>;

/** What is filled in: members and things by their ids, outcomes and reasons in words. */
function valuesOf({ facts }: Pick<Said, 'facts'>, language: Language): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const [name, fact] of Object.entries(facts)) {
    if (typeof fact === 'string' || typeof fact === 'number') values[name] = fact;
    // Who holds something is a member, or a family.
    else if (isObject(fact) && typeof fact.family === 'string') values[name] = fact.family;
  }
  for (const name of ['outcome', 'because'] as const) {
    const word = `${name}.${values[name]}`;
    if (isMessage(word)) values[name] = say(language, word);
  }
  return values;
}

const isObject = (fact: unknown): fact is Readonly<Record<string, unknown>> =>
  typeof fact === 'object' && fact !== null;

/** Of its process, or of whichever. */
function messageOf({ process, kind }: Pick<Said, 'process' | 'kind'>): MessageId | undefined {
  return [`notice.${process}.${kind}`, `notice.${kind}`].find(isMessage);
}

const proposed = ['submitted', 'amended', 'corrected'];
const adopted = ['veto-opened', 'guardian-approval-opened', 'appeal-opened', 'delay-opened'];

/** What a task's assignee hears of it beside, before it is theirs to do (EXE-1, PRO-13). */
function taskMessage({ kind }: Pick<Said, 'kind'>): MessageId | undefined {
  if (proposed.includes(kind)) return 'notice.proposal.task-proposed';
  return adopted.includes(kind) ? 'notice.proposal.task-adopted' : undefined;
}

/**
 * What happened, whether its task is the reader's, and what is asked of them.
 * @param assigned whether the reader is to do the task of the proposal that it tells of
 */
export function noticeWords(
  notice: Said,
  { assigned }: { readonly assigned: boolean },
  language: Language,
): string {
  const { process, kind, owes } = notice;
  const happened = messageOf(notice);
  const task = assigned ? taskMessage(notice) : undefined;
  // An act of one name may ask for something else in another kind of process.
  const asked = [`owes.${process}.${owes}`, `owes.${owes}`].find(isMessage);
  return [
    // Notices are kept: one of another program may lack a fact, and its code stands for it.
    (happened && sayIfWhole(language, happened, valuesOf(notice, language))) ?? kind,
    ...(task === undefined ? [] : [say(language, task)]),
    ...(asked === undefined ? [] : [say(language, asked)]),
  ].join(' ');
}

/** What a notice is about that is about no process; null of any other. */
export function titleWords(notice: Said, language: Language): string | null {
  const title = `title.${notice.process}`;
  return isMessage(title) ? (sayIfWhole(language, title, valuesOf(notice, language)) ?? null) : null;
}
