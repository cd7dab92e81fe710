/** What came of it, in words: who took part, the outcome, and what was done. */
import { type Participation, participationWords } from '../../rules/polls/participation.ts';
import { type Fields, fieldsOf } from '../../mcp/council.ts';
import type { Asked } from '../seats/mind.ts';
import type { Page } from './page.ts';

const outcomes: Readonly<Record<string, string>> = {
  executed: 'Adopted, and done',
  rejected: 'Rejected',
  inquorate: 'Not decided: too few took part',
  'execution-failed': 'Adopted, and not done',
};

export interface Ended {
  /** What `get_decision` answers of it. */
  readonly read: Fields;
  /** Acknowledgements of ballots, of each elector the last one. */
  readonly ballots: readonly Fields[];
  readonly nameOf: (id: string) => string;
}

/** Who took part, the outcome, what was done, and what stands against it, which is as easy to find. */
export function tellOutcome(page: Page, mark: string, { read, ballots, nameOf }: Ended): void {
  const { outcome, action, lastPoll } = fieldsOf(read.decision);
  const name = String(outcome);
  page.heading('Outcome');
  const { participation } = fieldsOf(lastPoll);
  if (participation !== null && participation !== undefined)
    page.line(`Who took part: ${participationWords(participation as Participation)}.`);
  page.line(`${outcomes[name] ?? name}.`, { mark, style: name === 'executed' ? 'green' : 'red' });
  if (name === 'executed') page.line(done(fieldsOf(action), nameOf));
  const blocks = listOf(read.positions).filter(({ position }) => position === 'block');
  for (const { elector, member, reason } of blocks)
    page.line(`${nameOf(String(elector ?? member))} blocked: “${textOf(reason)}”`);
  for (const { elector, reason } of ballots.filter(({ choice }) => choice === 'against'))
    page.line(
      `${nameOf(String(elector))} voted against it${reason === undefined ? '.' : `: “${textOf(reason)}”`}`,
    );
}

function done({ type, to, amount, resource, until }: Fields, nameOf: Ended['nameOf']): string {
  if (type !== 'allocation.grant') return 'Nothing else had to be done.';
  const end = typeof until === 'string' ? `until ${until.slice(0, 10)}` : 'for good';
  return `${nameOf(String(to))} holds ${String(amount)} ${String(resource)} ${end}.`;
}

const textOf = (reason: unknown): string => {
  const { text } = fieldsOf(reason);
  return typeof text === 'string' ? text : String(reason);
};

/** A seat whose model gave no answer. */
export function tellAbstention(
  page: Page,
  mark: string,
  { name, asked, why }: { readonly name: string; readonly asked: Asked; readonly why: string },
): void {
  const what = asked === 'ballot' ? 'abstains' : 'takes no position';
  page.line(`${name} ${what}, by rule: its model ${why}.`, { mark, style: 'yellow' });
}

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
