/** The phone's own memory, which outlives the page, the browser and the battery (IndexedDB). */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Talk } from "../api/types";
import type { Entry } from "../rules/operation";
import { NO_STORAGE, Problem } from "../rules/problem";

const NAME = "wetalked";
const VERSION = 1;
/** How long a browser may take to open it, in milliseconds; some never do. */
const PATIENCE = 3_000;
/** How long one reading or writing may take; slow disks take seconds. */
const MOST = 10_000;

const FULL = "QuotaExceededError";
/** What the browser's own names for its faults mean to the person. */
const KINDS: Record<string, string> = { [FULL]: "storage-full", VersionError: "storage-newer" };

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
let asked = 0;

/**
 * The open memory. It is opened anew where the browser has closed it, whether that was told or not;
 * throws the `Problem` that says why there is none.
 */
export async function memory(): Promise<Door> {
  const open = await opened();
  if (isAlive(open)) return open;
  forget();
  return opened();
}

/** Let go of it, as when a newer app in another tab wants to change it. */
export async function close(): Promise<void> {
  const open = door;
  forget();
  (await open)?.close();
}

/**
 * Reading or writing here: once more, anew, where the connection turns out to have been lost.
 * Throws the `Problem` that tells why it could not be done.
 */
export async function storing<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await inTime(work().catch(onceMore(work)), MOST);
  } catch (fault) {
    if (!(fault instanceof Problem)) console.error(fault);
    throw problemOf(fault, "storage-broken");
  }
}

/** A full disk stays full, and why it does not open is known; all else may be the connection. */
function onceMore<Value>(work: () => Promise<Value>) {
  return (fault: unknown): Promise<Value> => {
    if (fault instanceof Problem || nameOf(fault) === FULL) throw fault;
    forget();
    return work();
  };
}

function problemOf(fault: unknown, otherwise: string): Problem {
  if (fault instanceof Problem) return fault;
  return new Problem(KINDS[nameOf(fault)] ?? otherwise);
}

function nameOf(fault: unknown): string {
  return fault instanceof Error || fault instanceof DOMException ? fault.name : "";
}

/** One that does not come in time may still come later. */
function opened(): Promise<Door> {
  if (!door) asked = Date.now();
  door ??= open();
  return inTime(door, asked + PATIENCE - Date.now());
}

async function open(): Promise<Door> {
  try {
    return await openDB<Memory>(NAME, VERSION, {
      upgrade: furnish,
      blocking: () => void close(),
      terminated: forget,
    });
  } catch (fault) {
    console.warn("the phone's memory does not open:", fault);
    forget();
    throw problemOf(fault, NO_STORAGE);
  }
}

function inTime<Value>(work: Promise<Value>, left: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Problem("storage-silent")), Math.max(left, 0));
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function forget(): void {
  door = null;
}

/** A browser may close it without a word; then it starts no transaction any more. */
function isAlive(open: Door): boolean {
  try {
    open.transaction("answers");
    return true;
  } catch {
    return false;
  }
}

function furnish(made: Door): void {
  made.createObjectStore("waiting", { keyPath: ["person", "key"] });
  made.createObjectStore("told", { keyPath: "person" });
  made.createObjectStore("badges", { keyPath: ["person", "badge"] });
  made.createObjectStore("answers");
}
