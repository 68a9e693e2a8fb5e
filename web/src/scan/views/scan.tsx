/** "We talked": the camera looks for a badge; typing its code is always one tap away. */
import { useEffect } from "preact/hooks";
import { comeBack, refusal } from "../camera";
import { Seen } from "./seen";
import { Typed } from "./typed";
import "../../style/scan.css";

export default function Scan({ part }: { part: string }) {
  useEffect(() => {
    void comeBack();
    void Promise.allSettled([import("../../talk/views/talk")]); // what a scan leads to comes while one looks
  }, []);
  if (part === "code" || refusal.value) return <Typed why={refusal.value} />;
  return <Seen />;
}
