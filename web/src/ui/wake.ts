/** Keeps the screen awake while a view is shown; where the phone refuses, nothing is lost. */
import { useEffect } from "preact/hooks";

export function useAwake(): void {
  useEffect(() => {
    const lock = new Lock();
    const again = () => lock.take();
    document.addEventListener("visibilitychange", again);
    void lock.take();
    return () => {
      document.removeEventListener("visibilitychange", again);
      lock.release();
    };
  }, []);
}

class Lock {
  private held: WakeLockSentinel | null = null;
  private wanted = true;

  /** The browser lets go whenever the page is hidden, and refuses on a low battery. */
  async take(): Promise<void> {
    if (!navigator.wakeLock || document.visibilityState !== "visible") return;
    const held = await navigator.wakeLock.request("screen").catch(() => null);
    if (this.wanted) this.held = held;
    else await held?.release();
  }

  release(): void {
    this.wanted = false;
    void this.held?.release();
  }
}
