/** A place to drop a list, or to choose it; before anything happens it is looked at. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { t } from "../../../i18n/text";
import { Trouble, useAttempt } from "../../../ui/attempt";
import { preview } from "../../state/list-import";

interface Props {
  slug: string;
  /** While nobody is on the list, this is the one thing to do. */
  large: boolean;
}

export function Drop({ slug, large }: Props) {
  const over = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const attempt = useAttempt();
  const bring = (file: File | undefined | null) =>
    file && void attempt.run(() => preview(slug, file));
  function dropped(event: DragEvent) {
    event.preventDefault();
    over.value = false;
    bring(event.dataTransfer?.files[0]);
  }
  return (
    <section
      class={over.value ? "drop over" : "drop"}
      aria-label={t("list.drop")}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={dropped}
    >
      <p>{t("list.lead")}</p>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        onChange={(event) => {
          bring(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <button
        type="button"
        class={large ? "main" : ""}
        aria-disabled={attempt.busy.value}
        onClick={() => input.current?.click()}
      >
        {t("list.choose")}
      </button>
      <p role="status">{attempt.busy.value && t("list.looking")}</p>
      <Trouble problem={attempt.problem.value} />
    </section>
  );
}
