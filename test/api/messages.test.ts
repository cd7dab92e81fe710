/** The catalogue of messages: every one can be said, and speaks of nothing that it is not given. */
import { describe, expect, it } from 'vitest';
import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues, languages, type MessageId, say } from '../../api/messages/say.ts';

const values = {
  needed: 4,
  missing: 2,
  out: 3,
  stage: 'a vote',
  outcome: 'rejected',
  round: 1,
  version: 2,
  by: 'anna',
  who: 'ben',
  from: 'carl',
  to: 'dora',
  member: 'emil',
  matter: 'personal.time',
  requirement: 'consent',
  because: 'nobody has voted',
  duty: 'report',
  resource: 'water',
  name: 'Ash',
};

const ids = Object.keys(catalogues.en) as MessageId[];

/** What a message speaks of, and the branches that it has for it, whatever the language makes of them: names, kinds and keys, in order. */
function placeholders(text: string, language: string): string[] {
  const found = new Set<string>();
  const look = (parts: readonly unknown[]): void => {
    for (const part of parts as readonly Part[]) {
      if (part.type === 0) continue;
      const branches = Object.entries(part.options ?? {});
      found.add([part.value, part.type, ...branches.map(([name]) => name)].join(' '));
      for (const [, { value }] of branches) look(value);
    }
  };
  look(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst());
  return [...found].toSorted();
}

/** Part of a parsed message: its type, 0 where it is plain text; the name that it speaks of; its branches. */
interface Part {
  readonly type: number;
  readonly value: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly unknown[] }>>;
}

describe('the messages', () => {
  it.each(ids)('PRO-13 CNF-5 “%s” is said whole, in each language', (id) => {
    for (const language of languages)
      for (const end of ['yes', 'no']) expect(say(language, id, { ...values, end })).toMatch(/^[^{}<>]+$/);
  });

  it.each(ids)('CNF-5 “%s” speaks of the same in each language, in words of its own', (id) => {
    const { en, de } = catalogues;
    expect(placeholders(de[id], 'de')).toEqual(placeholders(en[id], 'en'));
    expect(de[id]).not.toBe(en[id]);
  });

  it('CNF-5 have no text in one language that another lacks', () => {
    for (const language of languages)
      expect(Object.keys(catalogues[language]).toSorted()).toEqual(ids.toSorted());
  });

  it('PRO-8 count in words, as each language writes numbers', () => {
    const met = (language: 'en' | 'de', out: number) => say(language, 'quorum.met', { ...values, out });
    expect(met('en', 0)).toBe('The quorum of 4 is met; nobody is still out.');
    expect(met('en', 1)).toBe('The quorum of 4 is met; 1 is still out.');
    expect(met('en', 12_000)).toBe('The quorum of 4 is met; 12,000 are still out.');
    expect(met('de', 1)).toBe('Das Quorum von 4 ist erreicht; 1 fehlt noch.');
    expect(met('de', 12_000)).toBe('Das Quorum von 4 ist erreicht; 12.000 fehlen noch.');
  });

  it('take what is filled in as it is, and not as markup', () => {
    expect(say('en', 'course.submitted', { stage: '<b>{x}</b>' })).toBe(
      'Submitted, it goes into <b>{x}</b>.',
    );
  });
});
