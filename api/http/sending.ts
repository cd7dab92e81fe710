/** Answers as they go out where express is not there to send them, and problems everywhere. */
import type { ServerResponse } from 'node:http';
import { documentOf, type Problem, problemMediaType } from '../problems/problem.ts';

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

/** Nothing more is said where the answer has begun: its connection ends instead. */
export function sendProblem(response: ServerResponse, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const document = documentOf(problem);
  response.setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(problem.headers ?? {})) response.setHeader(name, value);
  send(response, document.status, `${problemMediaType}; charset=utf-8`, JSON.stringify(document));
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  // To HEAD Node sends the headers alone.
  response.end(text);
}
