/** What notices say in words: every one something, and nothing that anybody wrote (CNF-5, AUT-2). */
import { describe, expect, it } from 'vitest';
import { noticeWords, titleWords } from '../../api/inbox/words.ts';
import { languages } from '../../api/messages/say.ts';
import { appealEntries } from '../../rules/appeal/entries.ts';
import { conflictEntries } from '../../rules/conflict/entries.ts';
import { emergencyEntries } from '../../rules/emergency/entries.ts';
import { lookbackEntries } from '../../rules/lookback/entries.ts';
import type { Fact } from '../../rules/entries.ts';
import { smallFacts } from '../../rules/notices.ts';
import { proposalEntries } from '../../rules/proposal/entries.ts';

const tables = {
  proposal: proposalEntries,
  emergency: emergencyEntries,
  conflict: conflictEntries,
  appeal: appealEntries,
  lookback: lookbackEntries,
} as const;

const entries = Object.entries(tables).flatMap(([process, table]) =>
  Object.entries(table).map(([kind, { facts }]) => ({
    process: process as keyof typeof tables,
    kind,
    facts: facts as Readonly<Record<string, Fact>>,
  })),
);

/** A fact as it may come; of what members write a word by which it is known again. */
function valueOf(name: string, { form, words }: Fact): unknown {
  if (form === 'number') return 3;
  if (form === 'text') return words?.[0] ?? `their-${name}`;
  return form === 'instant' ? '2026-03-02T09:00:00.000Z' : null;
}

/** As little as an entry may say: what may be null is, and what may be left out is left out. */
const least = (facts: Readonly<Record<string, Fact>>) =>
  Object.fromEntries(
    Object.entries(facts)
      .filter(([, { optional }]) => optional !== true)
      .map(([name, fact]) => [name, fact.nullable ? null : valueOf(name, fact)]),
  );

const most = (facts: Readonly<Record<string, Fact>>) =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, valueOf(name, fact)]));

/** The facts that members write. */
const written = ['reason', 'text', 'what', 'remedy', 'interests', 'evidence', 'principle'];

describe('the words of a notice', () => {
  it.each(entries)(
    'CNF-5 AUT-2 $process $kind: are whole, and none that anybody wrote',
    ({ process, kind, facts }) => {
      for (const said of [least(facts), most(facts)])
        for (const language of languages) {
          const notice = { process, kind, owes: null, facts: smallFacts(said) };
          const words = noticeWords(notice, { assigned: false }, language);
          expect(words).toMatch(/^[^{}]+[.?]$/);
          expect(words).not.toBe(kind);
          for (const name of written) expect(words).not.toContain(`their-${name}`);
          expect(titleWords(notice, language)).toBeNull();
        }
    },
  );

  const told = (more: object, assigned = false) =>
    noticeWords(
      { process: 'proposal', kind: 'voting-opened', owes: null, facts: {}, ...more },
      { assigned },
      'en',
    );

  it('CNF-5 say what is asked of the reader', () => {
    expect(told({ owes: 'ballot' })).toBe('Its vote has opened. Your ballot is asked for.');
    expect(told({ kind: 'due-soon', owes: 'task' })).toBe(
      'Time is running out. Its task is yours to do, and to confirm.',
    );
  });

  it('DEL-5 DEL-2 say why a vote is not carried, and that who is carried may still vote', () => {
    expect(told({ kind: 'votes-not-carried', owes: 'ballot', facts: { because: 'undisclosed' } })).toBe(
      'As it stands the vote that you delegated is not carried: whoever would carry it has disclosed no interests. Your ballot is asked for.',
    );
    expect(told({ kind: 'vote-carried' })).toContain('You may still vote yourself');
  });

  it('EXE-1 PRO-13 say to whom a task would fall that it is theirs, from its submission, and to nobody else', () => {
    expect(told({ kind: 'submitted' }, true)).toBe('It was submitted. If it is adopted, its task is yours.');
    expect(told({ kind: 'delay-opened' }, true)).toContain('its task is yours once it is executed');
    expect(told({ kind: 'submitted' })).toBe('It was submitted.');
    expect(told({ kind: 'round-closed', facts: { round: 1 } }, true)).not.toContain('task');
  });

  it('CNF-5 fill outcomes and reasons in in the language of the sentence', () => {
    const ended = {
      process: 'lookback',
      kind: 'ended',
      owes: null,
      facts: { outcome: 'looked-back' },
    } as const;
    const said = languages.map((language) => noticeWords(ended, { assigned: false }, language));
    expect(said).toEqual([
      'Looking back on it has ended: what was answered is on record.',
      'Der Rückblick ist beendet: was geantwortet wurde, steht im Protokoll.',
    ]);
  });

  it('ALC-3 name who holds something, a member or a family', () => {
    const over = { kind: 'allocation-over', facts: { resource: 'water', amount: 3, to: 'ben' } };
    expect(told(over)).toBe('What ben held of water has ended.');
    expect(told({ ...over, facts: { ...over.facts, to: { family: 'north' } } })).toContain('north');
  });

  it('CNF-5 are the code alone of what there are no words for, or where a fact is lacking: an inbox can always be read', () => {
    expect(told({ kind: 'something-new' })).toBe('something-new');
    expect(told({ kind: 'ended', facts: {} })).toBe('ended');
    expect(titleWords({ process: 'keys', kind: 'x', owes: null, facts: {} }, 'en')).toBeNull();
  });

  it('CNF-5 MEM-4 MEM-6 DEL-5 of no process have a title', () => {
    const title = (process: 'delegation' | 'status' | 'keys', facts: object) =>
      titleWords({ process, kind: 'x', owes: null, facts: { ...facts } }, 'en');
    expect(title('delegation', { from: 'gus' })).toBe('Votes of gus in your hands');
    expect(title('keys', { member: 'anna' })).toBe('Keys of anna');
    expect(title('status', {})).toBe('Your status');
  });
});
