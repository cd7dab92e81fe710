/** The model that has seats in the demo, as the environment names it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readAgents } from '../../settings/agents.ts';

const url = 'https://models.example/v1';
const needed = { FOLKMOOT_AGENT_URL: url, FOLKMOOT_AGENT_MODEL: 'a-model' };

it('no variable asks for no model, and two are enough', () => {
  expect(readAgents({ FOLKMOOT_AGENT_URL: '', PATH: '/bin' })).toBeNull();
  expect(readAgents(needed)).toEqual({
    kind: 'openai',
    url,
    key: null,
    model: 'a-model',
    seats: null,
    budget: { tokens: 30_000, acts: 6, seconds: 30 },
  });
});

it('each part can be said, and the key may stand in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'folkmoot-agents-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'key'), 'sk-1\n');
  const read = readAgents({
    ...needed,
    FOLKMOOT_AGENT_KIND: 'anthropic',
    FOLKMOOT_AGENT_KEY_FILE: join(folder, 'key'),
    FOLKMOOT_AGENT_SEATS: 'kite, sol',
    FOLKMOOT_AGENT_TOKENS: '100',
    FOLKMOOT_AGENT_ACTS: '1',
    FOLKMOOT_AGENT_SECONDS: '600',
  });
  expect(read).toMatchObject({
    kind: 'anthropic',
    key: 'sk-1',
    seats: ['kite', 'sol'],
    budget: { tokens: 100, acts: 1, seconds: 600 },
  });
});

it.each([
  [{ FOLKMOOT_AGENT_URL: url }, 'FOLKMOOT_AGENT_MODEL is not set'],
  [{ FOLKMOOT_AGENT_KEY: 'sk-1', FOLKMOOT_AGENT_MODEL: 'a-model' }, 'FOLKMOOT_AGENT_URL is not set'],
  [
    { ...needed, FOLKMOOT_AGENT_URL: 'ftp://models.example' },
    'FOLKMOOT_AGENT_URL must be an http(s) address',
  ],
  [{ ...needed, FOLKMOOT_AGENT_KIND: 'gemini' }, 'FOLKMOOT_AGENT_KIND is none of what it may be'],
  [{ ...needed, FOLKMOOT_AGENT_KEY: 'two words' }, 'FOLKMOOT_AGENT_KEY must be printable ASCII'],
  [
    { ...needed, FOLKMOOT_AGENT_SECONDS: '601' },
    'FOLKMOOT_AGENT_SECONDS must be a whole number from 1 to 600',
  ],
  [{ ...needed, FOLKMOOT_AGENT_ACTS: '0' }, 'FOLKMOOT_AGENT_ACTS must be a whole number from 1 to 100'],
  [
    { ...needed, FOLKMOOT_AGENT_URL: 'http://models.example', FOLKMOOT_AGENT_KEY: 'sk-1' },
    'FOLKMOOT_AGENT_URL must be https where a key is sent to another machine',
  ],
])('AUT-1 what cannot be is told by its name: %j', (environment, sentence) => {
  expect(readAgents(environment)).toEqual({ faults: [expect.stringContaining(sentence)] });
});

it.each(['http://127.0.0.1:11434/v1', 'http://localhost:8080', 'http://[::1]:8080'])(
  'AUT-1 a key goes to this very machine without TLS: %s',
  (here) => {
    expect(readAgents({ ...needed, FOLKMOOT_AGENT_URL: here, FOLKMOOT_AGENT_KEY: 'sk-1' })).toMatchObject({
      url: here,
      key: 'sk-1',
    });
  },
);
