/** Me: what others see of me, how the app behaves, where I am signed in, and leaving. */

import "../../style/me.css";
import { AskMeAbout } from "../../badge/views/ask-me-about";
import { t } from "../../i18n/text";
import { current, person } from "../../sign-in/session";
import { timeToLookBack } from "../../talk/enough";
import { Way } from "../../ui/choice";
import { Nowhere, Page } from "../../ui/page";
import { CardView, Events, Name } from "./about-me";
import { Address } from "./address";
import { Enough, Languages, Mail, Ready, Sound, Switch } from "./app-settings";
import { Blocked, Devices } from "./devices";
import { GoodBye, Leave, TakeAlong } from "./leave";
import { LookBack } from "./look-back";
import { BadgeGone, Help, NewOwnCode, SignOut } from "./safety";

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

/** The first page of Me. */
export function Settings() {
  const here = current.value;
  return (
    <Page title={t("me.title")} name="me">
      <Events />
      {person.value?.office && <Way to="/events" word="me.office" />}
      {timeToLookBack.value && <Way to="/me/look-back" word="look-back.title" />}
      <Enough />
      <Name />
      {here && <AskMeAbout key={here.participant_id} />}
      {here && <Way to="/me/card" word="card.mine" />}
      <Way to="/me/address" word="address.title" />
      <h2>{t("me.app")}</h2>
      <Languages />
      <Switch field="quiet" word="me.quiet" about="me.quiet-about" />
      <Sound />
      <Mail />
      <Ready />
      <h2>{t("me.safety")}</h2>
      {here && <BadgeGone />}
      {here && <Way to="/me/own-code" word="own-code.title" />}
      <Way to="/me/devices" word="devices.title" />
      <Way to="/me/blocked" word="blocks.title" />
      <Help />
      <h2>{t("me.leaving")}</h2>
      <TakeAlong />
      <Way to="/me/leave" word="leave.title" />
      <SignOut />
    </Page>
  );
}
