/** "I am no party", withdrawals and limits as rules: who may say what until which millisecond, and what silence says (CNF-1, GUA-1, PRO-10). */
import { describe, expect, it } from 'vitest';
import { type ConflictState, drop, type NoParty } from '../../rules/conflict/state.ts';
import { type ConflictActor, mayAct } from '../../rules/conflict/permissions.ts';
import { acceptancesOfOne, againFault, messagesOfOne } from '../../rules/conflict/limits.ts';
import {
  askGuardian,
  contestFault,
  contestWord,
  endWord,
  namedOf,
  openWords,
  partyRulingFault,
  sayNoParty,
  silentWord,
  wordDue,
} from '../../rules/conflict/parties.ts';
import { conflictState } from '../support/states.ts';

const at = '2026-03-02T10:00:00.000Z';
const until = '2026-03-03T10:00:00.000Z';
const justBefore = '2026-03-03T09:59:59.999Z';
const answer = '2026-03-03T15:00:00.000Z';

const quarrel = (more: Partial<ConflictState> = {}): ConflictState =>
  conflictState({ parties: [['carl'], ['dora', 'emil']], ...more });
const said = sayNoParty(quarrel(), 'dora', at, until);
const wordIn = ({ noParty }: ConflictState): NoParty => noParty[0]!;
const who = (id: string): ConflictActor => ({
  id,
  status: 'active',
  mediator: false,
  elector: false,
  guardian: id === 'anna',
});

describe('a word', () => {
  it('CNF-1 is contested until the last millisecond of its day, and not at its end', () => {
    expect(contestFault(said, 'dora', { by: 'emil', at: justBefore })).toBeUndefined();
    expect(contestFault(said, 'dora', { by: 'emil', at: until })).toMatchObject({ code: 'window-closed' });
  });

  it('CNF-1 GUA-1 is ruled on until the last millisecond, by the guardian who is asked alone', () => {
    const asked = askGuardian(contestWord(said, 'dora', 'carl', at), 'dora', {
      guardian: 'anna',
      at,
      due: wordDue(wordIn(said), { guardian: 'anna', at, answer }),
    });
    expect(wordIn(asked)).toMatchObject({ guardian: 'anna', asked: at, due: answer });
    const last = '2026-03-03T14:59:59.999Z';
    expect(partyRulingFault(asked, 'dora', { by: 'anna', at: last })).toBeUndefined();
    expect(partyRulingFault(asked, 'dora', { by: 'anna', at: answer })).toMatchObject({
      code: 'window-closed',
    });
    expect(partyRulingFault(asked, 'dora', { by: 'ben', at })).toMatchObject({ code: 'not-permitted' });
    expect(partyRulingFault(said, 'dora', { by: 'anna', at })).toMatchObject({ code: 'unknown-word' });
  });

  it('CNF-1 GUA-1 whose guardian cannot answer ends with its day, or as the guardian goes', () => {
    const contested = contestWord(said, 'dora', 'carl', at);
    expect(wordDue(wordIn(contested), { guardian: null, at, answer })).toBe(until);
    const asked = askGuardian(contested, 'dora', { guardian: 'anna', at, due: answer });
    const gone = '2026-03-03T12:00:00.000Z';
    const due = wordDue(wordIn(asked), { guardian: null, at: gone, answer });
    expect(due).toBe(gone);
    const nobody = askGuardian(asked, 'dora', { guardian: null, at: gone, due });
    expect(wordIn(nobody)).toMatchObject({ guardian: null, asked: at, due: gone });
  });

  it('CNF-1 is upheld by the silence of all, and of all but the opener', () => {
    expect(silentWord(said, wordIn(said))).toEqual([false, 'uncontested']);
    const alone = contestWord(said, 'dora', 'carl', at);
    expect(silentWord(alone, wordIn(alone))).toEqual([false, 'opener-alone']);
    const both = contestWord(alone, 'dora', 'emil', at);
    expect(silentWord(both, wordIn(both))).toEqual([true, 'contested']);
  });

  it('CNF-1 that stands takes them out of the parties; who departed meanwhile leaves none open', () => {
    const stands = drop(endWord(said, 'dora', { party: false, because: 'uncontested', at: until }), 'dora');
    expect([namedOf(stands), stands.dropped, openWords(stands)]).toEqual([
      [['carl'], ['emil']],
      ['dora'],
      [],
    ]);
    const stays = endWord(said, 'dora', { party: true, because: 'guardian', at: until });
    expect([namedOf(stays), stays.dropped]).toEqual([[['carl'], ['dora', 'emil']], []]);
    const departed = { ...said, dropped: ['dora'] };
    expect([openWords(said).length, openWords(departed).length, namedOf(departed)[1]]).toEqual([
      ...[1, 0, ['dora', 'emil']],
    ]);
  });

  it('CNF-1 is given once, in the negotiation’s own day, though the talks are held for another', () => {
    const held = quarrel({ heldSince: until, deadline: answer });
    expect(mayAct('no-party', held, who('emil'), justBefore)).toBeUndefined();
    expect(mayAct('no-party', held, who('emil'), until)).toMatchObject({ code: 'window-closed' });
    expect(mayAct('terms', held, who('emil'), until), 'talks go on').toBeUndefined();
    expect(mayAct('no-party', said, who('dora'), at)).toMatchObject({ code: 'already-done' });
    expect(mayAct('no-party', quarrel(), who('carl'), at)).toMatchObject({ code: 'not-permitted' });
  });

  it('CNF-1 PRO-10 is contested after the deadline of the stage too, by each up to ten times', () => {
    const late = { ...said, deadline: at };
    expect(mayAct('no-party/contest', late, who('emil'), at)).toBeUndefined();
    const contests = [{ by: 'emil', at }];
    const ten = Array.from({ length: 10 }, (_, n) => ({ ...wordIn(said), member: `m${n}`, contests }));
    expect(mayAct('no-party/contest', quarrel({ noParty: ten }), who('emil'), at)).toMatchObject({
      code: 'limit-reached',
      facts: { most: 10 },
    });
    expect(mayAct('no-party/contest', quarrel({ noParty: ten.slice(1) }), who('emil'), at)).toBeUndefined();
  });
});

describe('a withdrawal', () => {
  it('CNF-1 keeps its opener from the same until the instant itself', () => {
    const withdrawn = [{ id: 'c', against: ['dora', 'emil'], endedAt: at }];
    const again = 24 * 3_600_000;
    expect(againFault(['fay', 'emil'], withdrawn, again, justBefore)).toEqual({
      code: 'withdrawn-before',
      rule: 'CNF-1',
      facts: { conflict: 'c', members: ['emil'], until },
    });
    expect(againFault(['fay', 'emil'], withdrawn, again, until)).toBeUndefined();
    expect(againFault(['fay'], withdrawn, again, justBefore)).toBeUndefined();
  });

  it('CNF-1 is possible though all have given up, and not once it is settled', () => {
    const impasse = quarrel({ impasse: ['carl', 'dora', 'emil'] });
    expect(mayAct('withdrawal', impasse, who('carl'), at)).toBeUndefined();
    const terms = [{ n: 1, by: 'carl', at, acceptedBy: ['carl', 'dora', 'emil'], replacedBy: null }];
    expect(mayAct('withdrawal', quarrel({ terms }), who('carl'), at)).toMatchObject({
      code: 'already-done',
    });
    expect(mayAct('withdrawal', quarrel(), who('dora'), at)).toMatchObject({ code: 'not-permitted' });
  });
});

describe('limits', () => {
  it('CNF-1 each writes fifty messages, or an equal share of five hundred', () => {
    expect(messagesOfOne(quarrel())).toBe(50);
    const crowd = quarrel({ parties: [['carl'], Array.from({ length: 48 }, (_, n) => `m${n}`)] });
    expect(messagesOfOne(crowd)).toBe(10);
    // With four mediators and the guardian 51 are in the room.
    const parties = [['carl'], Array.from({ length: 45 }, (_, n) => `m${n}`)] as const;
    expect(messagesOfOne({ parties, mediators: [3, 1] })).toBe(9);
    const wrote = (count: number) => quarrel({ messages: [{ by: 'dora', count }] });
    expect(mayAct('messages', wrote(49), who('dora'), at)).toBeUndefined();
    expect(mayAct('messages', wrote(50), who('dora'), at)).toMatchObject({ facts: { most: 50 } });
    expect(mayAct('messages', wrote(50), who('anna'), at), 'the guardian').toBeUndefined();
    expect(mayAct('messages', wrote(0), who('ben'), at)).toMatchObject({ code: 'not-permitted' });
  });

  it('CNF-2 each accepts an equal share of a thousand: of fifty parties each twenty', () => {
    const parties = [['carl'], Array.from({ length: 49 }, (_, n) => `m${n}`)] as const;
    expect(acceptancesOfOne({ parties })).toBe(20);
    const put = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        n: n + 1,
        by: `m${n}`,
        at,
        acceptedBy: [`m${n}`, 'carl'],
        replacedBy: null,
      }));
    expect(mayAct('acceptance', quarrel({ parties, terms: put(19) }), who('carl'), at)).toBeUndefined();
    expect(mayAct('acceptance', quarrel({ parties, terms: put(20) }), who('carl'), at)).toMatchObject({
      code: 'limit-reached',
      rule: 'CNF-2',
      facts: { most: 20 },
    });
  });
});
