/** The difference of two texts by words: what stayed, went and came (Myers' shortest script, on texts of some thousand words). */

export interface Piece {
  readonly is: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Above so many words on one side the texts are shown as one that went and one that came. */
const most = 6_000;

export function wordDifference(before: string, after: string): readonly Piece[] {
  const [old, next] = [words(before), words(after)];
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < next.length - start && old.at(-1 - end) === next.at(-1 - end))
    end += 1;
  const middle = script(old.slice(start, old.length - end), next.slice(start, next.length - end));
  return joined([
    { is: 'same', text: old.slice(0, start).join('') },
    ...middle,
    { is: 'same', text: end === 0 ? '' : old.slice(-end).join('') },
  ]);
}

const words = (text: string): readonly string[] => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];

function script(old: readonly string[], next: readonly string[]): readonly Piece[] {
  if (old.length * next.length > most * most || old.length > most || next.length > most)
    return [
      { is: 'gone', text: old.join('') },
      { is: 'new', text: next.join('') },
    ];
  const trace: Map<number, number>[] = [];
  const furthest = new Map([[1, 0]]);
  const reach = (k: number): number => furthest.get(k) ?? -1;
  for (let d = 0; d <= old.length + next.length; d += 1) {
    trace.push(new Map(furthest));
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && reach(k - 1) < reach(k + 1)) ? reach(k + 1) : reach(k - 1) + 1;
      while (x < old.length && x - k < next.length && old[x] === next[x - k]) x += 1;
      furthest.set(k, x);
      if (x >= old.length && x - k >= next.length) return back(trace, old, next);
    }
  }
  return [];
}

function back(
  trace: readonly Map<number, number>[],
  old: readonly string[],
  next: readonly string[],
): readonly Piece[] {
  const pieces: Piece[] = [];
  let [x, y] = [old.length, next.length];
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const furthest = trace[d] ?? new Map<number, number>();
    const reach = (k: number): number => furthest.get(k) ?? -1;
    const k = x - y;
    const from = k === -d || (k !== d && reach(k - 1) < reach(k + 1)) ? k + 1 : k - 1;
    const [px, py] = [reach(from), reach(from) - from];
    while (x > px && y > py && x > 0 && y > 0) {
      x -= 1;
      y -= 1;
      pieces.push({ is: 'same', text: old[x] ?? '' });
    }
    if (d === 0) break;
    if (x > px) pieces.push({ is: 'gone', text: old[(x -= 1)] ?? '' });
    else pieces.push({ is: 'new', text: next[(y -= 1)] ?? '' });
  }
  return pieces.reverse();
}

function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece.text === '') continue;
    if (last?.is === piece.is) result[result.length - 1] = { is: last.is, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}
