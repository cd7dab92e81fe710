/** New keys: what they are, and that making one ends. */
import { execFile } from 'node:child_process';
import { createPublicKey, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readKey } from '../../ledger/acts/jwk.ts';
import { newKey } from '../../ledger/acts/new-key.ts';

describe('a new key', () => {
  it('MEM-6 is one to sign with, or one to seal for; no two are the same', () => {
    const { privateKey, publicJwk, d } = newKey('Ed25519');
    expect(readKey('sign', publicJwk)).toEqual(publicJwk);
    const text = Buffer.from('Smoke in the barn');
    const signature = sign(null, text, privateKey);
    expect(verify(null, text, createPublicKey({ key: publicJwk, format: 'jwk' }), signature)).toBe(true);
    expect(privateKey.export({ format: 'jwk' })).toEqual({ ...publicJwk, d });
    expect(newKey('Ed25519').publicJwk).not.toEqual(publicJwk);
    const seal = newKey('X25519').publicJwk;
    expect(readKey('seal', seal)).toEqual(seal);
  });

  // In a process of its own, which clears its memory whenever a part of a key comes out: one that waits for itself cannot say so.
  it('MEM-6 is made while memory is cleared', { timeout: 60_000 }, async () => {
    const file = new URL('../../ledger/acts/new-key.ts', import.meta.url).href;
    const script = `
      import { newKey } from ${JSON.stringify(file)};
      let cleared = 0;
      Object.defineProperty(Object.prototype, 'x', {
        set(value) {
          gc();
          cleared += 1;
          Object.defineProperty(this, 'x', { value, enumerable: true });
        },
      });
      for (const curve of ['Ed25519', 'X25519']) newKey(curve);
      console.log(cleared);`;
    const flags = ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, flags, {
      timeout: 50_000,
      killSignal: 'SIGKILL',
    });
    expect(stdout).toBe('2\n');
  });
});
