/** How this browser puts the app on the home screen: by its own offer, which comes once and is kept for a tap. */
import { computed, signal } from "@preact/signals";
import { wayToInstall } from "../rules/install-hint";

/** As Chromium has it; no standard library knows it. */
interface InstallPrompt extends Event {
  prompt: () => Promise<unknown>;
}

const offer = signal<InstallPrompt | null>(null);
const installed = signal(isInstalled());

/** The way there is in this browser, if any. */
export const way = computed(() =>
  wayToInstall({
    agent: navigator.userAgent,
    touches: navigator.maxTouchPoints,
    installed: installed.value,
    offers: offer.value !== null,
  }),
);

/** Keep the offer, instead of letting the browser put it when it likes. */
export function awaitOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer.value = event as InstallPrompt;
  });
  addEventListener("appinstalled", () => {
    installed.value = true;
  });
}

/** Have the browser ask; it does so once for each offer. */
export async function install(): Promise<void> {
  const prompt = offer.value;
  offer.value = null;
  await prompt?.prompt();
}

function isInstalled(): boolean {
  const apple = navigator as { standalone?: boolean };
  return apple.standalone === true || matchMedia("(display-mode: standalone)").matches;
}
