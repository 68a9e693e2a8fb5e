/** What the talk brought back to me; the follow-up makes it the first sentence of a message. */
import type { Talk } from "../../api/types";
import { t } from "../../i18n/text";
import { writeRemindedOf } from "../../state/notes";
import { NoteForm } from "./note";

export function RemindedOf({ talk }: { talk: Talk }) {
  return (
    <section>
      <h2>{t("reminded.title")}</h2>
      <NoteForm
        onText={(text) => writeRemindedOf(talk.id, text)}
        label={t("reminded.label")}
        placeholder={t("reminded.example")}
        kept={talk.reminded_of ?? ""}
      />
    </section>
  );
}
