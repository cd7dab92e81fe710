/** Statements that name others: a reply, and a correction of one's own, which leaves what was said (PRO-4, REC-2). */
import { describe, expect, it } from 'vitest';
import { correctionFault, type Named, replyFault } from '../../rules/proposal/statements.ts';

const said = (correctedBy: number | null = null): Named => ({
  number: 3,
  found: { number: 3, member: 'dora', replyTo: null, corrects: null, correctedBy },
});
const unsaid: Named = { number: 9, found: undefined };

describe('a statement', () => {
  it('PRO-4 answers one that was made in the same decision', () => {
    expect(replyFault(said())).toBeUndefined();
    expect(replyFault(unsaid)).toEqual({
      code: 'unknown-statement',
      rule: 'PRO-4',
      facts: { statement: 9 },
    });
  });

  it('REC-2 is corrected by who made it, and by nobody else', () => {
    expect(correctionFault('dora', said())).toBeUndefined();
    expect(correctionFault('emil', said())).toEqual({
      code: 'not-permitted',
      rule: 'REC-2',
      facts: { allowed: 'who made it', statement: 3 },
    });
    expect(correctionFault('dora', unsaid)).toEqual({
      code: 'unknown-statement',
      rule: 'REC-2',
      facts: { statement: 9 },
    });
  });

  it('REC-2 is corrected once: a further correction names the last one', () => {
    expect(correctionFault('dora', said(5))).toEqual({
      code: 'already-done',
      rule: 'REC-2',
      facts: { act: 'statements', statement: 3, correctedBy: 5 },
    });
  });
});
