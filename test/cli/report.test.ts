/** What is printed: nothing that a terminal could take for a command, or a reader for another line. */
import { describe, expect, it } from 'vitest';
import { print, printProblem, type Report } from '../../cli/report.ts';
import { failed, passed } from '../../ledger/recount/check.ts';

function printed(report: Report, asJson = false): { readonly code: number; readonly said: string } {
  const said: string[] = [];
  const out = (text: string): void => void said.push(text);
  const code = print({ out, problem: out }, report, asJson);
  return { code, said: said.join('') };
}

/** A title that clears the screen, goes up a line, sets the window's title, turns the direction of writing, and ends the line. */
const title = '“\u001b[2J\u001b[1A\u009b0m\u001b]0;x\u0007\u202egnp.exe\u2028✔ Everything holds\r\n”';

describe('a report', () => {
  it('REC-3 ends with 0 where everything holds, and with 1 where anything does not', () => {
    expect(printed({ checks: [passed('log', 'Yes.')] })).toEqual({
      code: 0,
      said: '✔ Yes.\nEverything that could be checked holds.\n',
    });
    expect(
      printed({ checks: [passed('log', 'Yes.'), failed('log', 'No.')], notes: ['By the way.'] }),
    ).toEqual({
      code: 1,
      said: '✔ Yes.\n✖ No.\n  By the way.\n1 of 2 checks failed.\n',
    });
  });

  it('REC-3 shows what a record says on one line, with nothing hidden in it', () => {
    const { said } = printed({ checks: [failed('record', title)], notes: [title] });
    const shown =
      '“\\u001b[2J\\u001b[1A\\u009b0m\\u001b]0;x\\u0007\\u202egnp.exe\\u2028✔ Everything holds\\u000d\\u000a”';
    expect(said.split('\n')).toEqual([`✖ ${shown}`, `  ${shown}`, '1 of 1 checks failed.', '']);
  });

  it('REC-3 leaves the letters of every script as they are', () => {
    const sentence = 'Łódź, 東京, मुंबई, می‌خواهم, 👩‍👩‍👧 and e\u0301.';
    expect(printed({ checks: [passed('record', sentence)] }).said).toContain(`✔ ${sentence}\n`);
  });

  it('REC-3 says the same to programs, as safe to print', () => {
    const { said } = printed({ checks: [passed('record', title)], notes: [title], figures: { title } }, true);
    expect(said.replaceAll(/[\n -~“”✔]/g, '')).toBe('');
    expect(JSON.parse(said)).toEqual({
      ok: true,
      title,
      checks: [passed('record', title)],
      notes: [title],
    });
  });

  it('REC-3 cuts a sentence of any length short', () => {
    const { said } = printed({ checks: [passed('record', 'x'.repeat(1_000_000))] });
    expect(said).toBe(`✔ ${'x'.repeat(2_000)}…\nEverything that could be checked holds.\n`);
    expect(printed({ checks: [passed('record', 'x'.repeat(1_000_000))] }, true).said.length).toBeLessThan(
      3_000,
    );
  });

  it('REC-3 says what stopped it, to people and to programs', () => {
    const said = { out: '', problem: '' };
    const terminal = {
      out: (text: string): void => void (said.out += text),
      problem: (text: string): void => void (said.problem += text),
    };
    expect(printProblem(terminal, `no file ${title}`, false)).toBe(1);
    expect(said).toEqual({ out: '', problem: expect.stringMatching(/^no file “\\u001b\[2J[^\n]*”\n$/) });
    expect(printProblem(terminal, 'no file', true)).toBe(1);
    expect(JSON.parse(said.out)).toEqual({ ok: false, problem: 'no file', checks: [], notes: [] });
  });
});
