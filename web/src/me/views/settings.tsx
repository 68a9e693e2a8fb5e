/** The first page of Me. */

import { AskMeAbout } from "../../badge/views/ask-me-about";
import { t } from "../../i18n/text";
import { current, person } from "../../sign-in/session";
import { timeToLookBack } from "../../talk/enough";
import { Page } from "../../ui/page";
import { Way } from "../../ui/way";
import { BadgeGone } from "./badge-gone";
import { Enough } from "./enough";
import { Events } from "./events";
import { Help } from "./help";
import { Languages } from "./languages";
import { Mail } from "./mail";
import { Name } from "./name";
import { Ready } from "./ready";
import { SignOut } from "./sign-out";
import { Sound } from "./sound";
import { Switch } from "./switch";
import { TakeAlong } from "./take-along";

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
