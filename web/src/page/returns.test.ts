/** Coming back to a page, and the network to it, is noticed once each time. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openBrowser, show, tell } from "../../test/browser";
import { Problem } from "../rules/problem";
import * as store from "../sync/store";
import { askAgainLater, onReturn, watchReturns } from "./returns";

openBrowser();
store.online.value = true;
watchReturns();
const work = vi.fn();
onReturn(work);

beforeEach(() => {
  vi.useFakeTimers();
  work.mockClear();
});
afterEach(() => {
  vi.runOnlyPendingTimers();
  vi.useRealTimers();
});

test("nothing is asked for before somebody has come back", () => {
  vi.runAllTimers();
  expect(work).not.toHaveBeenCalled();
});

test("all that a browser tells of one coming back counts once", () => {
  show("visible");
  tell("online");
  vi.runAllTimers();
  expect(work).toHaveBeenCalledTimes(1);
});

test("a page that is hidden waits until it is looked at", () => {
  show("hidden");
  vi.runAllTimers();
  expect(work).not.toHaveBeenCalled();
  show("visible");
  vi.runAllTimers();
  expect(work).toHaveBeenCalledTimes(1);
});

test("a network that works again without the browser's telling is a coming back", () => {
  store.problem.value = new Problem("no-network");
  vi.runAllTimers();
  expect(work).not.toHaveBeenCalled();
  store.problem.value = null;
  vi.runAllTimers();
  expect(work).toHaveBeenCalledTimes(1);
});

test("what could not be had is asked for again within a minute, once for all who ask", () => {
  askAgainLater();
  askAgainLater();
  vi.advanceTimersByTime(29_000);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(31_001);
  expect(work).toHaveBeenCalledTimes(1);
});
