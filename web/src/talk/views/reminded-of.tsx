/** What the talk brought back to me; the follow-up makes it the first sentence of a message. */
import type { Talk } from "../../api/types";
import { t } from "../../i18n/text";
import { Trouble } from "../../ui/attempt";
import { writeRemindedOf } from "../notes";
import { NoteField, useWriting } from "./note-field";

export function RemindedOf({ talk }: { talk: Talk }) {
  const writing = useWriting();
  return (
    <section>
      <h2>{t("reminded.title")}</h2>
      <NoteField
        label={t("reminded.label")}
        placeholder={t("reminded.example")}
        text={talk.reminded_of ?? ""}
        onText={(typed) => writeRemindedOf(talk.id, typed)}
        writing={writing}
      />
      <Trouble problem={writing.problem} />
    </section>
  );
}
