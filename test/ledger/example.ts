/** A decision of five: one round with a block, then a vote from which one of them has departed. */
import { decide, people } from './decision.ts';

export const example = () =>
  decide({
    electors: people(5),
    rounds: [
      {
        positions: [
          ['m1', 'agree'],
          ['m2', 'block'],
        ],
        rankings: [['m1', [['proposal'], ['status-quo']]]],
      },
    ],
    votes: [
      {
        ballots: [
          ['m1', 'for'],
          ['m2', 'for'],
          ['m3', 'for'],
          ['m4', 'against'],
        ],
        departures: [['m5', 'departed']],
      },
    ],
  });
