/** The phone's own memory, which outlives the page, the browser and the battery (IndexedDB). */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Talk } from "./api/types";
import type { Entry } from "./sync/operation";

const NAME = "wetalked";
const VERSION = 1;

/** All talks of a person as the server last told them; the cursor says which telling it was. */
export interface Snapshot {
  person: string;
  talks: Talk[];
  cursor: string | null;
}

/** What only this phone knows of the holder of a badge. */
export interface Acquaintance {
  person: string;
  badge: string;
  /** The talk that the badge has turned out to mean. */
  talk?: string | undefined;
  /** "Who was that?", until the name is known. */
  hint?: string | undefined;
}

export interface Memory extends DBSchema {
  waiting: { key: [person: string, key: string]; value: Entry };
  told: { key: string; value: Snapshot };
  badges: { key: [person: string, badge: string]; value: Acquaintance };
  /** Answers of the server that are shown again without a network, by name. */
  answers: { key: string; value: unknown };
}

export type Door = IDBPDatabase<Memory>;

let door: Promise<Door> | null = null;

/** The open memory; opened again where the browser has closed it meanwhile. */
export function memory(): Promise<Door> {
  door ??= openDB<Memory>(NAME, VERSION, {
    upgrade: furnish,
    blocking: () => void close(),
    terminated: () => {
      door = null;
    },
  }).catch((fault: unknown) => {
    door = null;
    throw fault;
  });
  return door;
}

/** Let go of it, as when a newer app in another tab wants to change it. */
export async function close(): Promise<void> {
  const open = door;
  door = null;
  (await open)?.close();
}

function furnish(made: Door): void {
  made.createObjectStore("waiting", { keyPath: ["person", "key"] });
  made.createObjectStore("told", { keyPath: "person" });
  made.createObjectStore("badges", { keyPath: ["person", "badge"] });
  made.createObjectStore("answers");
}
