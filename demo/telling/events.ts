/** What the council does by itself, in words: stages that open and close, each at its instant. */
import { type Fields, fieldsOf } from '../../mcp/council.ts';
import { now } from '../clock.ts';
import type { Page } from './page.ts';

export interface Event {
  readonly kind: string;
  readonly facts: Fields;
}

/** @param mark when it happened, as the page has it */
export function tellEvent(page: Page, mark: string, { kind, facts }: Event): void {
  const line = (text: string): void => page.line(text, { mark });
  switch (kind) {
    case 'review-opened':
      page.heading('Review: the text is read before anybody decides');
      return line(`The text is reviewed for ${lasting(facts)} (PRO-3).`);
    case 'discussion-opened':
      page.heading('Discussion: can all agree?');
      return line(
        `A round is open for ${lasting(facts)}. It ends early once everybody has taken a position (PRO-4).`,
      );
    case 'round-closed': {
      const positions = fieldsOf(facts.positions);
      const told = [
        some(positions.agree, 'agrees', 'agree'),
        some(positions['agree-with-reservations'], 'agrees with reservations', 'agree with reservations'),
        some(positions['stand-aside'], 'stands aside', 'stand aside'),
        some(positions.block, 'blocks', 'block'),
      ].filter((one) => one !== '');
      const reached = fieldsOf(facts.consensus).reached === true;
      return line(
        `The round is over: ${told.join(', ') || 'nobody took a position'}. ${reached ? 'That is consensus: no vote is needed (CON-4).' : 'That is no consensus (CON-3).'}`,
      );
    }
    case 'voting-opened':
      page.heading('Vote: more than half of those who are for or against');
      return line(`Ballots are taken for ${lasting(facts)}. The last one of each member counts (PRO-7).`);
    case 'due-soon':
      return line(
        `Whoever still owes ${facts.act === 'ballot' ? 'a ballot' : 'a position'} is reminded (CNF-5).`,
      );
    case 'vote-extended':
      return line('The quorum was missed: the vote is extended once (PRO-8).');
    case 'vote-closed': {
      const tally = fieldsOf(facts.tally);
      const represented = Number(tally.represented ?? 0);
      const carried =
        represented === 0
          ? ''
          : `, ${some(represented, 'of them through another', 'of them through another')}`;
      return line(
        `The vote is closed: ${Number(tally.for)} for${carried}, ${Number(tally.against)} against, ${Number(tally.abstain)} abstained.`,
      );
    }
    case 'execution-opened':
      return line('It is adopted. What it decides is done now, and once (EXE-2).');
    default:
      return undefined;
  }
}

/** In whole seconds: how long what opens is open from now on. */
const lasting = ({ closes }: Fields): string =>
  typeof closes === 'string'
    ? `${Math.max(1, Math.round((Date.parse(closes) - Date.parse(now())) / 1_000))} s`
    : 'as long as it takes';

const some = (count: unknown, one: string, more: string): string =>
  typeof count !== 'number' || count === 0 ? '' : `${count} ${count === 1 ? one : more}`;
