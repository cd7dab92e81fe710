/** What is being written in support, kept in this browser until it is sent: sealed, by a key that no script can read, so that it stands nowhere in plain words. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { forget, keep, keptById } from './kept.ts';

interface DraftKey {
  readonly id: string;
  readonly key: CryptoKey;
}
interface Draft {
  readonly id: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

const bytesOfIv = 12;
/** Milliseconds of rest before what was written is kept. */
const rest = 250;

async function keyFor(member: string): Promise<CryptoKey> {
  const id = `drafts:${member}`;
  const kept = await keptById<DraftKey>('keys', id);
  if (kept !== undefined) return kept.key;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  await keep<DraftKey>('keys', { id, key });
  return key;
}

async function write(member: string, id: string, words: string): Promise<void> {
  if (words === '') {
    await forget('drafts', id);
    return;
  }
  const iv = crypto.getRandomValues(new Uint8Array(bytesOfIv));
  const key = await keyFor(member);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(words));
  await keep('drafts', { id, iv, sealed } satisfies Draft);
}

async function readDraft(member: string, id: string): Promise<string> {
  const draft = await keptById<Draft>('drafts', id);
  if (draft === undefined) return '';
  const { iv, sealed } = draft;
  const words = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyFor(member), sealed);
  return new TextDecoder().decode(words);
}

/** A text that is kept under the member and the form; `clear` when it was sent. */
export function useSealedDraft(member: string, form: string) {
  const id = `${member}:${form}`;
  const [words, setWords] = useState('');
  const isTouched = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    isTouched.current = false;
    void readDraft(member, id)
      .catch(() => '')
      .then((kept) => {
        if (!isTouched.current) setWords(kept);
      });
    return () => clearTimeout(timer.current);
  }, [member, id]);
  const change = useCallback(
    (next: string) => {
      isTouched.current = true;
      setWords(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void write(member, id, next), rest);
    },
    [member, id],
  );
  const clear = useCallback(() => {
    isTouched.current = true;
    clearTimeout(timer.current);
    setWords('');
    void write(member, id, '');
  }, [member, id]);
  return { words, change, clear };
}
