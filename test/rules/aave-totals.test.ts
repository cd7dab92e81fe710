/** Real totals of Aave's governance: voting power past 2^53, weighed to the last unit (VOT-1, VOT-2, TIE-4). */
import { describe, expect, it } from 'vitest';
import { quorate } from '../../rules/polls/quorum.ts';
import { moreThan } from '../../rules/polls/share.ts';
import { reached } from '../../rules/polls/threshold.ts';
import { aaveProposals, type AaveProposal } from '../data/decisions.ts';
import { threshold } from './charter.ts';

const proposals = aaveProposals();
const all = { num: 1, den: 1 };
const moreThanAll = threshold(1, 1, { strict: true, of: 'electorate' });

function totals(proposal: AaveProposal) {
  return {
    inFavour: BigInt(proposal.for),
    against: BigInt(proposal.against),
    quorum: BigInt(proposal.quorumFor),
    differential: BigInt(proposal.differential),
  };
}

/** Strictly more power for than the quorum asks, and more than what is against and the differential together. */
function passes({ inFavour, against, quorum, differential }: ReturnType<typeof totals>): boolean {
  const enough = reached(moreThanAll, null, { for: inFavour, against, abstain: 0n, electorate: quorum });
  return enough && moreThan(all, inFavour, against + differential);
}

const finished = proposals.filter(({ published }) => published === 'executed' || published === 'failed');
const proposalOf = (id: string) => proposals.find((proposal) => proposal.id === `aave-${id}`)!;

describe('the totals of Aave', () => {
  it('VOT-1 lie beyond what a float holds', () => {
    for (const proposal of finished)
      expect(totals(proposal).inFavour).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  });

  it.each(finished.map((proposal) => [proposal.id, proposal] as const))(
    'VOT-1 %s ends as published',
    (_, proposal) => {
      expect(passes(totals(proposal))).toBe(proposal.published === 'executed');
    },
  );

  it('VOT-2 what was cancelled before a vote, or is still open, adopts nothing', () => {
    const others = proposals.filter((proposal) => !finished.includes(proposal));
    expect(others.map(({ id, published }) => [id, published])).toEqual([
      ['aave-101', 'cancelled'],
      ['aave-510', 'active'],
    ]);
    for (const proposal of others) expect(passes(totals(proposal))).toBe(false);
  });

  it('TIE-4 302,284 AAVE for and none against fail for want of a quorum, differential or not', () => {
    const { inFavour, against, quorum, differential } = totals(proposalOf('272'));
    expect(quorate(all, { for: inFavour, against: 0, participating: inFavour, electorate: quorum })).toBe(
      false,
    );
    expect(moreThan(all, inFavour, against + differential)).toBe(true);
  });

  it('TIE-4 the narrowest quorum is passed by its last unit, and missed at the line', () => {
    const narrow = totals(proposalOf('464'));
    expect(passes({ ...narrow, inFavour: narrow.quorum + 1n })).toBe(true);
    expect(passes({ ...narrow, inFavour: narrow.quorum })).toBe(false);
    expect(
      quorate(all, {
        for: narrow.quorum,
        against: 0,
        participating: narrow.quorum,
        electorate: narrow.quorum,
      }),
    ).toBe(true);
    expect(
      quorate(all, {
        for: narrow.quorum - 1n,
        against: 0,
        participating: narrow.quorum - 1n,
        electorate: narrow.quorum,
      }),
    ).toBe(false);
  });

  it('VOT-1 the narrowest differential is passed by its last unit, and missed at the line', () => {
    const narrow = totals(proposalOf('462'));
    const line = narrow.against + narrow.differential;
    expect(narrow.inFavour - line).toBeGreaterThan(0n);
    expect(passes({ ...narrow, inFavour: line + 1n })).toBe(true);
    expect(passes({ ...narrow, inFavour: line })).toBe(false);
  });
});
