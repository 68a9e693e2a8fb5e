/** Both have said yes. Said a moment ago, the names come together once; afterwards they stand. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Talk } from "../../api/types";
import { t } from "../../i18n/text";
import { firstSight } from "../../state/moment";
import { person } from "../../state/session";
import { Both } from "../../ui/icons";

export function Mutual({ talk }: { talk: Talk }) {
  const moving = useSignal(false);
  useEffect(() => {
    moving.value = firstSight(talk.id);
  }, [talk.id]);
  return (
    <div class={moving.value ? "moment moving" : "moment"}>
      <p class="names" aria-hidden="true">
        <bdi class="mine">{person.value?.given_name}</bdi>
        <Both />
        <bdi class="theirs">{talk.with.given_name ?? t("someone")}</bdi>
      </p>
      <p>{t("mutual")}</p>
    </div>
  );
}
