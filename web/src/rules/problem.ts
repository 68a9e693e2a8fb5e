/** What went wrong with a call, as a name that has a sentence in every language. */

export interface FieldError {
  field: string;
  message: string;
}

export class Problem extends Error {
  /** The last part of the problem's `type` (`/problems/NAME`), or one of our own names. */
  readonly kind: string;
  readonly status: number;
  /** The first field that was found wrong, if one was named. */
  readonly field: string;
  /** Seconds to wait before the next try, where the server asks for it. */
  readonly retryAfter: number;
  /** All fields that were found wrong, with the server's own (English) words. */
  readonly errors: readonly FieldError[];
  /** Of a list in which no column of names was found. */
  readonly headings: readonly string[];

  constructor(
    kind: string,
    status = 0,
    field = "",
    retryAfter = 0,
    errors: readonly FieldError[] = [],
    headings: readonly string[] = [],
  ) {
    super(kind);
    this.kind = kind;
    this.status = status;
    this.field = field;
    this.retryAfter = retryAfter;
    this.errors = errors;
    this.headings = headings;
  }
}

/** No answer of the server's at all: no network, or something else that answers in its place. */
export const NO_NETWORK = "no-network";
/** The browser keeps nothing for this page, as in some private windows. */
export const NO_STORAGE = "no-storage";

/** The problem that an answer tells; HTML of a captive portal or a proxy tells only its status. */
export function problemOf({ status, headers }: Response, body: unknown): Problem {
  const { type, errors, headings } = (body ?? {}) as {
    type?: unknown;
    errors?: FieldError[];
    headings?: string[];
  };
  const name = typeof type === "string" ? type.split("/").at(-1) : undefined;
  const field = String(errors?.[0]?.field ?? "")
    .split(".")
    .at(-1);
  const kind = name || (status >= 500 ? "server" : `status-${status}`);
  const wait = Number(headers.get("retry-after")) || 0;
  return new Problem(kind, status, field, wait, errors, headings);
}

/** Anything thrown, as a problem; a mistake of our own stays visible in the console. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  console.error(thrown);
  return new Problem("unexpected");
}
