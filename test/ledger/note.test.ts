/** Keys and signed notes, against the examples of C2SP, of Go and of RFC 8032. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { makeSignerKey, parseSigner, parseVerifier, parseVerifiers } from '../../ledger/log/keys.ts';
import { openNote, signNote } from '../../ledger/log/note.ts';
import { ed25519, enoch, peter, specified } from './vectors.ts';
import { signerOf, verifierOf } from './keys.ts';

describe('a key', () => {
  it('REC-3 of C2SP and of Go is read, and written as it was', () => {
    for (const line of [specified.verifier, peter.verifier, enoch.verifier])
      expect(verifierOf(line).line).toBe(line);
    expect(signerOf(peter.signer).verifier.line).toBe(peter.verifier);
  });

  it('REC-3 signs as RFC 8032 says', () => {
    for (const { seed, key, message, signature } of ed25519) {
      const material = Buffer.from(`01${seed}`, 'hex').toString('base64');
      const id = idOf('log', key);
      const signer = signerOf(`PRIVATE+KEY+log+${id}+${material}`);
      const text = Buffer.from(message, 'hex').toString('latin1');
      expect(signer.sign(text).toString('hex')).toBe(signature);
      expect(signer.verifier.verify(text, Buffer.from(signature, 'hex'))).toBe(true);
      expect(signer.verifier.verify(`${text}!`, Buffer.from(signature, 'hex'))).toBe(false);
    }
  });

  it('REC-3 is made anew each time, under the name it is given', () => {
    const [one, other] = [makeSignerKey('council.example/log'), makeSignerKey('council.example/log')];
    expect(one).not.toBe(other);
    expect(signerOf(one).name).toBe('council.example/log');
  });

  it.each(['', 'a name', 'a+b', 'a\tb', 'a\u00a0b', 'a\u0085b', '\ud800'])(
    'REC-3 bears no name like %j',
    (name) => {
      expect(() => makeSignerKey(name)).toThrow(TypeError);
      expect(parseVerifier(specified.verifier.replace('example.com/foo', name))).toHaveProperty('fault');
    },
  );

  it.each([
    ['another id', specified.verifier.replace('530d903a', '530d903b'), 'its name and key make 530d903a'],
    ['another name', specified.verifier.replace('foo', 'bar'), 'but its name and key make'],
    ['an id in capitals', specified.verifier.replace('530d903a', '530D903A'), 'is not a verifier key line'],
    ['another type', specified.verifier.replace('+Ae', '+Ee'), 'is not a verifier key line'],
    ['a key cut off', specified.verifier.slice(0, -4), 'is not a verifier key line'],
    ['loose padding', `${specified.verifier}=`, 'is not a verifier key line'],
    ['a line break', `${specified.verifier}\n`, 'is not a verifier key line'],
  ])('REC-3 with %s is refused', (_, line, sentence) => {
    expect(parseVerifier(line)).toEqual({ fault: expect.stringContaining(sentence) });
  });

  it('REC-3 lines are read from a file, and the wrong one is named', () => {
    const file = `${specified.verifier}\n\n${peter.verifier}\n`;
    expect(parseVerifiers(file)).toMatchObject([{ name: 'example.com/foo' }, { name: 'PeterNeumann' }]);
    expect(parseVerifiers('\n')).toEqual({ fault: 'holds no verifier key line' });
    expect(parseVerifiers(`${peter.verifier}\nnonsense\n`)).toEqual({
      fault: expect.stringMatching(/^line 2 is not/),
    });
  });

  it('REC-3 never shows its private half, whatever prints it', () => {
    const text = makeSignerKey('council.example/log');
    const secret = text.split('+').slice(4).join('+');
    const signer = signerOf(text);
    const shown = [inspect(signer, { depth: 9, showHidden: true }), JSON.stringify(signer)];
    for (const wrong of [
      text.slice(0, -4),
      text.replace('+log', '+lag'),
      `x${text}`,
      text.replace('PRIVATE', 'private'),
    ])
      shown.push(JSON.stringify(parseSigner(wrong)));
    for (const one of shown)
      for (let from = 0; from + 12 <= secret.length; from += 1)
        expect(one).not.toContain(secret.slice(from, from + 12));
  });
});

describe('a signed note', () => {
  const known = [verifierOf(peter.verifier), verifierOf(enoch.verifier)];

  it('REC-3 of C2SP is opened', () => {
    expect(openNote(specified.note, [verifierOf(specified.verifier)])).toEqual({
      text: specified.text,
      signedBy: [{ name: 'example.com/foo', id: '530d903a' }],
    });
  });

  it('REC-3 is bit for bit the one that Go makes', () => {
    expect(signNote(peter.text, signerOf(peter.signer))).toBe(`${peter.text}\n${peter.line}`);
  });

  it('REC-3 with several signatures is opened by any key that is known', () => {
    const note = `${peter.text}\n${enoch.line}${peter.line}`;
    expect(openNote(note, known)).toMatchObject({
      signedBy: [{ name: 'EnochRoot' }, { name: 'PeterNeumann' }],
    });
    expect(openNote(note, known.slice(0, 1))).toMatchObject({ signedBy: [{ name: 'PeterNeumann' }] });
  });

  it('REC-3 whose text may hold empty lines is split at the last one', () => {
    const signer = signerOf(peter.signer);
    const note = signNote('a\n\nb\n', signer);
    expect(openNote(note, known)).toMatchObject({ text: 'a\n\nb\n' });
  });

  it.each([
    [
      'by a stranger',
      `${peter.text}\n${enoch.line}`,
      'is signed by EnochRoot (key af0cfe78), not by PeterNeumann',
    ],
    [
      'of another text',
      `${peter.text.replace('answer', 'answers')}\n${peter.line}`,
      'it or the text was changed',
    ],
    ['without a signature', peter.text, 'is not a signed note'],
    ['cut off within its signature', `${peter.text}\n${peter.line.slice(0, -9)}\n`, 'that does not hold'],
    [
      'cut off within a group of its signature',
      `${peter.text}\n${peter.line.slice(0, -3)}\n`,
      'is not a signature',
    ],
    ['without its last newline', `${peter.text}\n${peter.line}`.slice(0, -1), 'is not a signed note'],
    ['with a hyphen for its dash', `${peter.text}\n${peter.line.replace('—', '-')}`, 'is not a signature'],
    ['with a control character', `a\tb\n\n${peter.line}`, 'is not a signed note'],
    ['with 101 signatures', `${peter.text}\n${peter.line.repeat(101)}`, 'more than 100'],
    ['that is empty', '', 'is not a signed note'],
  ])('REC-3 %s is refused', (_, note, sentence) => {
    expect(openNote(note, known.slice(0, 1))).toEqual({ fault: expect.stringContaining(sentence) });
  });

  it('REC-3 is never made of what is not a text', () => {
    const signer = signerOf(peter.signer);
    for (const text of ['', 'no newline', 'a\tb\n', 'a\rb\n', '\ud800\n'])
      expect(() => signNote(text, signer)).toThrow(TypeError);
  });
});

/** The id of a key, as the verifier line of its public half must have it. */
function idOf(name: string, key: string): string {
  const line = parseVerifier(`${name}+00000000+${Buffer.from(`01${key}`, 'hex').toString('base64')}`);
  return 'fault' in line ? (/make ([0-9a-f]{8})$/.exec(line.fault)?.[1] ?? '') : '00000000';
}
