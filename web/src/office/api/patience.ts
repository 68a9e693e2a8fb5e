/** Calls that take their time: a list of 20,000 people, a sheet of 10,000 badges. */

/** In milliseconds. */
const PATIENCE = 300_000;

export const LONG = (request: Request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
