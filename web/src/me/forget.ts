/** Wiping what this phone holds of someone who has left; the app itself stays for the next one. */
import { local, tab } from "../storage/web-storage";
import { erase } from "../sync";

export async function forgetPhone(person: string): Promise<void> {
  local.clear();
  tab.clear();
  await erase(person);
}
