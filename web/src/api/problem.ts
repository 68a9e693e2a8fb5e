/** What went wrong with a call, as a name that has a sentence in every language. */

export class Problem extends Error {
  /** The last part of the problem's `type` (`/problems/NAME`), or one of our own names. */
  readonly kind: string;
  readonly status: number;
  /** The first field that was found wrong, if one was named. */
  readonly field: string;

  constructor(kind: string, status = 0, field = "") {
    super(kind);
    this.kind = kind;
    this.status = status;
    this.field = field;
  }
}

/** No answer of the server's at all: no network, or something else that answers in its place. */
export const NO_NETWORK = "no-network";

/** The problem that an answer tells; HTML of a captive portal or a proxy tells only its status. */
export function problemOf(status: number, body: unknown): Problem {
  const { type, errors } = (body ?? {}) as { type?: unknown; errors?: { field?: unknown }[] };
  const name = typeof type === "string" ? type.split("/").at(-1) : undefined;
  const field = String(errors?.[0]?.field ?? "")
    .split(".")
    .at(-1);
  return new Problem(name || (status >= 500 ? "server" : `status-${status}`), status, field);
}

/** Anything thrown, as a problem; a mistake of our own stays visible in the console. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  console.error(thrown);
  return new Problem("unexpected");
}
