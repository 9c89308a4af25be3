/**
 * What definitions say in each language, with only a name where a list told it; how often each has changed, so that what was
 * read before a change is not kept after it; and in which language people read. Times are Unix milliseconds.
 */
export const languageTables = [
  `create table definition_text (
    approval_code text not null,
    language text not null,
    name text not null,
    content text,
    fetched_at bigint not null,
    primary key (approval_code, language)
  )`,
  `create table definition_change (approval_code text primary key, changes integer not null)`,
  `create table person_language (open_id text primary key, language text not null, seen_at bigint not null)`,
];
