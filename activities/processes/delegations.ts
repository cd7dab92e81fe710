/** What delegators are told while a vote is open (DEL-3, DEL-5). */
import { type VoteMark, tellDelegators } from '../../store/processes/telling.ts';
import type { Services } from '../services.ts';

export const delegationActivities = ({ db, clock }: Pick<Services, 'db' | 'clock'>) => ({
  async tellDelegators(asked: VoteMark): Promise<void> {
    await tellDelegators(db, clock, asked);
  },
});
