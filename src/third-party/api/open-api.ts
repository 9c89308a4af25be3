import { z } from 'zod';
import { documented } from '../../store/third-party-document/documented.ts';
import { simple } from '../push/simple.ts';
import { keptAnswer, problemAnswer, stateAnswer, whole } from './answers.ts';

export const INSTANCES_PATH = '/external/instances';
export const OPEN_API_PATH = '/external/openapi.json';
/** Of one push. */
export const MOST_PUSH_MIB = 2;

const registered = z.registry<{ id: string }>();
registered
  .add(documented, { id: 'Instance' })
  .add(simple, { id: 'SimpleInstance' })
  .add(whole, { id: 'WholeInstance' })
  .add(stateAnswer, { id: 'State' })
  .add(keptAnswer, { id: 'Kept' })
  .add(problemAnswer, { id: 'Problem' });

const uri = (id: string) => `#/components/schemas/${id}`;

/** By their names; what one of them has of another is a reference. */
function schemas(): object {
  const { schemas: all } = z.toJSONSchema(registered, { uri, io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(
    Object.entries(all).map(([name, { $schema: _dialect, $id: _here, ...schema }]) => [name, schema]),
  );
}

const ref = (name: string) => ({ $ref: uri(name) });
const json = (name: string) => ({ 'application/json': { schema: ref(name) } });
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});

const push = {
  summary: 'Push an instance',
  description:
    'An instance with i18n_resources has the shape that Feishu documents; one without has plain texts.',
  requestBody: {
    required: true,
    content: { 'application/json': { schema: { oneOf: [ref('Instance'), ref('SimpleInstance')] } } },
  },
  responses: {
    '202': { description: 'Kept; Feishu is given it next.', content: json('State') },
    '200': { description: 'The same as the last push: nothing has changed.', content: json('State') },
    '400': problem('The body is not JSON.'),
    '401': problem('The token is missing or unknown.'),
    '403': problem('The definition belongs to another system.'),
    '409': problem('It is not newer than the last push, or the id belongs to another system or definition.'),
    '413': problem(`The body is larger than ${MOST_PUSH_MIB} MiB.`),
    '415': problem('The body is not application/json.'),
    '429': problem('Too many ids of other systems: Retry-After says when new ones are taken again.'),
    '422': problem('Fields are wrong: each is named.'),
  },
};

const readBack = {
  summary: 'Read an instance of this system back',
  parameters: [
    { name: 'id', in: 'path', required: true, schema: { type: 'string' }, description: 'instance_id' },
  ],
  responses: {
    '200': { description: 'Its state, and all that is kept of it.', content: json('Kept') },
    '401': problem('The token is missing or unknown.'),
    '404': problem('This system has pushed none of this id.'),
  },
};

let description: object | undefined;

/** The description of the API; its shapes are those that a push is checked with and that answers have. */
export function openApi(): object {
  description ??= {
    openapi: '3.1.0',
    info: {
      title: 'feishu-approval-bot: third-party approvals',
      version: '1',
      description: "Push the approvals of other systems into Feishu's approval centre.",
    },
    security: [{ token: [] }],
    paths: { [INSTANCES_PATH]: { post: push }, [`${INSTANCES_PATH}/{id}`]: { get: readBack } },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: schemas(),
    },
  };
  return description;
}
