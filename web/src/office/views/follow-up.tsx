/** The mail the morning after. */
import { t } from "../../i18n/text";
import { EventPage } from "../ui/event-page";

export function FollowUp({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("step.follow-up")}>
      {() => null}
    </EventPage>
  );
}
