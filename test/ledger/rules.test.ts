/** The rules in a record are those of its charter: a family's category as the council decides it, once it went there (CHA-1, TIE-3). */
import { describe, expect, it } from 'vitest';
import { proposalRulesOf } from '../../ledger/proposal/rules.ts';
import { defaultCharter } from '../support/polls.ts';

const charter = defaultCharter();

describe('the rules in a record', () => {
  it('CHA-1 are its category and what else its outcome follows from', () => {
    const rules = proposalRulesOf(charter, { category: 'justice', tier: 3 });
    expect(rules?.category).toEqual(charter.categories.justice);
    const { vetoes, appeals, gates, hearing, escalation, mandates } = charter;
    expect(rules?.charter).toMatchObject({ vetoes, appeals, gates, hearing, escalation, mandates });
  });

  it('TIE-3 TIE-4 of a family’s matter before the council have its threshold and the council’s quorum', () => {
    const own = proposalRulesOf(charter, { category: 'family.pooling', tier: 2 });
    const escalated = proposalRulesOf(charter, { category: 'family.pooling', tier: 3 });
    expect(own?.category).toMatchObject({ tier: 2, quorum: { num: 1, den: 2 } });
    expect(escalated?.category).toMatchObject({ tier: 3, quorum: { num: 3, den: 4 } });
    expect(escalated?.category.threshold).toEqual(own?.category.threshold);
  });

  it('TIE-5 are none where the charter has no such category', () => {
    expect(proposalRulesOf(charter, { category: 'weather', tier: 3 })).toBeUndefined();
    expect(proposalRulesOf(charter, { category: 'toString', tier: 3 })).toBeUndefined();
  });
});
