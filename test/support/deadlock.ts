/** The deadlock path: a vote that is split, an extra round, a vote, a deferral and a vote (DEA-1, DEA-2). */
import type { Choice } from '../../rules/model.ts';
import type { Council } from './council.ts';
import type { Story } from './story.ts';

/** Two for and two against: no threshold is reached, and no more than half is against. */
export const split = { ben: 'for', carl: 'for', dora: 'against', emil: 'against' } as const;

/**
 * Votes so three times, each an hour into the vote, so that what the steps take themselves never carries them past its end; answers as
 * the third closes.
 * @param first hours into the first vote: review and three rounds, or the rounds alone
 */
export async function deadlocksThrice(
  council: Council,
  story: Story,
  choices: Readonly<Record<string, Choice>> = split,
  first = '145h',
): Promise<void> {
  for (const hours of [first, '96h', '240h']) {
    await council.wait(hours);
    await story.votes(choices);
  }
  await council.wait('72h');
}
