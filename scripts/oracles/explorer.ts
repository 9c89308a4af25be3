import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Description, type Operation, unnamed } from './description.ts';
import { slim, type Written } from './schema.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Written;
}

interface Content {
  readonly content?: Readonly<Record<string, { schema?: Written }>>;
}

interface Explained {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
  readonly 'x-lark-scopes'?: readonly string[];
  readonly 'x-lark-field-scopes'?: readonly string[];
  readonly 'x-lark-error-mappings'?: readonly { code: number; httpCode: number }[];
  readonly 'x-lark-rate-limit'?: { tier: number };
}

interface Document {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Explained>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Written>> };
}

const schemaOf = ({ content = {} }: Content = {}): Written | undefined => Object.values(content)[0]?.schema;

function operationOf(explained: Explained, document: Document): Operation {
  const resolve = (reference: string): Written =>
    document.components?.schemas?.[reference.split('/').at(-1) ?? ''] ?? {};
  const query = (explained.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const body = schemaOf(explained.requestBody);
  const answer = schemaOf(explained.responses['200']);
  const errors = explained['x-lark-error-mappings'] ?? [];
  const required = query.flatMap((parameter) => (parameter.required ? [parameter.name] : []));
  const properties = Object.fromEntries(query.map(({ name, schema }) => [name, schema]));
  const scopes = explained['x-lark-scopes'];
  const fieldScopes = explained['x-lark-field-scopes'];
  const tier = explained['x-lark-rate-limit']?.tier;
  return {
    query: slim({ type: 'object', properties, required }, resolve),
    ...(body && { body: slim(body, resolve) }),
    ...(answer && { answer: slim(answer, resolve) }),
    ...(scopes && { scopes }),
    ...(fieldScopes && { fieldScopes }),
    ...(errors.length && {
      errors: Object.fromEntries(errors.map(({ code, httpCode }) => [code, httpCode])),
    }),
    ...(tier && { tier }),
  };
}

/** What the platform's API explorer says of the operations: from a folder of `lark-openapi-spec`'s documents. */
export function fromExplorer(folder: string, operations: readonly string[]): Description {
  const documents = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name): [string, Document] => [name, parse(readFileSync(join(folder, name), 'utf8'))]);
  const explained = new Map<string, Operation>();
  const wanted = new Set(operations.map(unnamed));
  for (const [, document] of documents)
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods)) {
        const name = unnamed(`${method.toUpperCase()} ${path}`);
        if (wanted.has(name)) explained.set(name, operationOf(operation, document));
      }
  return {
    source:
      'https://github.com/dayongxie/lark-openapi-spec, unofficial, generated from the API explorer of open.feishu.cn',
    version: documents.map(([name, { info }]) => `${name} ${info.version}`).join(', '),
    licence: 'MIT, Copyright (c) 2026 lark-openapi-spec contributors',
    operations: pick(operations, explained),
  };
}

/** In our order, under our names. */
export function pick(
  operations: readonly string[],
  known: ReadonlyMap<string, Operation>,
): Record<string, Operation> {
  return Object.fromEntries(
    operations.flatMap((name): [string, Operation][] => {
      const operation = known.get(unnamed(name));
      return operation ? [[name, operation]] : [];
    }),
  );
}
