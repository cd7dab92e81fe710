/** What came of it, in words: the outcome, who took part, and what was done. */
import { type Fields, fieldsOf } from '../../mcp/council.ts';
import type { Asked } from '../seats/mind.ts';
import type { Page } from './page.ts';

const outcomes: Readonly<Record<string, string>> = {
  executed: 'Adopted, and done',
  rejected: 'Rejected',
  inquorate: 'Not decided: too few took part',
  'execution-failed': 'Adopted, and not done',
};

/** @param ended what `get_decision` answers of it */
export function tellOutcome(page: Page, mark: string, ended: Fields): void {
  const { outcome, action } = fieldsOf(ended.decision);
  const name = String(outcome);
  page.heading('Outcome');
  page.line(`${outcomes[name] ?? name}.`, { mark, style: name === 'executed' ? 'green' : 'red' });
  if (name === 'executed') page.line(done(fieldsOf(fieldsOf(ended.decision).content).action ?? action));
  for (const { member, position, reason } of listOf(ended.positions)) {
    const text = fieldsOf(reason).text;
    if (position === 'block' && typeof text === 'string')
      page.line(`Against it stands on record, by ${String(member)}: “${text}”`);
  }
}

function done(action: unknown): string {
  const { type, to, amount, resource, until } = fieldsOf(action);
  if (type !== 'allocation.grant') return 'Nothing else had to be done.';
  return `${String(to)} holds ${String(amount)} ${String(resource)} ${typeof until === 'string' ? `until ${until.slice(0, 10)}` : 'for good'}.`;
}

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
