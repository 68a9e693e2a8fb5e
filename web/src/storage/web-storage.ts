/**
 * Small things that a browser keeps for this page, by name. Where it keeps nothing (private windows,
 * a full disk, cookies blocked), the page's own memory serves until it is closed; a value that is
 * not what was kept, whoever wrote it, counts as none.
 */

const OURS = "wetalked.";

export interface Keeper {
  /** The text of this name, or null. */
  get: (name: string) => string | null;
  /** Null forgets it. */
  set: (name: string, text: string | null) => void;
  /** What was kept as JSON, if it still has this shape. */
  read: <Value>(name: string, isGood: (value: unknown) => value is Value) => Value | null;
  write: (name: string, value: unknown) => void;
  /** Forgets all that is ours. */
  clear: () => void;
}

/** Outlives the page. */
export const local = keeper(() => globalThis.localStorage);
/** Outlives a reload, in this tab alone. */
export const tab = keeper(() => globalThis.sessionStorage);

/** `storage` may throw or be missing, and so may everything it does. */
export function keeper(storage: () => Storage | undefined): Keeper {
  const own = new Map<string, string>();
  const get = (name: string) => own.get(name) ?? attempt(() => storage()?.getItem(name)) ?? null;
  function set(name: string, text: string | null): void {
    own.delete(name);
    if (text === null) attempt(() => storage()?.removeItem(name));
    else if (attempt(() => keep(storage(), name, text)) !== true) own.set(name, text);
  }
  function read<Value>(name: string, isGood: (value: unknown) => value is Value): Value | null {
    const value = attempt<unknown>(() => JSON.parse(get(name) ?? "null"));
    return isGood(value) ? value : null;
  }
  function clear(): void {
    own.clear();
    const names = attempt(() => Object.keys(storage() ?? {})) ?? [];
    for (const name of names) if (name.startsWith(OURS)) attempt(() => storage()?.removeItem(name));
  }
  return { get, set, read, write: (name, value) => set(name, JSON.stringify(value)), clear };
}

/** Whether it is a list of texts. */
export function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Whether it is texts by name. */
export function isTextByName(value: unknown): value is Record<string, string> {
  return isObject(value) && isTexts(Object.values(value));
}

/** Whether it has fields, of whatever kind. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function keep(storage: Storage | undefined, name: string, text: string): boolean {
  storage?.setItem(name, text);
  return storage !== undefined;
}

function attempt<Value>(what: () => Value): Value | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}
