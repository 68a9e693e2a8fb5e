/** Signing out on this phone. */
import { t } from "../../i18n/text";
import { go } from "../../page/route";
import { signOut } from "../../sign-in/session";
import { Trouble, useAttempt } from "../../ui/attempt";

export function SignOut() {
  const attempt = useAttempt();
  async function end() {
    if (await attempt.run(signOut)) go("/", { replace: true });
  }
  return (
    <>
      <Trouble problem={attempt.problem.value} />
      <button type="button" aria-disabled={attempt.busy.value} onClick={end}>
        {t("sign-out")}
      </button>
    </>
  );
}
