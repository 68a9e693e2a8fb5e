/** The event's open questions to choose from. */
import { t } from "../../i18n/text";
import { EventPage } from "../ui/event-page";

export function DeckEditor({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("deck-editor.title")}>
      {() => null}
    </EventPage>
  );
}
