/** Rows that were taken otherwise than they may have been meant. */
import { Say } from "../../../ui/say";
import type { Told as Row } from "../../types";

const MOST = 20;

export function Told({ told }: { told: readonly Row[] }) {
  if (told.length === 0) return null;
  return (
    <ul class="told">
      {told.slice(0, MOST).map((one) => (
        <li key={one.line}>
          <Say
            k={one.kind === "removed" ? "list.told-removed" : "list.told-without"}
            line={one.line}
            name={one.name}
            email={one.email ?? ""}
          />
        </li>
      ))}
    </ul>
  );
}
