/** Where in a picture is looked, and which code counts. */
import { expect, test } from "vitest";
import { areaOf, nearestFirst } from "./detection";

test("turns look at the middle square and at its middle, larger", () => {
  expect(areaOf(1280, 720, 0)).toEqual({ left: 280, top: 0, edge: 720, side: 720, near: false });
  expect(areaOf(1280, 720, 1)).toEqual({ left: 460, top: 180, edge: 360, side: 720, near: true });
  expect(areaOf(1080, 1920, 2)).toEqual({ left: 0, top: 420, edge: 1080, side: 720, near: false });
});

test("a small picture is not blown up for the look at all of it", () => {
  expect(areaOf(640, 480, 0)).toMatchObject({ edge: 480, side: 480 });
});

test("a camera that gives no picture yet has nothing to look at", () => {
  expect(areaOf(0, 0, 0)).toMatchObject({ edge: 0, side: 0 });
});

test("of several codes the one that the camera is pointed at comes first", () => {
  const detections = [
    { text: "in the corner", x: 40, y: 700 },
    { text: "in the middle", x: 350, y: 380 },
    { text: "beside it", x: 600, y: 360 },
  ];
  expect(nearestFirst(detections, 720)).toEqual(["in the middle", "beside it", "in the corner"]);
});
