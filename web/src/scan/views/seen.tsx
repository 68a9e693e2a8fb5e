/** What the camera sees, the frame to hold a badge in, and the one line beneath it. */
import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type Key, t } from "../../i18n/text";
import { moved } from "../../page/route";
import { Cross, Tick } from "../../ui/icons";
import { useTitle } from "../../ui/page";
import { speak } from "../../ui/spoken";
import { useAwake } from "../../ui/wake";
import { isMirrored } from "../camera";
import { refuse } from "../refusal";
import { Scanning } from "../scanning";
import { Watch } from "../watch";
import { Switches, Zoom } from "./controls";

export function Seen() {
  const video = useRef<HTMLVideoElement>(null);
  const scanning = useMemo(() => new Scanning(), []);
  const watch = useWatch(video, scanning).value;
  useAwake();
  useSignalEffect(() => {
    if (scanning.found.value) speak(t("scan.found"));
  });
  const found = scanning.found.value;
  return (
    <main class={found ? "scan found" : "scan"}>
      <Heading />
      <video
        ref={video}
        class={isMirrored(watch?.camera.value) ? "mirrored" : ""}
        playsInline
        muted
        autoPlay
      />
      <div class="frame">{found && <Tick />}</div>
      <div class="scan-top">
        <a class="sign" href="/" aria-label={t("close")}>
          <Cross />
        </a>
        {watch && <Switches watch={watch} />}
      </div>
      <div class="scan-foot">
        {watch && <Zoom watch={watch} />}
        <p role="status">
          {found ? <span aria-hidden="true">{t("scan.found")}</span> : t(lineOf(scanning, watch))}
        </p>
        <a class="button" href="/scan/code">
          {t("scan.type")}
        </a>
      </div>
    </main>
  );
}

/** Watches from the first picture of the view to its last. */
function useWatch(
  video: RefObject<HTMLVideoElement | null>,
  scanning: Scanning,
): Signal<Watch | null> {
  const watch = useSignal<Watch | null>(null);
  useEffect(() => {
    if (!video.current) return;
    const begun = new Watch(video.current, (...seen) => void scanning.saw(...seen), refuse);
    watch.value = begun;
    return () => {
      begun.end();
      scanning.end();
    };
  }, []);
  return watch;
}

function Heading() {
  const top = useRef<HTMLHeadingElement>(null);
  useTitle(t("scan.title"));
  useEffect(() => {
    if (moved) top.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 class="hidden" ref={top} tabIndex={-1}>
      {t("scan.title")}
    </h1>
  );
}

function lineOf(scanning: Scanning, watch: Watch | null): Key {
  if (watch?.silent.value) return "scan.silent";
  if (watch?.away.value) return "scan.away";
  if (scanning.line.value) return scanning.line.value;
  return watch?.decoder.late.value ? "scan.loading" : "scan.lead";
}
