/** Whose wait this phone asks about by itself: in quiet mode each once, in the evening; never after "enough". */
import { computed } from "@preact/signals";
import { person } from "../sign-in/session";
import { local } from "../storage/web-storage";
import { enough, evening } from "./enough";
import { waitingForMe } from "./talks";

const KEPT_AS = "wetalked.asked-about";

/** Asked about when the app was open an earlier time: what stands on the screen stays there. */
const askedEarlier = asked();

export const toAskAbout = computed(() => {
  if (enough.value) return undefined;
  if (!person.value?.quiet) return waitingForMe.value[0];
  return evening.value ? waitingForMe.value.find(({ id }) => !askedEarlier.has(id)) : undefined;
});

/** It stands on the screen. */
export function isAskedAbout(talk: string): void {
  if (!person.peek()?.quiet) return;
  local.set(KEPT_AS, [...asked().add(talk)].join(" "));
}

function asked(): Set<string> {
  return new Set(local.get(KEPT_AS)?.split(" "));
}
