/** What an organizer hands out by hand: a link before the first sign-in, a new place when all is lost. */
import { useSignal } from "@preact/signals";
import { t } from "../../../i18n/text";
import { go } from "../../../page/route";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { Say } from "../../../ui/sentence";
import { Sure } from "../../../ui/sure";
import { giveNewPlace, newLink } from "../../state/people";
import type { Holder } from "../../types";
import { ShownOnce } from "../../ui/shown-once";

interface Props {
  slug: string;
  holder: Holder;
}

export function WayIn({ slug, holder }: Props) {
  if (holder.removed_at) return null;
  return holder.joined_at ? (
    <NewPlace slug={slug} holder={holder} />
  ) : (
    <Link slug={slug} holder={holder} />
  );
}

function Link({ slug, holder }: Props) {
  const made = useSignal<string | null | undefined>(undefined);
  const attempt = useAttempt();
  const make = () =>
    attempt.run(async () => {
      made.value = await newLink(slug, holder.participant_id ?? "");
    });
  return (
    <div>
      <button type="button" aria-disabled={attempt.busy.value} onClick={make}>
        {t("person.link")}
      </button>
      <Trouble problem={attempt.problem.value} />
      <div role="status">
        {made.value === null && <p>{t("person.link-none")}</p>}
        {made.value && (
          <ShownOnce key={made.value} secret={made.value}>
            <Say k="person.link-shown" name={holder.name} />
          </ShownOnce>
        )}
      </div>
    </div>
  );
}

function NewPlace({ slug, holder }: Props) {
  async function give() {
    const place = await giveNewPlace(slug, holder.participant_id ?? "");
    if (place) go(`/events/${slug}/people/${place}`);
  }
  return (
    <Sure label={t("person.new-place")} yes={t("person.new-place-yes")} onYes={give}>
      <Say k="person.new-place-sure" name={holder.name} />
    </Sure>
  );
}
