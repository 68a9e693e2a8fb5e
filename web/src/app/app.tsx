/** Which view stands at which path. */
import type { ComponentChildren } from "preact";
import { MyBadge } from "../badge/views/badge";
import { FoundBadge } from "../badge/views/found";
import { t } from "../i18n/text";
import { path } from "../page/route";
import { readTyped } from "../rules/code";
import { ownCodeOf } from "../sign-in/own-code";
import { me, openSession, person, startProblem } from "../sign-in/session";
import { Join } from "../sign-in/views/join";
import { SignIn } from "../sign-in/views/sign-in";
import { isFreshAt } from "../talk/talks";
import { TalkList } from "../talk/views/talks";
import { Trouble } from "../ui/attempt";
import { Boundary } from "../ui/boundary";
import { bringView, LazyView } from "../ui/lazy";
import { Nowhere } from "../ui/page";
import { Bar } from "./bar";
import { Line } from "./line";

const Refused = () => import("../talk/views/refused");
const Scan = () => import("../scan/views/scan");
const Me = () => import("../me/views/me");
const FollowUp = () => import("../follow-up/views/follow-up");
const Talk = () => import("../talk/views/talk");
const OwnCode = () => import("../sign-in/views/own-code");
const Office = () => import("../office");

const FIRST_REST = 2_000;

/** Where the badge stands; some of these are met before signing in, or after leaving. */
const HOME = ["", "sign-in", "join", "good-bye"];
const OFFICE = ["events", "new-event", "tokens"];

/** Brings the views that come later while the network is there, well after the first one stands. */
export function prepare(): void {
  const views = [Talk, Scan, Me, FollowUp, Refused];
  setTimeout(() => void Promise.allSettled(views.map((view) => bringView(view))), FIRST_REST);
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
  const before = beforeTheDoor(first, second);
  if (before) return <Boundary key={path.value}>{before}</Boundary>;
  return <Inside first={first} second={second} />;
}

/** What is shown whoever is signed in, or while nobody is. */
function beforeTheDoor(first: string, second: string): ComponentChildren {
  if (first === "join" && second) return <Join token={second} />;
  if (me.value === undefined) return <Opening />;
  if (first.toLowerCase() === "b") return <FoundBadge code={readTyped(second) ?? second} />;
  if (me.value === null && first === "good-bye") return <LazyView load={Me} part={first} />;
  if (me.value === null) return <SignIn />;
  return ownCodeOf(person.value?.id) && <LazyView load={OwnCode} part="" />;
}

function Inside({ first, second }: { first: string; second: string }) {
  if (first === "scan")
    return (
      <Boundary>
        <LazyView load={Scan} part={second} />
      </Boundary>
    );
  if (isOffice(first))
    return (
      <Boundary>
        <LazyView load={Office} part={path.value} texts="office" />
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
  return OFFICE.includes(first) || (first === "" && nowhereElse === true);
}

function View({ first, second }: { first: string; second: string }) {
  if (first === "talks" && second) return <LazyView load={Talk} part={second} />;
  if (first === "talks") return <TalkList />;
  if (first === "follow-up") return <LazyView load={FollowUp} part={second} />;
  if (first === "refused") return <LazyView load={Refused} part={second} />;
  if (first === "me") return <LazyView load={Me} part={second} />;
  if (HOME.includes(first)) return <MyBadge />;
  return <Nowhere to="/" word="found.badge" />;
}

function Opening() {
  if (!startProblem.value) return <main class="page opening" aria-busy="true" />;
  return (
    <main class="page opening">
      <h1>wetalked</h1>
      <Trouble problem={startProblem.value} />
      <button type="button" class="main" onClick={() => openSession()}>
        {t("again")}
      </button>
    </main>
  );
}

/** The texts of no language came: all that can be said without them. */
export function NoTexts() {
  return (
    <main class="page opening">
      <h1>wetalked</h1>
      <button type="button" class="main" onClick={() => location.reload()}>
        Try again / Noch einmal versuchen
      </button>
    </main>
  );
}
