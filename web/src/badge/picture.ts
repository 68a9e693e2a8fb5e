/** The picture of my badge: kept on the phone, for others scan it where no network is. */
import { effect, signal } from "@preact/signals";
import { api } from "../api/client";
import { askAgainLater, onReturn } from "../page/returns";
import { asProblem } from "../rules/problem";
import { current, toMe } from "../sign-in/session";
import { answers } from "../storage/answers";

/** The address of each badge's picture, by its code; null where none could be had. */
const pictures = signal<ReadonlyMap<string, string | null>>(new Map());

/** Undefined until it is here. */
export function pictureOf(code: string): string | null | undefined {
  return pictures.value.get(code);
}

/** Have the picture of the present badge here, from now on. */
export function watchBadge(): void {
  effect(loadMine);
  onReturn(loadMine);
}

function loadMine(): void {
  const here = current.value;
  if (here?.badge) void load(here.participant_id, here.badge.code);
}

/** A badge's picture never changes; a reissued one has another code. */
async function load(participant: string, code: string): Promise<void> {
  if (pictures.peek().get(code)) return;
  const name = toMe(`badge ${code}`);
  const stored = await answers.get<string>(name);
  const drawn = stored ?? (await api.badgePicture(participant).catch(asProblem));
  if (typeof drawn !== "string") askAgainLater();
  if (typeof drawn !== "string") return show(code, null);
  if (!stored) await answers.set(name, drawn);
  show(code, `data:image/svg+xml,${encodeURIComponent(drawn)}`);
}

function show(code: string, address: string | null): void {
  pictures.value = new Map(pictures.value).set(code, address);
}
