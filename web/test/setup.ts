/** Outside a page a path alone is no address: requests go to a host of their own. */
class PageRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(input instanceof Request ? input : new URL(String(input), "https://talk.example"), init);
  }
}

globalThis.Request = PageRequest;
