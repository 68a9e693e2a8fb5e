/** What else can be wished for about a sheet. */
import type { ComponentChildren } from "preact";
import { t } from "../../../i18n/text";
import { hasSides, type Wish } from "../../rules/wish";
import type { Order } from "../../state/badges";
import { steps } from "../../state/event";
import { Select } from "../../ui/form-field";

interface Props {
  wish: Wish;
  onWish: (part: Partial<Wish>) => void;
  order: Order;
  onOrder: (order: Order) => void;
}

export function Options({ wish, onWish, order, onOrder }: Props) {
  return (
    <section>
      <Tick on={wish.crop_marks} onTick={(crop_marks) => onWish({ crop_marks })}>
        {t("badges.crop-marks")}
      </Tick>
      {hasSides(wish.layout) && (
        <Tick on={wish.sides === "2"} onTick={(on) => onWish({ sides: on ? "2" : "1" })}>
          {t("badges.sides")} <small class="muted">{t("badges.sides-help")}</small>
        </Tick>
      )}
      {(steps.value?.without_address ?? 0) > 0 && (
        <Tick on={wish.pins === "sheet"} onTick={(on) => onWish({ pins: on ? "sheet" : "strip" })}>
          {t("badges.pins")} <small class="muted">{t("badges.pins-help")}</small>
        </Tick>
      )}
      <Select
        name="sort"
        label={t("badges.order")}
        value={order}
        onPick={(picked) => onOrder(picked as Order)}
        problem={null}
      >
        <option value="family">{t("badges.order-family")}</option>
        <option value="given">{t("badges.order-given")}</option>
        <option value="list">{t("badges.order-list")}</option>
      </Select>
    </section>
  );
}

interface TickProps {
  on: boolean;
  onTick: (on: boolean) => void;
  children: ComponentChildren;
}

function Tick({ on, onTick, children }: TickProps) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
