/** What was decided is what was done, once: calls at the receiver, allocations, milestones. */
import { isAmountOf } from './amount.ts';
import canonicalize from 'canonicalize';
import type { Json } from './client.ts';
import type { Final, Finals } from './last-look.ts';
import type { Call } from './receiver.ts';
import type { Seen } from './seen.ts';

export function checkActions(finals: Finals, calls: readonly Call[], seen: Seen): void {
  for (const final of finals.decisions) {
    if (final.known.name.endsWith('.retried')) continue;
    if (final.known.kind === 'proposal') checkProposal(final, finals, calls, seen);
    if (final.known.kind === 'emergency') checkEmergency(final, finals, calls, seen);
  }
}

function checkProposal(final: Final, finals: Finals, calls: readonly Call[], seen: Seen): void {
  const { known, state } = final;
  if (known.name.includes('question') || known.name.includes('remand') || known.name.includes('escalated'))
    return;
  const { outcome } = state;
  const handedOn = outcome === 'remanded' || outcome === 'escalated';
  const retried = finals.decisions.find(({ known: { name } }) => name === `${known.name}.retried`);
  const executed = outcome === 'executed' || retried?.state.outcome === 'executed';
  const maybe = outcome === 'execution-failed' || handedOn;
  const action = textInForce(final)?.action ?? state.action;
  const effects = effectsOf(known.name, action, finals, calls);
  if (effects === null) return;
  const what = `${action.type} of ${known.id}, which ended ${String(outcome)}`;
  if (effects.length > 1)
    seen.violates(
      'doubled',
      known.name,
      `${what}, was done ${effects.length} times: ${JSON.stringify(effects)}`,
    );
  if (executed && effects.length === 0) seen.violates('lost', known.name, `${what}, was not done`);
  if (!executed && !maybe && effects.length > 0)
    seen.violates('differs', known.name, `${what}, was done all the same: ${JSON.stringify(effects)}`);
  for (const effect of effects)
    if (!handedOn && canonicalize(effect) !== canonicalize(effectOf(action)))
      seen.violates(
        'differs',
        known.name,
        `${what}, was decided as ${JSON.stringify(effectOf(action))} and done as ${JSON.stringify(effect)}`,
      );
}

/** The version that the record says was in force at the end. */
function textInForce({ record, versions }: Final): Json {
  const version = record?.document.version;
  return versions.find((one) => one.version === version);
}

/** What an action does, in the words of where it is done; null where nothing shows it. */
function effectOf(action: Json): Json {
  switch (action?.type) {
    case 'http.call':
      return action.body;
    case 'allocation.grant':
      return { resource: action.resource, amount: action.amount, to: action.to };
    case 'member.milestone':
      return { milestone: action.milestone, member: action.member };
    default:
      return null;
  }
}

/** Everything of the kind that was done in the name of a decision: of calls one for each webhook-id, since the receiver knows by it what it has done. */
function effectsOf(
  name: string,
  action: Json,
  { allocations, members }: Finals,
  calls: readonly Call[],
): readonly Json[] | null {
  switch (action?.type) {
    case 'http.call': {
      const done = calls.filter(({ path, done }) => path === `/${name}` && done);
      return [...new Map(done.map(({ id, body }) => [id, body])).values()];
    }
    case 'allocation.grant':
      return allocations
        .filter(({ amount }) => isAmountOf(name, amount))
        .map(({ resource, amount, to }) => ({ resource, amount, to }));
    case 'member.milestone': {
      if (action.milestone === 'family') return null;
      const own = `${name.replaceAll('.', '-')}-`;
      return members.flatMap(({ id, milestones }) =>
        milestones
          .filter((one: string) => one.startsWith(own))
          .map((milestone: string) => ({ milestone, member: id })),
      );
    }
    default:
      return null;
  }
}

/** An emergency's action runs as it begins; its reversal where the council or the limit ends it. */
function checkEmergency({ known, state }: Final, finals: Finals, calls: readonly Call[], seen: Seen): void {
  const effects = effectsOf(known.name, state.action, finals, calls);
  if (effects === null) return;
  const what = `${state.action.type} of the emergency ${known.id} (${String(state.actionState)})`;
  if (effects.length > 1)
    seen.violates(
      'doubled',
      known.name,
      `${what} was done ${effects.length} times: ${JSON.stringify(effects)}`,
    );
  if (state.actionState === 'done' && effects.length === 0)
    seen.violates('lost', known.name, `${what} was not done`);
  const reversals = new Set(
    calls.filter(({ path, done }) => path === `/${known.name}/reversal` && done).map(({ id }) => id),
  );
  if (reversals.size > 1)
    seen.violates('doubled', known.name, `the reversal of ${known.id} was done ${reversals.size} times`);
  if (state.reversalState === 'done' && state.reversal.type === 'http.call' && reversals.size === 0)
    seen.violates('lost', known.name, `the reversal of ${known.id} is said to be done, and was not`);
  if (state.reversalState === null && reversals.size > 0)
    seen.violates('differs', known.name, `${known.id} was reversed, and does not say so`);
}
