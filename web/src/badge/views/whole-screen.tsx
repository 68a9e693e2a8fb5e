/** "Let them scan me": the symbol on the whole screen, which gives way to whoever then says "we talked". */
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/text";
import { notice } from "../../page/notice";
import { shown } from "../../rules/code";
import { toAskAbout } from "../../talk/asking";

interface Props {
  picture: string;
  name: string;
  code: string;
}

export function WholeScreen({ picture, name, code }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  const asks = toAskAbout.value?.id;
  useEffect(close, [notice.value, asks]);
  return (
    <>
      <button type="button" class="cover" onClick={() => dialog.current?.showModal()}>
        {t("badge.scan-me")}
      </button>
      <dialog ref={dialog} class="whole-screen" aria-label={t("badge.title")}>
        <img src={picture} alt={t("badge.picture", { name })} />
        <p class="code">{shown(code)}</p>
        <button type="button" class="cover" onClick={close}>
          {t("close")}
        </button>
      </dialog>
    </>
  );
}
