/** What lists have in common. */
interface Page {
  has_more?: boolean | null | undefined;
  page_token?: string | null | undefined;
}

/** A list page by page, for as long as there is more and more is asked for. */
export async function* pages<T extends Page>(
  ask: (paging: { page_token?: string }) => Promise<T>,
): AsyncGenerator<T> {
  for (let paging: { page_token?: string } | undefined = {}; paging; ) {
    const page: T = await ask(paging);
    yield page;
    paging = page.has_more && page.page_token ? { page_token: page.page_token } : undefined;
  }
}
