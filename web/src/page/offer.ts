/** The browser's own offer to install the app: it comes early and once, and is kept for a tap. */
import { signal } from "@preact/signals";

/** As Chromium has it; no standard library knows it. */
interface InstallPrompt extends Event {
  prompt: () => Promise<unknown>;
}

export const offer = signal<InstallPrompt | null>(null);

/** Keep the offer, instead of letting the browser put it when it likes. */
export function awaitOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer.value = event as InstallPrompt;
  });
}
