/** The mark of what is on this phone alone; it shows itself only when sending takes a while. */
import { t } from "../i18n/text";

export function Unsent({ when }: { when: boolean }) {
  return when ? <span class="unsent">{t("unsent")}</span> : null;
}
