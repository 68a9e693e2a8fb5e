/** The time zones to choose from. */
import { expect, test } from "vitest";
import { placeOf, regions } from "./zones";

test("zones stand by region, each once, with those that the browser does not list", () => {
  const found = regions(["Europe/Berlin", "Asia/Tokyo", "Europe/Athens"], ["Europe/Berlin", "CET"]);
  expect(found).toEqual([
    { name: "Asia", zones: ["Asia/Tokyo"] },
    { name: "Europe", zones: ["Europe/Athens", "Europe/Berlin"] },
    { name: "", zones: ["CET", "UTC"] },
  ]);
});

test("every zone of this machine can be chosen", () => {
  const known = Intl.supportedValuesOf("timeZone");
  const offered = regions(known, []).flatMap(({ zones }) => zones);
  expect(new Set(offered)).toEqual(new Set([...known, "UTC"]));
});

test("a zone is called by its place", () => {
  expect(placeOf("America/Argentina/Buenos_Aires")).toBe("Buenos Aires, Argentina");
  expect(placeOf("UTC")).toBe("UTC");
});
