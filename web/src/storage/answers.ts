/** Answers of the server that the phone keeps, so that they are there without a network. */
import { memory, storing } from "./idb";

/** What was kept under this name; nothing where the browser keeps nothing. */
export async function recall<Value>(name: string): Promise<Value | undefined> {
  const kept = storing(async () => (await memory()).get("answers", name));
  return (await kept.catch(unavailable)) as Value | undefined;
}

/** Keep it for later; a browser that refuses only loses what works without a network. */
export async function remember(name: string, value: unknown): Promise<void> {
  await storing(async () => (await memory()).put("answers", value, name)).catch(unavailable);
}

export async function unlearn(name: string): Promise<void> {
  await storing(async () => (await memory()).delete("answers", name)).catch(unavailable);
}

function unavailable(fault: unknown): undefined {
  console.warn("this browser keeps nothing:", fault);
}
