/** A new event. */
import { t } from "../../i18n/text";
import { Page } from "../../ui/page";

export function NewEvent() {
  return (
    <Page title={t("events.new")} back="/events" name="office">
      {null}
    </Page>
  );
}
