/** Where something stands in a comment. */
export interface Place {
  start: number;
  end: number;
}
