/** In which order notes stand on the screen: what stands somewhere stays there while it is written. */

/**
 * `order` with those of `there` that are new to it. They come last, yet before an empty place
 * (`slot`) that stood last; the slot is added where it is missing.
 */
export function placed(
  order: readonly string[],
  there: readonly string[],
  slot: string | null,
): string[] {
  const come = there.filter((id) => !order.includes(id) && id !== slot);
  const emptyLast = slot !== null && order.at(-1) === slot && !there.includes(slot);
  const before = emptyLast ? order.slice(0, -1) : order;
  const rest = [...before, ...come];
  return slot === null || before.includes(slot) ? rest : [...rest, slot];
}
