/** All time zones of the world, the browser's own first. */

import { knownZones, ownZone } from "../../../i18n/format";
import { t } from "../../../i18n/text";
import { placeOf, regions } from "../../rules/time-zones";

const KNOWN = knownZones();

export function ZoneOptions({ also }: { also: string }) {
  const own = ownZone();
  return (
    <>
      <optgroup label={t("form.zone-own")}>
        <option value={own}>{own.replaceAll("_", " ")}</option>
      </optgroup>
      {regions(KNOWN, [also]).map(({ name, zones }) => (
        <optgroup key={name} label={name || t("form.zone-other")}>
          {zones
            .filter((zone) => zone !== own)
            .map((zone) => (
              <option key={zone} value={zone}>
                {placeOf(zone)}
              </option>
            ))}
        </optgroup>
      ))}
    </>
  );
}
