/** What the browser keeps for us, whatever it does with it. */
import { expect, test } from "vitest";
import { isObject, isTextByName, isTexts, keeper } from "./web-storage";

const refuse = () => {
  throw new DOMException("no", "SecurityError");
};

function storage(more: Partial<Storage> = {}): Storage {
  const kept = new Map<string, string>();
  const methods = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
    ...more,
  };
  return new Proxy(methods as Storage, {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}

const BROKEN: [string, () => Storage | undefined][] = [
  ["refuses to be looked at", refuse],
  ["is missing", () => undefined],
  ["throws at everything", () => storage({ getItem: refuse, setItem: refuse, removeItem: refuse })],
  ["is full", () => storage({ setItem: refuse })],
];

test.each(BROKEN)("a storage that %s is stood in for", (_, broken) => {
  const kept = keeper(broken);
  expect(kept.get("wetalked.a")).toBeNull();
  kept.set("wetalked.a", "1");
  expect(kept.get("wetalked.a")).toBe("1");
  kept.set("wetalked.a", null);
  expect(kept.get("wetalked.a")).toBeNull();
  kept.write("wetalked.b", ["x"]);
  expect(kept.read("wetalked.b", isTexts)).toEqual(["x"]);
  kept.clear();
  expect(kept.read("wetalked.b", isTexts)).toBeNull();
});

test("what is kept is kept in the storage", () => {
  const there = storage();
  keeper(() => there).write("wetalked.a", { x: "y" });
  expect(keeper(() => there).read("wetalked.a", isTextByName)).toEqual({ x: "y" });
});

test.each(["{", "", "null", "5", '"x"', "[1]", "[null]", "{}", "undefined", "\u0000"])(
  "%j in the place of a list counts as none",
  (broken) => {
    const there = storage();
    there.setItem("wetalked.a", broken);
    expect(keeper(() => there).read("wetalked.a", isTexts)).toBeNull();
  },
);

test("a value of another shape counts as none", () => {
  for (const value of [null, 5, [], "x", { a: 1 }, { a: null }])
    expect(isTextByName(value)).toBe(false);
  expect(isObject([])).toBe(false);
  expect(isObject(null)).toBe(false);
  expect(isObject({ a: 1 })).toBe(true);
});

test("clearing takes ours alone", () => {
  const there = storage();
  there.setItem("other", "stays");
  const kept = keeper(() => there);
  kept.set("wetalked.a", "1");
  kept.clear();
  expect(there.getItem("other")).toBe("stays");
  expect(there.getItem("wetalked.a")).toBeNull();
});
