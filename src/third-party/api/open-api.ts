import { z } from 'zod';
import { documented } from '../../store/third-party-document/documented.ts';
import { simple } from '../push/simple.ts';
import { INSTANCES_PATH, MOST_PUSH_MIB } from './paths.ts';

const schemaOf = (schema: z.ZodType) => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
};
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ 'application/json': { schema: ref(name) } });
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});
const text = { type: 'string' };
const moment = { type: 'string', format: 'date-time' };

const state = {
  type: 'object',
  required: ['instance_id', 'state', 'update_time', 'update_mode', 'accepted_at'],
  properties: {
    instance_id: text,
    state: {
      enum: ['accepted', 'synchronised', 'refused'],
      description:
        'accepted: kept, and on its way to Feishu. synchronised: Feishu has it. refused: Feishu said no, see refusal, whose message names the fields of people who have left or are unknown.',
    },
    update_time: { ...text, description: 'Of the last accepted push.' },
    update_mode: { enum: ['REPLACE', 'UPDATE'] },
    accepted_at: moment,
    synchronised_at: moment,
    refusal: { type: 'object', properties: { code: { type: 'integer' }, message: text } },
    ignored: {
      type: 'array',
      items: text,
      description:
        'Tasks and copies of an UPDATE whose update_time is not larger than what is known of them.',
    },
  },
};

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    detail: text,
    last_update_time: text,
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: text, pointer: text, detail: text } },
    },
  },
};

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
  parameters: [{ name: 'id', in: 'path', required: true, schema: text, description: 'instance_id' }],
  responses: {
    '200': { description: 'Its state, and all that is kept of it.', content: json('Kept') },
    '401': problem('The token is missing or unknown.'),
    '404': problem('This system has pushed none of this id.'),
  },
};

const kept = {
  allOf: [ref('State')],
  type: 'object',
  properties: {
    approval_code: { ...text, description: 'The code by which Feishu knows the definition.' },
    synchronised_update_time: text,
    instance: ref('Instance'),
    added_ccs: {
      type: 'array',
      description: 'Copies that people have added through the bot.',
      items: {
        type: 'object',
        properties: {
          cc_id: text,
          user_id: text,
          open_id: text,
          added_at: moment,
          synchronised: { type: 'boolean' },
        },
      },
    },
  },
};

let description: object | undefined;

/** The description of the API; its shapes are those that a push is checked with. */
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
      schemas: {
        Instance: schemaOf(documented),
        SimpleInstance: schemaOf(simple),
        State: state,
        Kept: kept,
        Problem: problemSchema,
      },
    },
  };
  return description;
}
