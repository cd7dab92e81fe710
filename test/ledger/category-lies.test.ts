/** Lies about what was asked for elsewhere: a record that ends in the wrong category without enough, and one that should have (TIE-6). */
import { describe, expect, it } from 'vitest';
import { openSuccession } from '../../ledger/recount/succession.ts';
import { notCheckedAlone } from '../../ledger/recount/verification.ts';
import { decide } from './decision.ts';
import { day, foundIn, type Lie, moved, told } from './forgery.ts';
import { passages } from './passages.ts';

const wrong = 'TIE-6 in the wrong category, as a third asked';
const adopted = 'TIE-6 adopted, as one less than a third asked';
type Forged = Parameters<Lie[2]>[0];

const says = (forged: Forged, facts: object): void => {
  const { record } = forged;
  Object.assign((record.ending.facts as { told: object }).told, facts);
  Object.assign(told(forged, 'ended').facts, facts);
};
const declares = ({ record, evidence }: Forged, kind: string, member: string, facts: object): void => {
  evidence.declarations.push({
    decision: record.id,
    kind,
    member,
    number: 1,
    facts: { ...facts },
    at: record.submittedAt,
  });
  evidence.declarations.sort((one, other) =>
    `${one.kind} ${one.member}` < `${other.kind} ${other.member}` ? -1 : 1,
  );
};
const justice = { category: 'justice', punishes: 'm5', reason: 'He is to be heard.' };

describe('a record', () => {
  it.each<Lie>([
    [
      'fewer who asked than are needed',
      wrong,
      (forged) => {
        says(forged, { asked: 6 });
      },
      'record /ending/facts/told/asked is 6, but 7 are needed (TIE-6)',
    ],
    [
      'fewer needed than a third',
      wrong,
      (forged) => {
        says(forged, { needed: 6, asked: 6 });
      },
      'record /ending/facts/told/needed is 6, but 7 follows',
    ],
    [
      'a third, where it was put again',
      wrong,
      (forged) => {
        says(forged, { before: 'former' });
      },
      'record /ending/facts/told/needed is 7, but 11 follows',
    ],
    [
      'another matter than its text',
      wrong,
      (forged) => {
        says(forged, { matter: 'f'.repeat(64) });
      },
      'record /ending/facts have a matter that is not that of the text (TIE-6)',
    ],
    [
      'more who asked than did',
      wrong,
      (forged) => {
        says(forged, { asked: 8 });
      },
      'but 8 are said to have asked (TIE-6)',
    ],
    [
      'a request left out',
      wrong,
      ({ evidence }) => void evidence.declarations.pop(),
      'record /ending/facts say that 7 asked, but the evidence has 6 who did (TIE-6)',
    ],
    [
      'a request for something else',
      wrong,
      ({ evidence }) =>
        void Object.assign(evidence.declarations[0]!, { facts: { ...justice, punishes: 'm6' } }),
      'record /ending/facts say that 7 asked, but the evidence has 6 who did (TIE-6)',
    ],
    [
      'a request of a stranger',
      wrong,
      ({ evidence }) => void Object.assign(evidence.declarations.at(-1)!, { member: 'm99' }),
      'is of m99, who is no elector of this decision (TIE-6)',
    ],
    [
      'electors departed who asked',
      wrong,
      (forged) => {
        says(forged, { departed: ['m1', 'm2'] });
      },
      'record /ending/facts have m1 departed, who was no elector, or asked (TIE-6, MEM-2)',
    ],
    [
      'strangers departed',
      wrong,
      (forged) => {
        says(forged, { departed: ['m98', 'm99'], needed: 6 });
      },
      'record /ending/facts have m98 departed, who was no elector, or asked (TIE-6, MEM-2)',
    ],
    [
      'a category that hears nobody',
      wrong,
      (forged) => {
        says(forged, { category: 'resources' });
      },
      'record /ending/facts/told/category has neither a hearing nor an appeal that this one lacks (TIE-6)',
    ],
    [
      'a category that does not permit the action',
      wrong,
      ({ record }) => void Object.assign(record.rules.guarded[0]!, { actions: ['none'] }),
      'record /ending/facts name a category that does not permit the action (TIE-6)',
    ],
    [
      'a member whom nothing names',
      wrong,
      (forged) => {
        says(forged, { punishes: 'm9' });
      },
      'record /ending/facts name a member whom neither impact nor action names (TIE-6)',
    ],
    [
      'the member’s own word passed over',
      wrong,
      (forged) => {
        declares(forged, 'no-punishment', 'm5', { version: 1 });
      },
      'record /outcome is wrong-category, but the member said that it is no punishment (TIE-6)',
    ],
    [
      'the word of somebody whom it does not name',
      wrong,
      (forged) => {
        declares(forged, 'no-punishment', 'm6', { version: 1 });
      },
      'is of m6, whom no version of the text names (TIE-6)',
    ],
    [
      'requests under a charter that has none',
      wrong,
      ({ record }) => void Object.assign(record.rules.charter, { categoryRequests: null }),
      'record /ending/rule is TIE-6, but nobody could ask for another category',
    ],
    [
      'requests about what opened by itself',
      wrong,
      ({ record }) => void Object.assign(record, { author: null }),
      'record /ending/rule is TIE-6, but nobody could ask for another category',
    ],
    [
      'an adoption against enough who had asked',
      adopted,
      (forged) => {
        declares(forged, 'category-requests', 'm1', justice);
      },
      'record /outcome is executed, but 7 had asked for justice (TIE-6)',
    ],
  ])('TIE-6 REC-1 that tells of %s is found where it does: %s', (_, passage, change, sentence) => {
    expect(foundIn(passage, change)).toContain(sentence);
  });

  it('TIE-6 of what the member said is no punishment goes on, however many asked', () => {
    const found = foundIn(adopted, (forged) => {
      declares(forged, 'category-requests', 'm1', justice);
      declares(forged, 'no-punishment', 'm5', { version: 1 });
      const { record } = forged;
      const members = { ...record.declared, 'category-requests': 7, 'no-punishment': 1 };
      Object.assign(record, { declared: members });
      const reason = record.rationale.find(({ rule }) => rule === 'TIE-6');
      Object.assign(reason!, { asked: 7 });
    });
    expect(found).toBe('');
  });
});

describe('the records of a log', () => {
  const { record: first } = decide(passages[wrong]![0]);
  type Facts = Readonly<Record<string, unknown>>;
  const { told: facts } = first.ending.facts as { told: Facts };
  /** The same, so many milliseconds after the first had ended. */
  const again = (after: number, more: Facts = {}): typeof first => ({
    ...first,
    id: 'again',
    submittedAt: moved(first.endedAt, after),
    endedAt: moved(first.endedAt, after + day),
    ending: { ...first.ending, facts: { told: { ...facts, ...more } } },
  });
  const saidOfLast = (...records: (typeof first)[]) => {
    const succession = openSuccession();
    return records.map((one, index) => succession(index, one)).at(-1);
  };
  const month = 30 * day;

  it('TIE-6 hold the same after what had been the same in the wrong category, naming it', () => {
    expect(saidOfLast(first, again(month, { before: first.id }))).toBeUndefined();
    const hidden = `but the log has ${first.id} (TIE-6)`;
    expect(saidOfLast(first, again(month))).toContain(`says that nothing was the same before it`);
    expect(saidOfLast(first, again(month))).toContain(hidden);
    expect(saidOfLast(first, again(month, { before: 'elsewhere' }))).toContain(hidden);
    // Another matter, another member, another category is not the same.
    for (const other of [{ matter: '0' }, { punishes: 'm6' }])
      expect(saidOfLast(first, again(month, other))).toBeUndefined();
    expect(saidOfLast(first, { ...again(month), category: 'resources' })).toBeUndefined();
  });

  it('TIE-6 hold nothing that was put again within 30 days; what was under way already may end so', () => {
    const before = { before: first.id };
    expect(saidOfLast(first, again(month - 120_000, before))).toContain('was put again less than');
    expect(saidOfLast(first, again(month - 1, before))).toBeUndefined();
    expect(saidOfLast(first, again(-1, before))).toBeUndefined();
    // Of two that ended within a minute neither may have known of the other.
    const beside = { ...again(-1), endedAt: moved(first.endedAt, 59_000) };
    expect(saidOfLast(first, beside)).toBeUndefined();
    expect(saidOfLast(first, { ...beside, endedAt: moved(first.endedAt, 61_000) })).toContain('(TIE-6)');
  });

  it('TIE-6 alone tell nothing of it: that is said', () => {
    expect(notCheckedAlone(first)).toMatch(/^Not checked: whether the same had been in the wrong category/);
  });
});
