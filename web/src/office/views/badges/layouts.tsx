/** The kinds of card to print on, each with a drawing of its sheet. */
import { t } from "../../../i18n/text";
import { CARDS, type Card } from "../../rules/wish";

interface Props {
  chosen: string;
  onPick: (layout: string) => void;
}

export function Layouts({ chosen, onPick }: Props) {
  return (
    <fieldset class="layouts">
      <legend>{t("badges.layout")}</legend>
      {Object.entries(CARDS).map(([name, card]) => (
        <label key={name} class={chosen === name ? "layout chosen" : "layout"}>
          <input
            type="radio"
            name="layout"
            checked={chosen === name}
            onChange={() => onPick(name)}
          />
          <Drawing card={card} folded={name === "butterfly"} />
          <span>{t(`badges.layout-${name as "a6"}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The whole sheet at one scale: each card with its name and its symbol. */
function Drawing({ card, folded }: { card: Card; folded: boolean }) {
  const { width, height, columns, rows } = card;
  const places = Array.from({ length: columns * rows }, (_, place) => place);
  return (
    <svg
      viewBox={`-2 -2 ${width * columns + 4} ${height * rows + 4}`}
      aria-hidden="true"
      focusable="false"
    >
      {places.map((place) => (
        <g
          key={place}
          transform={`translate(${(place % columns) * width} ${Math.floor(place / columns) * height})`}
        >
          <rect class="card" width={width} height={height} />
          <Inside width={width} height={folded ? height / 2 : height} />
          {folded && <line class="fold" x2={width} y1={height / 2} y2={height / 2} />}
        </g>
      ))}
    </svg>
  );
}

function Inside({ width, height }: { width: number; height: number }) {
  const across = width > height;
  const symbol = Math.min(width, height) * 0.4;
  const x = across ? width - symbol - width * 0.07 : (width - symbol) / 2;
  const y = across ? (height - symbol) / 2 : height * 0.48;
  const line = across ? width * 0.4 : width * 0.7;
  const from = across ? width * 0.07 : (width - line) / 2;
  return (
    <>
      <rect class="drawn" x={from} y={height * 0.16} width={line} height={height * 0.09} />
      <rect
        class="drawn soft"
        x={from}
        y={height * 0.3}
        width={line * 0.7}
        height={height * 0.05}
      />
      <rect class="drawn" x={x} y={y} width={symbol} height={symbol} />
    </>
  );
}
