/** When two names are one to a list: case, composition and spacing aside, as the server has it. */
import type { Participant } from "../types";

export function sameName(one: string, other: string): boolean {
  return keyOf(one) === keyOf(other);
}

/** Those of this name, the newest last. */
export function named(name: string, people: readonly Participant[]): Participant[] {
  return people.filter((one) => sameName(one.name, name));
}

/** How often a list has to hold the name so that one more of it is added, once however often it is sent. */
export function timesToAdd(name: string, people: readonly Participant[]): number {
  return named(name, people).filter((one) => !one.email).length + 1;
}

/** What is kept of typed words: one line, single spaces. */
export function tidied(typed: string): string {
  return typed.replace(/\s+/gu, " ").trim();
}

function keyOf(name: string): string {
  return tidied(name).toLowerCase().normalize("NFC");
}
