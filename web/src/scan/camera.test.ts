/** What a camera offers: light, steps of zoom, and which lens comes next. */
import { describe, expect, test } from "vitest";
import { hasTorch, lensesOf, nextLens, zoomSteps } from "./camera";

test("there is a light only where the camera says so", () => {
  expect(hasTorch({ torch: true })).toBe(true);
  expect(hasTorch({ torch: false })).toBe(false);
  expect(hasTorch({})).toBe(false);
});

describe("the steps of zoom", () => {
  test.each([
    ["a phone's usual camera", { min: 1, max: 8 }, [1, 2, 3]],
    ["a camera that begins wider", { min: 0.5, max: 2.5 }, [1, 2]],
    ["a camera that counts from 100", { min: 100, max: 400 }, [100, 200, 300]],
    ["a camera that ends before twice", { min: 1, max: 1.5 }, []],
    ["a camera that cannot", { min: 1, max: 1 }, []],
  ])("%s", (_, zoom, told) => {
    expect(zoomSteps({ zoom }).map((step) => step.zoom)).toEqual(told);
    expect(zoomSteps({ zoom }).map((step) => step.times)).toEqual([1, 2, 3].slice(0, told.length));
  });

  test("there are none where the browser tells nothing", () => expect(zoomSteps({})).toEqual([]));
});

describe("the lenses", () => {
  const device = (deviceId: string, label: string, kind = "videoinput") =>
    ({ deviceId, label, kind }) as MediaDeviceInfo;

  test("that look away come first, in the phone's own order; microphones are none", () => {
    const phone = [
      device("f", "camera2 1, facing front"),
      device("a", "camera2 0, facing back"),
      device("m", "Default", "audioinput"),
      device("b", "camera2 2, facing back"),
    ];
    expect(lensesOf(phone)).toEqual(["a", "b", "f"]);
    expect(lensesOf([device("x", "Frontkamera"), device("y", "Rückkamera")])).toEqual(["y", "x"]);
  });

  test("without a name, before the camera was allowed, are not to be chosen", () => {
    expect(lensesOf([device("", "")])).toEqual([]);
  });

  test("come round, each after the other", () => {
    expect(nextLens(["a", "b", "f"], "a")).toBe("b");
    expect(nextLens(["a", "b", "f"], "f")).toBe("a");
    expect(nextLens(["a", "b"], "gone")).toBe("a");
  });

  test("are nothing to go through where there is only one", () => {
    expect(nextLens(["a"], "a")).toBeNull();
    expect(nextLens([], "a")).toBeNull();
  });
});
