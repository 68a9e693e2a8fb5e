/** A look at the sheet, with the longest and the most unusual names of this list. */
import { useSignal } from "@preact/signals";
import { t } from "../../../i18n/text";
import { Sign } from "../../../ui/icons";
import { possible, previewOf, type Wish } from "../../rules/wish";

export function Look({ slug, wish }: { slug: string; wish: Wish }) {
  const address = previewOf(slug, possible(wish));
  const seen = useSignal("");
  const broken = useSignal("");
  const busy = seen.value !== address && broken.value !== address;
  return (
    <section class="look">
      <h2>{t("badges.look")}</h2>
      <p class="muted">{t("badges.look-about")}</p>
      <p role="status" class="muted">
        {busy && t("badges.drawing")}
        {broken.value === address && (
          <>
            <Sign /> {t("badges.no-look")}
          </>
        )}
      </p>
      <img
        class={busy ? "sheet busy" : "sheet"}
        src={address}
        alt={t("badges.look-alt")}
        onLoad={() => (seen.value = address)}
        onError={() => (broken.value = address)}
      />
    </section>
  );
}
