/** A seat whose mind is a model: it reads what is asked, calls tools of the council, and abstains by rule where nothing comes of it. */
import type { Fields } from '../../mcp/council.ts';
import type { Answer, Hands, Tool } from '../seats/hands.ts';
import { type Asked, type Mind, type Occasion, owedTools } from '../seats/mind.ts';
import { ask, NoAnswer } from './endpoint.ts';
import { asking, nudge, systemOf } from './prompt.ts';
import type { Call, Conversation, Message, Result, Turn, Wire } from './wire.ts';

export interface Endpoint {
  readonly wire: Wire;
  readonly url: string;
  readonly key: string | null;
  readonly model: string;
}

/** What one decision of a seat may cost. */
export interface Budget {
  /** Of all requests and answers together. */
  readonly tokens: number;
  /** Calls of tools. */
  readonly acts: number;
  readonly seconds: number;
}

/** What a model may call: what its occasion is about, and what it reads for that. */
const ofNone = ['charter', 'members'];
const reading = ['get_decision', ...ofNone];
const acting: Readonly<Record<Asked, readonly string[]>> = {
  review: ['comment'],
  mending: ['amend', 'comment'],
  position: ['take_position', 'rank', 'comment', 'delegate'],
  ballot: ['vote', 'disclose', 'comment'],
};

/** Tokens of one answer at most, where the endpoint takes such a bound. */
const longestTurn = 4_000;
/** Milliseconds before the end of a window, in which the seat abstains where its model has not answered. */
const margin = 2_000;
/** Characters of a tool's answer that the model reads. */
const longestResult = 20_000;
/** Bytes that are taken for one token where an endpoint does not say what it took. */
const bytesOfToken = 4;

export interface ModelSeat {
  readonly endpoint: Endpoint;
  readonly budget: Budget;
  /** Markdown. */
  readonly character: string;
  /** ISO 8601, UTC. */
  readonly now: () => string;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
  /** Told why the seat abstains. */
  readonly abstains: (member: string, occasion: Occasion, why: string) => void;
}

export const modelMind = (seat: ModelSeat): Mind => ({
  pace: 'at-once',
  consider: async (occasion, hands) => {
    const owes = owedTools[occasion.asked];
    const why = await decide(seat, occasion, hands);
    if (owes === undefined || why === null) return;
    seat.abstains(hands.member, occasion, why);
    // A position says how one stands: whoever says nothing has none. An abstention in a vote takes part in it (VOT-1).
    if (owes === 'vote')
      await hands.call('vote', {
        id: occasion.decision,
        choice: 'abstain',
        reason: `The model of this seat ${why}.`,
      });
  },
});

/** @returns null once what is owed was given, or nothing is owed and the model has said what it wanted; else why not */
async function decide(seat: ModelSeat, occasion: Occasion, hands: Hands): Promise<string | null> {
  const { budget, endpoint } = seat;
  const left = Date.parse(occasion.due) - Date.parse(seat.now()) - margin;
  if (left <= 0) return 'was asked too late';
  const signal = AbortSignal.any([seat.signal, AbortSignal.timeout(Math.min(budget.seconds * 1_000, left))]);
  const tools = toolsFor(occasion.asked, hands.tools);
  const owes = owedTools[occasion.asked];
  const messages: Message[] = [{ from: 'council', text: asking(occasion, hands.member) }];
  const system = systemOf(seat.character, hands.instructions, budget);
  let [tokens, acts, nudged] = [budget.tokens, budget.acts, false];
  try {
    for (;;) {
      const conversation: Conversation = { system, messages, tools };
      const { turn, cost } = await answerOf(endpoint, conversation, tokens, signal);
      tokens -= cost;
      messages.push({ from: 'model', turn });
      const results: Result[] = [];
      for (const call of turn.calls) {
        const result =
          acts > 0
            ? await perform(call, { tools, occasion, hands })
            : refused(call, 'Your calls are used up.');
        acts -= 1;
        results.push(result);
        if (result.ok && call.name === owes) return null;
      }
      if (results.length > 0) messages.push({ from: 'tools', results });
      else if (owes === undefined || nudged) return owes === undefined ? null : 'gave no answer';
      else {
        nudged = true;
        messages.push({ from: 'council', text: nudge(owes) });
      }
      if (tokens <= 0) return 'used up its tokens without an answer';
      if (acts <= 0) return 'used up its calls without an answer';
      if (signal.aborted) return 'did not answer in time';
    }
  } catch (error) {
    if (error instanceof NoAnswer) return error.message;
    throw error;
  }
}

/** One answer, and what it cost: what the endpoint says, or by its length where it says nothing that can be. */
async function answerOf(
  { wire, url, key, model }: Endpoint,
  conversation: Conversation,
  tokens: number,
  signal: AbortSignal,
): Promise<{ readonly turn: Turn; readonly cost: number }> {
  const body = wire.body(conversation, model, Math.min(tokens, longestTurn));
  const answer = await ask({ url: wire.address(url), headers: wire.headers(key), body }, signal);
  const turn = wire.turn(answer);
  if (turn === null) throw new NoAnswer('answered with something that is no turn of a model');
  const length = Buffer.byteLength(JSON.stringify(body)) + Buffer.byteLength(JSON.stringify(answer));
  return { turn, cost: turn.tokens ?? Math.ceil(length / bytesOfToken) };
}

const toolsFor = (asked: Asked, tools: readonly Tool[]): readonly Tool[] =>
  tools.filter(({ name }) => acting[asked].includes(name) || reading.includes(name));

/** Does what the model asks for, where it is a tool that it was offered, about the decision that it was asked about. */
async function perform(
  call: Call,
  {
    tools,
    occasion,
    hands,
  }: { readonly tools: readonly Tool[]; readonly occasion: Occasion; readonly hands: Hands },
): Promise<Result> {
  const { name, given } = call;
  if (!tools.some((tool) => tool.name === name))
    return refused(
      call,
      `There is no such tool here. There are: ${tools.map((tool) => tool.name).join(', ')}.`,
    );
  if (given === null) return refused(call, 'The arguments are no JSON object.');
  const about = name === 'delegate' ? given.decision : given.id;
  if (!ofNone.includes(name) && about !== occasion.decision)
    return refused(call, `You are asked about the decision ${occasion.decision}, and about no other.`);
  const answer = await hands.call(name, given).catch((error: unknown): Answer => unusable(error));
  return { call, ok: answer.ok, text: shortened(JSON.stringify(answer.fields)) };
}

/** A call that the protocol's client refuses to make: its arguments cannot be sent. */
const unusable = (error: unknown): Answer => ({
  ok: false,
  fields: { refused: { title: error instanceof Error ? error.message : 'The call failed' } } satisfies Fields,
});

const refused = (call: Call, why: string): Result => ({
  call,
  ok: false,
  text: JSON.stringify({ refused: { title: why } }),
});

const shortened = (text: string): string =>
  text.length > longestResult ? `${text.slice(0, longestResult)} … (cut)` : text;
