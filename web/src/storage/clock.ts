/** The time of what a person says and notes: the phone's clock, corrected by the server's, always rising. */

import { local } from "./web-storage";

const LAST_AS = "wetalked.last-time";
const OFFSET_AS = "wetalked.server-offset";
const HEADER_ACCURACY = 2_000;

/** Beyond it a time cannot be written down: the end of the year 9999. */
const LAST_DATE = 253_402_300_799_000;
/** How far a clock may go astray before it counts as having been set. */
const JUMP = 5_000;

interface Heard {
  offset: number;
  /** The phone's clock at that moment, less the time since the page began, which nobody sets. */
  pageBegan: number;
}

/** Of this opening; between two a phone's clock may be set. */
let heard: Heard | null = null;
let inMemory = 0;

/** Learn how far this phone's clock is off, from the `Date` of an answer. */
export function correctBy(dateHeader: string | null, phone: number = Date.now()): void {
  const server = Date.parse(dateHeader ?? "");
  if (Number.isNaN(server)) return;
  const off = server - phone;
  const offset = Math.abs(off) < HEADER_ACCURACY ? 0 : off;
  const isNews = !heard || Math.abs(offset - heard.offset) >= HEADER_ACCURACY;
  heard = {
    offset: isNews || !heard ? offset : heard.offset,
    pageBegan: phone - performance.now(),
  };
  if (isNews) keep(OFFSET_AS, offset);
}

/** How far the server's clock is ahead of this phone's, in milliseconds, as heard last. */
export function serverOffset(): number {
  return heard?.offset ?? storedNumber(OFFSET_AS);
}

/** Whether that was heard since the app was opened, and since the phone's clock was last set. */
export function isOffsetKnown(): boolean {
  return heard !== null && Math.abs(Date.now() - performance.now() - heard.pageBegan) < JUMP;
}

/** Milliseconds now; no two calls on this phone answer the same, not even after a restart. */
export function monotonicNow(phone: number = Date.now()): number {
  const time = Math.max(phone + serverOffset(), last() + 1);
  setLast(time);
  return time;
}

/** Now as RFC 3339 in UTC, in milliseconds. */
export function now(): string {
  return new Date(monotonicNow()).toISOString();
}

/** Go on from the server's time, where a wrong clock has run ahead; what waits was put before it. */
export function goOnFrom(time: number): void {
  if (last() > time) setLast(time);
}

/** As if the app were opened anew: what was heard by this page is no longer known. */
export function reopen(): void {
  heard = null;
  inMemory = 0;
}

function last(): number {
  return Math.max(inMemory, storedNumber(LAST_AS));
}

function setLast(time: number): void {
  inMemory = time;
  keep(LAST_AS, time);
}

function storedNumber(name: string): number {
  const value = Number(local.get(name));
  return Math.abs(value) < LAST_DATE ? value : 0;
}

function keep(name: string, value: number): void {
  local.set(name, String(value));
}
