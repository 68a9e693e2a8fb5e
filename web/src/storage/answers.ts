/** Answers of the server that the phone keeps, so that they are there without a network. */
import { memory, storing } from "./idb";

export const answers = {
  /** What is kept under this name; nothing where the browser keeps nothing. */
  async get<Value>(name: string): Promise<Value | undefined> {
    const value = storing(async () => (await memory()).get("answers", name));
    return (await value.catch(unavailable)) as Value | undefined;
  },
  /** A browser that refuses only loses what works without a network. */
  async set(name: string, value: unknown): Promise<void> {
    await storing(async () => (await memory()).put("answers", value, name)).catch(unavailable);
  },
  async delete(name: string): Promise<void> {
    await storing(async () => (await memory()).delete("answers", name)).catch(unavailable);
  },
};

function unavailable(fault: unknown): undefined {
  console.warn("this browser keeps nothing:", fault);
}
