/** Me: what others see of me, how the app behaves, where I am signed in, and leaving. */
import "../../i18n/later";
import { Nowhere } from "../../ui/nowhere";
import { Address } from "./address";
import { Blocked } from "./blocked";
import { CardView } from "./card";
import { Devices } from "./devices";
import { GoodBye } from "./good-bye";
import { Leave } from "./leave";
import { LookBack } from "./look-back";
import { NewOwnCode } from "./own-code";
import { Settings } from "./settings";
import "../../style/me.css";

export default function Me({ part }: { part: string }) {
  if (part === "card") return <CardView />;
  if (part === "address") return <Address />;
  if (part === "own-code") return <NewOwnCode />;
  if (part === "devices") return <Devices />;
  if (part === "blocked") return <Blocked />;
  if (part === "look-back") return <LookBack />;
  if (part === "leave") return <Leave />;
  if (part === "good-bye") return <GoodBye />;
  return part ? <Nowhere to="/me" word="bar.me" /> : <Settings />;
}
