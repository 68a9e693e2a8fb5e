/** How to put the app on the home screen, in the words of this browser. */

import { t } from "../i18n/text";
import { install } from "../page/install";
import type { Way } from "../rules/install-hint";
import { Share } from "./icons";
import { Say } from "./sentence";

export function Install({ way }: { way: Way }) {
  if (way === "elsewhere") return <BuiltIn />;
  if (way === "share")
    return (
      <p>
        <Say k="install.share" share={<Share />} />
      </p>
    );
  if (way === "menu") return <p>{t("install.menu")}</p>;
  return (
    <button type="button" onClick={install}>
      {t("install")}
    </button>
  );
}

function BuiltIn() {
  return (
    <p>
      <Say k="install.built-in" address={location.host} />
    </p>
  );
}
