/** How this browser puts the app on the home screen, and when to say so. */

/** By its own offer, by its share sheet, by its menu, or not here: another app's built-in browser. */
export type Way = "offer" | "share" | "menu" | "elsewhere";

export interface Browser {
  agent: string;
  /** How many fingers the screen tells apart; an iPad calls itself a Mac. */
  touches: number;
  /** Whether the app runs from the home screen already. */
  installed: boolean;
  /** Whether the browser has said that it would ask the person. */
  offers: boolean;
}

const APPLE = /iPhone|iPad|iPod/;
const MAC = /Macintosh/;
const BUILT_IN = /FBA[NV]|GSA\/|Instagram|LinkedInApp|; wv\)/;

/** Nothing where the app is installed already, or where there is nothing to tap. */
export function wayToInstall(browser: Browser): Way | null {
  const { agent, touches, installed, offers } = browser;
  if (installed) return null;
  if (offers) return "offer";
  if (BUILT_IN.test(agent)) return "elsewhere";
  if (APPLE.test(agent) || (MAC.test(agent) && touches > 1))
    return agent.includes("Safari/") ? "share" : "elsewhere";
  return /Android.+Firefox\//.test(agent) ? "menu" : null;
}

export interface Acquaintance {
  /** How often the app has been opened by someone signed in. */
  openings: number;
  talked: boolean;
  /** Whether the hint was put away, for good. */
  declined: boolean;
}

/** Nobody is asked at first sight. */
export function isTimeToSay({ openings, talked, declined }: Acquaintance): boolean {
  return !declined && (talked || openings > 1);
}
