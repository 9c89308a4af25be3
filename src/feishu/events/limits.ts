import { z } from 'zod';

/**
 * What is read of an event at most, judged before anything else is done with it. Feishu's own limits are lower: a text
 * message is a request of at most 150 KB, a rich text one of 30 KB.
 * https://open.feishu.cn/document/server-docs/im-v1/message/create
 */
export const LIMITS = {
  /** Levels of objects and lists in an event. */
  depth: 100,
  /** Characters of an id, of a type, of any other word that only programs read. */
  word: 256,
  /** Characters of all texts of a message. */
  text: 150 * 1024,
  /** Lines and elements of a rich text message; the shortest element has 12 bytes. */
  nodes: 5_000,
  /** The shortest mention has some 55 bytes. */
  mentions: 3_000,
} as const;

/** Not by `max`: that compares also the length of what is no text, which may be anything. */
export const word = z
  .string()
  .refine((text) => text.length <= LIMITS.word, `must have at most ${LIMITS.word} characters`);
export const id = word.refine((text) => text !== '', 'must not be empty');

/** The years 2000 to 2100. */
const EARLIEST_MS = 946_684_800_000;
export const LATEST_MS = 4_102_444_800_000;

/** A time in Unix ms, written as a number or as its digits. One that can't be meant would be in the way for ever. */
export const moment = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{12,13}$/)
      .transform(Number),
  ])
  .pipe(z.number().int().min(EARLIEST_MS).max(LATEST_MS));
