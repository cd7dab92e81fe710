/** What the entries of a veto or an objection say (VET-1, VET-2). */
import { instant, number, orNull, text } from '../../entries.ts';

export const raised = {
  veto: number,
  by: text,
  matter: text,
  reason: text,
  until: orNull(instant),
  version: number,
};
export const answered = { veto: number, by: text, matter: text, question: orNull(text) };
