/** How to put the app on the home screen, in the words of this browser. */
import { t } from "../i18n/text";
import type { Way } from "../install-hint";
import { install } from "../state/install";
import { Share } from "../ui/icons";
import { Say } from "../ui/say";

export function Install({ way }: { way: Way }) {
  if (way === "elsewhere") return <BuiltIn />;
  if (way === "offer")
    return (
      <>
        <p>{t("install.why")}</p>
        <button type="button" onClick={install}>
          {t("install")}
        </button>
      </>
    );
  return (
    <>
      <p>{t("install.why")}</p>
      <p>{way === "share" ? <Say k="install.share" share={<Share />} /> : t("install.menu")}</p>
    </>
  );
}

/** Another app's built-in browser, as mail programs have them, is another browser. */
export function BuiltIn() {
  return (
    <p>
      <Say k="install.built-in" address={location.host} />
    </p>
  );
}
