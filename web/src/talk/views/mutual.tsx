/** Both have said yes. Said a moment ago, the names come together once; afterwards they stand. */
import { useMemo } from "preact/hooks";
import type { Talk } from "../../api/types";
import { t } from "../../i18n/text";
import { person } from "../../sign-in/session";
import { Both } from "../../ui/icons";
import { firstSight } from "../moment";
import { givenNameOf } from "./who";

export function Mutual({ talk }: { talk: Talk }) {
  const moving = useMemo(() => firstSight(talk.id), [talk.id]);
  return (
    <div class={moving ? "moment moving" : "moment"}>
      <p class="names" aria-hidden="true">
        <bdi class="mine">{person.value?.given_name}</bdi>
        <Both />
        <bdi class="theirs">{givenNameOf(talk)}</bdi>
      </p>
      <p>{t("mutual")}</p>
    </div>
  );
}
