/** Wiping what this phone holds of someone who has left; the app itself stays for the next one. */
import { erase } from "../sync";

const OURS = "wetalked.";

export async function forgetPhone(person: string): Promise<void> {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(OURS)) localStorage.removeItem(key);
  await erase(person);
}
