/** "Enough for today": this phone asks and tells nothing more until the follow-up. */
import { computed, effect, signal } from "@preact/signals";
import { enoughUntil, isEvening, isTimeToLookBack } from "../rules/evening";
import { current } from "../sign-in/session";
import { isTextByName, local } from "../storage/web-storage";

const KEPT_AS = "wetalked.enough";
const LONGEST_TIMER = 2 ** 31 - 1;

/** For each place at an event: until when. */
const said = signal<Record<string, string>>(local.read(KEPT_AS, isTextByName) ?? {});
const lookedAt = signal(Date.now());

/** Until when it is quiet here, or null. */
export const enough = computed(() => {
  const until = said.value[current.value?.participant_id ?? ""];
  return until && lookedAt.value < Date.parse(until) ? until : null;
});

/** Until when it would be quiet if it were said now; null where nothing would be asked anyway. */
export const enoughNow = computed(() =>
  current.value ? enoughUntil(current.value.event, lookedAt.value) : null,
);

/** Whether the event is nearly over, and its follow-up has yet to come. */
export const evening = computed(() =>
  current.value ? isEvening(current.value.event, lookedAt.value) : false,
);

/** Whether the day is so far that one may look back on it. */
export const timeToLookBack = computed(() =>
  current.value ? isTimeToLookBack(current.value.event, lookedAt.value) : false,
);

export function sayEnough(): void {
  const here = current.value;
  if (here && enoughNow.value) keep({ ...said.value, [here.participant_id]: enoughNow.value });
}

export function takeEnoughBack(): void {
  const { [current.value?.participant_id ?? ""]: _, ...rest } = said.value;
  keep(rest);
}

function keep(all: Record<string, string>): void {
  said.value = all;
  local.write(KEPT_AS, all);
}

/** Notice from now on that the day goes on. */
export function watchDay(): void {
  document.addEventListener("visibilitychange", lookAtClock);
  effect(() => {
    if (!enough.value) return;
    const left = Date.parse(enough.value) - Date.now();
    const timer = setTimeout(lookAtClock, Math.min(left, LONGEST_TIMER));
    return () => clearTimeout(timer);
  });
}

function lookAtClock(): void {
  lookedAt.value = Date.now();
}
