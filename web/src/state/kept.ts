/** Answers of the server that the phone keeps, so that they are there without a network. */
import { memory } from "../idb";

/** What was kept under this name; nothing where the browser keeps nothing. */
export async function recall<Value>(name: string): Promise<Value | undefined> {
  const kept = await memory().then((door) => door.get("answers", name), unavailable);
  return kept as Value | undefined;
}

/** Keep it for later; a browser that refuses only loses what works without a network. */
export async function remember(name: string, value: unknown): Promise<void> {
  await memory().then((door) => door.put("answers", value, name), unavailable);
}

export async function unlearn(name: string): Promise<void> {
  await memory().then((door) => door.delete("answers", name), unavailable);
}

function unavailable(fault: unknown): undefined {
  console.warn("this browser keeps nothing:", fault);
}
