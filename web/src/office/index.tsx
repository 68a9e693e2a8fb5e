/** The organizers' pages: which of them stands at which path. */
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { go } from "../page/route";
import { stayWhile } from "../page/unsaved";
import { Boundary } from "../ui/boundary";
import { Nowhere } from "../ui/page";
import { isListOpen } from "./state/list-import";
import { Frame } from "./ui/frame";
import { Badges } from "./views/badges";
import { DeckEditor } from "./views/deck";
import { EventView } from "./views/event";
import { Events } from "./views/events";
import { FollowUp } from "./views/follow-up";
import { Invitations } from "./views/invitations";
import { NewEvent } from "./views/new-event";
import { People } from "./views/people";
import { OnePerson } from "./views/person";
import { Settings } from "./views/settings";
import { TicketShop } from "./views/shop";
import { Team } from "./views/team";
import { Tokens } from "./views/tokens";
import { WalkIn } from "./views/walk-in";
import "../style/office.css";
import "../style/office-forms.css";

/** The pages of one event, by the last part of their path. */
const PAGES: Record<string, ComponentType<{ slug: string; id: string }>> = {
  "": EventView,
  people: People,
  person: OnePerson,
  "walk-in": WalkIn,
  badges: Badges,
  invitations: Invitations,
  shop: TicketShop,
  "follow-up": FollowUp,
  settings: Settings,
  deck: DeckEditor,
  team: Team,
};

export default function Office({ part: path }: { part: string }) {
  const begins = path === "/";
  useEffect(() => stayWhile(isListOpen), []);
  useEffect(() => {
    if (begins) go("/events", { replace: true });
  }, [begins]);
  return (
    <Frame>
      <Boundary key={path}>
        <View path={path} />
      </Boundary>
    </Frame>
  );
}

function View({ path }: { path: string }) {
  const [, first, slug = "", page = "", id = ""] = path.split("/");
  if (first === "new-event") return <NewEvent />;
  if (first === "tokens") return <Tokens />;
  if (!slug) return <Events />;
  const Found = Object.hasOwn(PAGES, page) && PAGES[page];
  return Found ? <Found slug={slug} id={id} /> : <Nowhere to="/events" word="office.events" />;
}
