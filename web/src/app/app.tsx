/** Which view stands at which path. */

import { MyBadge } from "../badge/views/badge";
import { FoundBadge } from "../badge/views/found";
import { t } from "../i18n/text";
import { path } from "../page/route";
import { readTyped } from "../rules/code";
import { ownCodeOf } from "../sign-in/own-code";
import { me, person, start, startProblem } from "../sign-in/session";
import { Join } from "../sign-in/views/join";
import { SignIn } from "../sign-in/views/sign-in";
import { isFreshAt } from "../talk/talks";
import { TalkList } from "../talk/views/talks";
import { Trouble } from "../ui/attempt";
import { Boundary } from "../ui/boundary";
import { bringView, Later } from "../ui/later";
import { Nowhere } from "../ui/nowhere";
import { Bar } from "./bar";
import { Line } from "./line";

const Refused = () => import("../talk/views/refused");
const Scan = () => import("../scan/views");
const Me = () => import("../me/views");
const FollowUp = () => import("../follow-up/views/follow-up");
const Talk = () => import("../talk/views/talk");
const OwnCode = () => import("../sign-in/views/own-code");
const Office = () => import("../office");

const FIRST_REST = 2_000;

/** Where the badge stands; some of these are met before signing in, or after leaving. */
const HOME = ["", "sign-in", "join", "good-bye"];

/** Brings the views that come later while the network is there, well after the first one stands. */
export function prepare(): void {
  setTimeout(
    () => void Promise.allSettled([Talk, Scan, Me, FollowUp, Refused].map(bringView)),
    FIRST_REST,
  );
}

export function App() {
  return (
    <Boundary>
      <Boundary silent>
        <Line />
      </Boundary>
      <Place />
    </Boundary>
  );
}

/** A link signs in whoever it belongs to, a badge's address greets everybody: both stand before the door. */
function Place() {
  const [, first = "", second = ""] = path.value.split("/");
  if (first === "join" && second) return <Join token={second} />;
  if (me.value === undefined) return <Opening />;
  if (first.toLowerCase() === "b") return <FoundBadge code={readTyped(second) ?? second} />;
  if (me.value === null && first === "good-bye") return <Later load={Me} part={first} />;
  if (me.value === null) return <SignIn />;
  if (ownCodeOf(person.value?.id)) return <Later load={OwnCode} part="" />;
  return <Inside first={first} second={second} />;
}

function Inside({ first, second }: { first: string; second: string }) {
  if (first === "scan")
    return (
      <Boundary>
        <Later load={Scan} part={second} />
      </Boundary>
    );
  if (isOffice(first))
    return (
      <Boundary>
        <Later load={Office} part={path.value} />
      </Boundary>
    );
  return (
    <>
      <Boundary key={path.value}>
        <View first={first} second={second} />
      </Boundary>
      {!(first === "talks" && second && isFreshAt(second)) && <Bar />}
    </>
  );
}

/** The organizers' pages; whoever organizes and takes part nowhere begins there. */
function isOffice(first: string): boolean {
  const nowhereElse = person.value?.office && me.value?.participations.length === 0;
  return (
    ["events", "new-event", "tokens"].includes(first) || (first === "" && nowhereElse === true)
  );
}

function View({ first, second }: { first: string; second: string }) {
  if (first === "talks" && second) return <Later load={Talk} part={second} />;
  if (first === "talks") return <TalkList />;
  if (first === "follow-up") return <Later load={FollowUp} part={second} />;
  if (first === "refused") return <Later load={Refused} part={second} />;
  if (first === "me") return <Later load={Me} part={second} />;
  if (HOME.includes(first)) return <MyBadge />;
  return <Nowhere to="/" word="found.badge" />;
}

function Opening() {
  if (!startProblem.value) return <main class="page opening" aria-busy="true" />;
  return (
    <main class="page opening">
      <h1>wetalked</h1>
      <Trouble problem={startProblem.value} />
      <button type="button" class="main" onClick={() => start()}>
        {t("again")}
      </button>
    </main>
  );
}
