/** What is being written, kept in this browser until it is sent: it survives an expired session, a closed tab and a broken connection. */
import { useCallback, useState } from 'react';

const keyOf = (member: string, form: string): string => `folkmoot-draft:${member}:${form}`;

/** A value that is kept under the member and the form; `clear` when it was sent. */
export function useDraft<Value>(
  member: string,
  form: string,
  empty: Value,
): {
  readonly value: Value;
  readonly change: (next: Value) => void;
  readonly clear: () => void;
  readonly isKept: boolean;
} {
  const key = keyOf(member, form);
  const [held, setHeld] = useState(() => ({ key, value: kept<Value>(key) }));
  const value = held.key === key ? held.value : kept<Value>(key);
  const change = useCallback(
    (next: Value) => {
      setHeld({ key, value: next });
      localStorage.setItem(key, JSON.stringify(next));
    },
    [key],
  );
  const clear = useCallback(() => {
    setHeld({ key, value: undefined });
    localStorage.removeItem(key);
  }, [key]);
  return { value: value ?? empty, change, clear, isKept: value !== undefined };
}

function kept<Value>(key: string): Value | undefined {
  const text = localStorage.getItem(key);
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
