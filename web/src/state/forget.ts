/** Wiping what this phone holds of someone who has left; the app itself stays for the next one. */
import { erase } from "../queue/shelf";
import { local, tab } from "../storage";

export async function forgetPhone(person: string): Promise<void> {
  local.clear();
  tab.clear();
  await erase(person);
}
