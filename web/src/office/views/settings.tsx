/** What an event is called, when and where it is, and how long it is kept. */
import { t } from "../../i18n/text";
import { EventPage } from "../ui/event-page";

export function Settings({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("settings.title")}>
      {() => null}
    </EventPage>
  );
}
