/** What a row of the table of rights says: who may, by what, and how others are answered (AUT-1). */
import type { Scope } from '../identity/scopes.ts';

/** What a member must be, to the thing itself or in the council. */
export const parts = {
  asked: 'who is asked',
  accused: 'the accused',
  actor: 'who acted',
  admitter: 'the author of the decision that admitted them',
  affected: 'who is affected, or of a family that it concerns',
  assignee: 'the assignee of its task',
  author: 'its author',
  council: 'a member of the council',
  elector: 'an elector',
  family: 'a member of the family that decided',
  guardian: 'the guardian',
  leadership: 'a member of the leadership',
  mediator: 'a mediator',
  founder: 'a founder of the family',
  named: 'a member whom it names',
  opener: 'who opened it',
  node: 'who speaks for a node',
  operator: 'an operator',
  panel: 'who is on the panel',
  opponent: 'a party whom the opener named',
  parent: 'a parent whom it names',
  party: 'a party',
  debtor: 'who owes it',
  facilitator: 'its facilitator',
  harmed: 'who was harmed',
  responsible: 'who caused the harm',
  receiver: 'who it is owed to',
  verifier: 'who verifies it',
  helped: 'whom it is for',
  supporter: 'a supporter',
  contact: 'whom a danger was told to',
  seconder: 'another supporter on duty',
  duty: 'a duty holder',
  acknowledger: 'who has acknowledged it',
  registrar: 'the registrar',
  representative: 'who speaks for the accused',
  'resource-steward': 'a resource steward',
  self: 'whose it is',
  victim: 'a victim whom it names',
} as const;
export type Part = keyof typeof parts;

export interface Right {
  /**
   * Who may ask: anyone (AUT-2); who sits at the machine, in the trial; a browser with a session; whoever has an identity at a provider;
   * or members only.
   */
  readonly who: 'anyone' | 'machine' | 'session' | 'identity' | 'members';
  /** Of members only those who are one of these; none named: every one. */
  readonly only: readonly Part[];
  /** Others are answered as though there were nothing. */
  readonly hidden?: true;
  /** Who has departed may ask it too, of a decision that is theirs (MEM-8). */
  readonly departed?: true;
  /** The scope that a personal access token needs; `none`: no token suffices, only a session or a token of an identity provider. */
  readonly scope: Scope | 'none';
}

const of = (who: Right['who']): Right => ({ who, only: [], scope: 'none' });
export const anyone = of('anyone');
export const machine = of('machine');
export const browsers = of('session');
export const identities = of('identity');

const needing =
  (scope: Right['scope']) =>
  (...only: readonly Part[]): Right => ({ who: 'members', only, scope });

/** Of members: what is read. */
export const read = needing('read');
/** Words that bind nobody. */
export const speak = needing('speak');
/** What a poll counts. */
export const vote = needing('vote');
/** Every other act. */
export const act = needing('act');
/** What no personal access token may: whatever gives others the member's rights. */
export const alone = needing('none');

export const theirs = (right: Right): Right => ({ ...right, departed: true });
export const hidden = (right: Right): Right => ({ ...right, hidden: true });
