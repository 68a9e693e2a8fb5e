/** The badges to print. */
import { t } from "../../i18n/text";
import { EventPage } from "../ui/event-page";

export function Badges({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("step.badges")}>
      {() => null}
    </EventPage>
  );
}
