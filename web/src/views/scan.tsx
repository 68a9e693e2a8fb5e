/** "We talked": the camera looks for a badge; typing its code is always one tap away. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { readTyped } from "../code";
import { type Key, t } from "../i18n/text";
import {
  closeCamera,
  hasOtherLens,
  hasTorch,
  light,
  NoCamera,
  openCamera,
  type Refusal,
} from "../scan/camera";
import { Reader } from "../scan/reader";
import { Scanning } from "../scan/scanning";
import { meet } from "../state/meet";
import { Trouble, useAttempt } from "../ui/attempt";
import { Field } from "../ui/field";
import { Cross, Flip, Tick, Torch } from "../ui/icons";
import { Page, useTitle } from "../ui/page";

export default function Scan({ part }: { part: string }) {
  const refusal = useSignal<Refusal | null>(null);
  if (part === "code" || refusal.value) return <Typed why={refusal.value} />;
  return <Seen onRefusal={(why) => (refusal.value = why)} />;
}

const REASONS: Record<Refusal, Key> = {
  denied: "scan.denied",
  none: "scan.no-camera",
  insecure: "scan.insecure",
};

function Typed({ why }: { why: Refusal | null }) {
  const typed = useSignal("");
  const wrong = useSignal(false);
  const attempt = useAttempt();
  function submit(event: Event) {
    event.preventDefault();
    const code = readTyped(typed.value);
    wrong.value = code === null;
    if (code) void attempt.run(() => meet(code));
  }
  return (
    <Page title={t("code.title")} back="/" name="typed">
      {why && <p role="status">{t(REASONS[why])}</p>}
      <form class="step" onSubmit={submit}>
        <Field
          label={t("code.label")}
          value={typed.value}
          onText={(text) => (typed.value = text)}
          hint={wrong.value && t("code.wrong")}
          with={{
            required: true,
            autocapitalize: "characters",
            autocomplete: "off",
            spellcheck: false,
            placeholder: "XXXX-XXXX",
          }}
        />
        <Trouble problem={attempt.problem.value} />
        <button type="submit" class="main" aria-disabled={attempt.busy.value}>
          {t("we-talked")}
        </button>
      </form>
      {!why && (
        <a class="quiet" href="/scan">
          {t("code.camera")}
        </a>
      )}
    </Page>
  );
}

function Seen({ onRefusal }: { onRefusal: (why: Refusal) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const facing = useSignal<"environment" | "user">("environment");
  const stream = useSignal<MediaStream | null>(null);
  const scanning = useMemo(() => new Scanning(), []);
  useTitle(t("scan.title"));
  useEffect(() => {
    const screen = video.current;
    if (!screen) return;
    return watch(screen, facing.value, scanning, (open) => (stream.value = open), onRefusal);
  }, [facing.value]);
  return (
    <main class={scanning.found.value ? "scan found" : "scan"}>
      <h1 class="hidden">{t("scan.title")}</h1>
      <video ref={video} playsInline muted autoPlay />
      <div class="frame">{scanning.found.value && <Tick />}</div>
      <div class="scan-top">
        <a class="sign" href="/" aria-label={t("close")}>
          <Cross />
        </a>
        <CameraSwitches stream={stream.value} onFlip={() => (facing.value = other(facing.value))} />
      </div>
      <div class="scan-foot">
        <p role="status">{t(scanning.line.value ?? "scan.lead")}</p>
        <a class="button" href="/scan/code">
          {t("scan.type")}
        </a>
      </div>
    </main>
  );
}

/** Show what the camera sees and read it, until the returned function ends it. */
function watch(
  screen: HTMLVideoElement,
  facing: "environment" | "user",
  scanning: Scanning,
  onOpen: (stream: MediaStream) => void,
  onRefusal: (why: Refusal) => void,
): () => void {
  let stream: MediaStream | null = null;
  let reader: Reader | null = null;
  let ended = false;
  const opened = (open: MediaStream) => {
    if (ended) return closeCamera(open);
    stream = open;
    screen.srcObject = open;
    reader = new Reader(screen, (text) => void scanning.saw(text));
    onOpen(open);
  };
  openCamera(facing).then(opened, (error: unknown) =>
    onRefusal(error instanceof NoCamera ? error.why : "none"),
  );
  return () => {
    ended = true;
    reader?.close();
    closeCamera(stream);
  };
}

function CameraSwitches({ stream, onFlip }: { stream: MediaStream | null; onFlip: () => void }) {
  const lit = useSignal(false);
  const several = useSignal(false);
  useEffect(() => {
    if (stream) void hasOtherLens().then((yes) => (several.value = yes));
  }, [stream]);
  if (!stream) return null;
  return (
    <>
      {hasTorch(stream) && (
        <button
          type="button"
          class="sign"
          aria-pressed={lit.value}
          aria-label={t("scan.torch")}
          onClick={async () => (lit.value = await light(stream, !lit.value))}
        >
          <Torch />
        </button>
      )}
      {several.value && (
        <button type="button" class="sign" aria-label={t("scan.flip")} onClick={onFlip}>
          <Flip />
        </button>
      )}
    </>
  );
}

function other(facing: "environment" | "user"): "environment" | "user" {
  return facing === "user" ? "environment" : "user";
}
