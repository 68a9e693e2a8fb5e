/** Taking back my yes, and blocking: both explain themselves first, and the other side is not told. */
import { t } from "../../i18n/text";
import { go } from "../../page/route";
import type { LocalTalk } from "../../sync";
import { Say } from "../../ui/say";
import { Sure } from "../../ui/sure";
import { sayNo } from "../no";
import { givenNameOf } from "./who";

export function Endings({ talk }: { talk: LocalTalk }) {
  const name = givenNameOf(talk);
  async function takeBack() {
    go("/talks", { replace: true });
    sayNo(talk, "withdraw", "taken-back", name);
  }
  async function shutOut() {
    go("/talks", { replace: true });
    sayNo(talk, "block", "blocked", name);
  }
  return (
    <section class="endings">
      {talk.state !== "waiting_for_you" && (
        <Sure label={t("take-back")} onYes={takeBack}>
          <Say k="take-back.sure" name={name} />
        </Sure>
      )}
      {!talk.badge && (
        <Sure label={talk.with.name ? t("block", { name }) : t("block.left")} onYes={shutOut}>
          <Say k="block.sure" name={name} />
        </Sure>
      )}
    </section>
  );
}
