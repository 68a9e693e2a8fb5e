/** Wiping what this phone holds of whoever was signed in; the app itself stays for the next one. */

const OURS = "wetalked.";

export async function forgetPhone(): Promise<void> {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(OURS)) localStorage.removeItem(key);
}
