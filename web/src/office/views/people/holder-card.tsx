/** A badge on the screen, as it is printed: symbol, code, and the PIN where there is one. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { counted } from "../../../i18n/intl";
import { t } from "../../../i18n/text";
import { shown } from "../../../rules/code";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { grouped } from "../../rules/list-files";
import { symbolOf } from "../../state/people";
import type { Holder, Participant } from "../../types";

/** Longer names than this are written smaller. */
const LONG = 28;

export function HolderCard({ slug, holder }: { slug: string; holder: Holder }) {
  if (!holder.badge) return <p class="muted">{t("person.no-badge")}</p>;
  return (
    <div class="raised holder-card">
      <Picture slug={slug} holder={holder} key={holder.badge} />
      <div>
        <p class={holder.name.length > LONG ? "card-name long" : "card-name"}>
          <bdi>{holder.name}</bdi>
        </p>
        <dl>
          <dt>{t("person.badge")}</dt>
          <dd class="code">{shown(holder.badge)}</dd>
          {holder.pin && (
            <>
              <dt>{t("person.pin")}</dt>
              <dd class="code">{grouped(holder.pin)}</dd>
            </>
          )}
        </dl>
      </div>
    </div>
  );
}

function Picture({ slug, holder }: { slug: string; holder: Holder }) {
  const picture = useSignal("");
  const attempt = useAttempt();
  useEffect(
    () =>
      void attempt.run(async () => {
        picture.value = await symbolOf(slug, holder.participant_id ?? "");
      }),
    [],
  );
  if (attempt.problem.value) return <Trouble problem={attempt.problem.value} />;
  return picture.value ? (
    <img
      class="symbol"
      src={picture.value}
      width="256"
      height="256"
      alt={t("badge.picture", { name: holder.name })}
    />
  ) : (
    <div class="symbol" aria-busy="true" />
  );
}

const MOST = 5;

/** Some names as an example, and that there are more. */
export function Names({ people }: { people: readonly Participant[] }) {
  if (people.length === 0) return null;
  const left = people.length - MOST;
  return (
    <ul class="names" aria-label={t("list.names")}>
      {people.slice(0, MOST).map((person, place) => (
        <li key={`${place} ${person.name}`}>
          <bdi class="name">{person.name}</bdi>{" "}
          {person.email && <bdi class="muted">{person.email}</bdi>}
        </li>
      ))}
      {left > 0 && <li class="muted">{counted("list.more", left)}</li>}
    </ul>
  );
}

/** In a word or two, how far somebody is. */
export function standing(person: Participant): string {
  if (person.removed_at) return t("person.removed");
  const said = [
    person.printed_at && t("person.printed"),
    person.joined_at ? t("person.joined") : person.invited_at && t("person.invited"),
  ];
  return said.filter(Boolean).join(" · ");
}
