/** The invitations by mail. */
import { t } from "../../i18n/text";
import { EventPage } from "../ui/event-page";

export function Invitations({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("step.invitations")}>
      {() => null}
    </EventPage>
  );
}
