/** The time zones to choose from, by region, with the browser's own at hand. */

export interface Region {
  name: string;
  zones: string[];
}

/** All that the browser knows, and these; regions and zones in order, what has no region last. */
export function regions(known: readonly string[], also: readonly string[]): Region[] {
  const all = [...new Set([...known, ...also, "UTC"])].sort();
  const names = [...new Set(all.map(regionOf))].filter((name) => name !== "");
  const found = names.map((name) => ({ name, zones: all.filter((one) => regionOf(one) === name) }));
  return [...found, { name: "", zones: all.filter((one) => regionOf(one) === "") }];
}

/** "Buenos Aires, Argentina" of America/Argentina/Buenos_Aires. */
export function placeOf(zone: string): string {
  const [, ...places] = zone.split("/");
  return (places.length > 0 ? places.reverse().join(", ") : zone).replaceAll("_", " ");
}

function regionOf(zone: string): string {
  return zone.includes("/") ? (zone.split("/")[0] ?? "") : "";
}
