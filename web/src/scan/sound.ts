/** A sound when a badge was read: off until it is switched on, never in quiet mode, kept on this phone. */
import { computed, signal } from "@preact/signals";
import { person } from "../sign-in/session";
import { local } from "../storage/web-storage";

const KEPT_AS = "wetalked.sound";
/** Two short soft tones: their pitch in hertz, when each begins, and how long it takes to fade. */
const TONES = [
  { pitch: 660, begins: 0 },
  { pitch: 880, begins: 0.09 },
];
const FADES = 0.16;
const SWELLS = 0.012;
const LOUDNESS = 0.12;
const SILENT = 0.0001;
/** Milliseconds after which a sound means nothing any more. */
const LATE = 300;

export const sound = signal(local.get(KEPT_AS) === "on");
const audible = computed(() => sound.value && !person.value?.quiet);

let speaker: AudioContext | null = null;

export function switchSound(on: boolean): void {
  sound.value = on;
  local.set(KEPT_AS, on ? "on" : null);
  chime();
}

/** Play it, if it is wanted; where a browser lets no page sound before a tap, it stays silent. */
export function chime(): void {
  if (!audible.value || !globalThis.AudioContext) return;
  speaker ??= new AudioContext();
  const wantedAt = performance.now();
  void speaker.resume().then(() => {
    if (performance.now() - wantedAt < LATE) play();
  });
}

function play(): void {
  for (const { pitch, begins } of TONES) if (speaker) tone(speaker, pitch, begins);
}

function tone(speaker: AudioContext, pitch: number, begins: number): void {
  const [source, volume] = [speaker.createOscillator(), speaker.createGain()];
  const start = speaker.currentTime + begins;
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(SILENT, start);
  volume.gain.exponentialRampToValueAtTime(LOUDNESS, start + SWELLS);
  volume.gain.exponentialRampToValueAtTime(SILENT, start + FADES);
  source.connect(volume).connect(speaker.destination);
  source.start(start);
  source.stop(start + FADES);
}
