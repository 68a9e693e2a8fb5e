/** Me: what others see of me, how the app behaves, where I am signed in. */

import { Blocked } from "./blocked";
import { CardView } from "./card";
import { Devices } from "./devices";
import { Settings } from "./settings";

export default function Me({ part }: { part: string }) {
  if (part === "card") return <CardView />;
  if (part === "devices") return <Devices />;
  if (part === "blocked") return <Blocked />;
  return <Settings />;
}
