/** What the camera sees, the frame to hold a badge in, and the one line beneath it. */
import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type Key, t } from "../../i18n/text";
import { moved } from "../../page/route";
import { announce } from "../../ui/announce";
import { Cross, Tick } from "../../ui/icons";
import { useTitle } from "../../ui/page";
import { useAwake } from "../../ui/wake";
import { isMirrored, refuse } from "../camera";
import { CameraSession } from "../camera-session";
import { ScanController } from "../scan-controller";
import { Switches, Zoom } from "./controls";

export function Seen() {
  const video = useRef<HTMLVideoElement>(null);
  const controller = useMemo(() => new ScanController(), []);
  const session = useCameraSession(video, controller).value;
  useAwake();
  useSignalEffect(() => {
    if (controller.isRecording.value) announce(t("scan.found"));
  });
  const isRead = controller.isRecording.value;
  return (
    <main class={isRead ? "scan found" : "scan"}>
      <Heading />
      <video
        ref={video}
        class={isMirrored(session?.camera.value) ? "mirrored" : ""}
        playsInline
        muted
        autoPlay
      />
      <div class="frame">{isRead && <Tick />}</div>
      <div class="scan-top">
        <a class="sign" href="/" aria-label={t("close")}>
          <Cross />
        </a>
        {session && <Switches session={session} />}
      </div>
      <div class="scan-foot">
        {session && <Zoom session={session} />}
        <p role="status">
          {isRead ? (
            <span aria-hidden="true">{t("scan.found")}</span>
          ) : (
            t(lineOf(controller, session))
          )}
        </p>
        <a class="button" href="/scan/code">
          {t("scan.type")}
        </a>
      </div>
    </main>
  );
}

/** Watches from the first picture of the view to its last. */
function useCameraSession(
  video: RefObject<HTMLVideoElement | null>,
  controller: ScanController,
): Signal<CameraSession | null> {
  const session = useSignal<CameraSession | null>(null);
  useEffect(() => {
    if (!video.current) return;
    const opened = new CameraSession(
      video.current,
      (...seen) => void controller.saw(...seen),
      refuse,
    );
    session.value = opened;
    return () => {
      opened.end();
      controller.end();
    };
  }, []);
  return session;
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

function lineOf(controller: ScanController, session: CameraSession | null): Key {
  if (session?.silent.value) return "scan.silent";
  if (session?.away.value) return "scan.away";
  if (controller.line.value) return controller.line.value;
  return session?.decoder.late.value ? "scan.loading" : "scan.lead";
}
