/** Who is on the list. */
import { t } from "../../i18n/text";
import { EventPage } from "../ui/event-page";

export function People({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("step.people")} desk>
      {() => null}
    </EventPage>
  );
}
