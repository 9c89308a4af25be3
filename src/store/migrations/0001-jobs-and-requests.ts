import type { Dialect } from '../db.ts';

export const jobsAndRequests = ({ serial }: Dialect) => [
  `create table job (
      id ${serial},
      queue text not null,
      key text not null,
      payload text not null,
      state text not null,
      run_at bigint not null,
      lease_until bigint,
      attempts integer not null default 0,
      failures integer not null default 0,
      deaths integer not null default 0,
      error text,
      created_at bigint not null,
      ended_at bigint,
      unique (queue, key)
    )`,
  `create index job_ready on job (run_at, id) where state = 'ready'`,
  `create index job_running on job (lease_until) where state = 'running'`,
  `create index job_ended on job (ended_at) where state in ('done', 'quarantined')`,
  `create table rate_limit (name text primary key, theoretical_arrival double precision not null)`,
  `create table click (
      event_id text primary key,
      message_id text not null,
      operator text not null,
      action text not null,
      answer text not null,
      at bigint not null
    )`,
  `create table outbound (
      key text primary key,
      first_tried_at bigint,
      message_id text,
      sent_at bigint
    )`,
  `create table card_message (
      message_id text primary key,
      approval_code text not null,
      instance_code text not null,
      created_at bigint not null
    )`,
  `create table seen_instance (
      instance_code text primary key,
      approval_code text not null,
      serial_number text not null,
      seen_at bigint not null
    )`,
  `create index seen_instance_serial on seen_instance (serial_number)`,
  `create table cc_request (
      id text primary key,
      source_message_id text not null unique,
      sender text not null,
      origin text not null,
      recipients text not null,
      comment text not null,
      left_out_self integer not null,
      instance_code text,
      picker_message_id text,
      state text not null,
      known_ccs text,
      created_at bigint not null,
      settled_at bigint,
      outcome text
    )`,
];
