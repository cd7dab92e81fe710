/** The description as a contract: names that clients are made of, examples that are taken, and copies that show what has changed (PRO-10). */
import openapiTS, { astToString } from 'openapi-typescript';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { describe as describeRoutes } from '../../api/description/openapi.ts';
import { descriptionRoute } from '../../api/description/routes.ts';
import { identityRoutes, memberRoutes, publicRoutes, sessionRoutes } from '../../api/http/routes.ts';
import type { Route } from '../../api/http/route.ts';
import { kindsRoute } from '../../api/kinds/routes.ts';
import type { Json } from '../support/http.ts';
import { serve } from '../api/serve.ts';

/** As in service, where browsers sign in with a provider. */
const routes: readonly Route[] = [
  ...publicRoutes,
  kindsRoute(() => ({ items: [] })),
  descriptionRoute(() => ({})),
  ...sessionRoutes({ provider: 'one' as never }),
  ...identityRoutes,
  ...memberRoutes,
];
const document: Json = JSON.parse(JSON.stringify(describeRoutes(routes)));

const operations = (): { path: string; method: string; operation: Json }[] =>
  Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({ path, method, operation })),
  );

const ofJson = (content: Json): Json => content?.['application/json']?.schema;

/** Each body and each answer of a route, with the reference that describes it. */
function bodies() {
  return routes.flatMap(({ path, method, body, answer }) => {
    const operation = document.paths[path.replace('{+', '{')][method];
    const answered = ofJson(operation.responses[answer.status ?? 200].content);
    return [
      { schema: body, described: ofJson(operation.requestBody?.content) },
      { schema: answer.schema, described: answered },
    ].flatMap(({ schema, described }) =>
      schema === undefined ? [] : [{ place: `${method} ${path}`, schema, described }],
    );
  });
}

describe('the contract', () => {
  it('PRO-10 has a name for each operation, once, a tag that it explains, and a summary', () => {
    const tags = document.tags.map(({ name }: { name: string }) => name);
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations()) {
      expect(operation.operationId, path).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
      expect(operation.tags, path).toHaveLength(1);
      expect(tags, path).toContain(operation.tags[0]);
      expect(operation.summary.length, path).toBeGreaterThan(5);
    }
    expect(document.tags.every(({ description }: Json) => description.length > 5)).toBe(true);
  });

  it('PRO-10 has a name for each body and each answer in JSON, and for each schema one', () => {
    for (const { path, method, operation } of operations()) {
      const bodies = [
        operation.requestBody?.content,
        ...Object.values<Json>(operation.responses).map(({ content }) => content),
      ];
      for (const schema of bodies.map(ofJson))
        if (schema !== undefined) expect(Object.keys(schema), `${method} ${path}`).toEqual(['$ref']);
    }
    const names = new Map<unknown, string>();
    for (const { schema, described } of bodies()) {
      expect(names.get(schema) ?? described.$ref).toBe(described.$ref);
      names.set(schema, described.$ref);
    }
  });

  it('PRO-10 documents each problem by an answer that it shares with the others', () => {
    for (const { path, operation } of operations())
      for (const [status, response] of Object.entries<Json>(operation.responses)) {
        // 303 leads a browser on.
        if (Number(status) < 304) continue;
        const name = status === 'default' ? 'Problem' : status;
        expect([path, response.$ref]).toEqual([path, `#/components/responses/${name}`]);
        const content = document.components.responses[name].content ?? {};
        expect(Object.keys(content)).toEqual(status === '304' ? [] : ['application/problem+json']);
      }
  });

  it('PRO-10 shows of each body and each answer an example that is what it says', () => {
    const named = new Map<string, Json>(Object.entries(document.components.schemas));
    const exampleOf = (schema: Json): Json => named.get(schema.$ref.split('/').at(-1)).examples[0];
    for (const { place, schema, described } of bodies()) {
      const parsed = schema.safeParse(exampleOf(described));
      expect([place, parsed.error?.issues]).toEqual([place, undefined]);
    }
  });

  it('PRO-10 is what is served', async () => {
    const api = await serve();
    const served: Json = (await api.anyone.get('/openapi.json')).body;
    await api.close();
    expect({ ...document.paths, ...served.paths }).toEqual(document.paths);
  });

  it('PRO-10 stands in schemas/openapi.json as it is', async () => {
    const text = await format(JSON.stringify(document), { parser: 'json', printWidth: 110 });
    await expect(text).toMatchFileSnapshot('../../schemas/openapi.json');
  });

  it('PRO-10 stands in schemas/openapi.ts as types', async () => {
    const types = astToString(await openapiTS(document));
    const text = `/** The API's types, written from schemas/openapi.json by openapi-typescript; \`npm run docs:openapi\` writes them anew. */\n${types}`;
    await expect(text).toMatchFileSnapshot('../../schemas/openapi.ts');
  });
});
