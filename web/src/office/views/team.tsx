/** Who runs an event, and who helps at its desk. */
import { t } from "../../i18n/text";
import { EventPage } from "../ui/event-page";

export function Team({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("team.title")}>
      {() => null}
    </EventPage>
  );
}
