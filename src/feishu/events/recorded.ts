/** An event as it waits in the inbox. */
export interface RecordedEvent {
  type: string;
  id: string;
  event: unknown;
  /** When it arrived here, Unix ms. */
  receivedAt: number;
}
