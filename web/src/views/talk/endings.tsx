/** Taking back my yes, and blocking: both explain themselves first, and the other side is not told. */
import type { Talk } from "../../api/types";
import { t } from "../../i18n/text";
import { go } from "../../route";
import { tell } from "../../state/notice";
import { block, withdraw } from "../../state/talks";
import { Say } from "../../ui/say";
import { Sure } from "../../ui/sure";

export function Endings({ talk }: { talk: Talk }) {
  const name = talk.with.given_name ?? t("someone");
  async function takeBack() {
    await withdraw(talk.id);
    go("/talks", { replace: true });
    tell({ key: "taken-back", values: { name } });
  }
  async function shutOut() {
    await block(talk.id);
    go("/talks", { replace: true });
    tell({ key: "blocked", values: { name } });
  }
  return (
    <section class="endings">
      {talk.state !== "waiting_for_you" && (
        <Sure label={t("take-back")} onYes={takeBack}>
          <Say k="take-back.sure" name={name} />
        </Sure>
      )}
      <Sure label={t("block", { name })} onYes={shutOut}>
        <Say k="block.sure" name={name} />
      </Sure>
    </section>
  );
}
