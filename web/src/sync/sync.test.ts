/** What is sent, against a model of the server: lost requests, lost answers, repeats, words in between. */
import "fake-indexeddb/auto";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Server } from "../../test/server-model";
import { type Entry, keyOf, type Operation } from "../rules/operation";
import { NO_NETWORK, Problem } from "../rules/problem";
import { correctBy } from "../storage/clock";
import { close } from "../storage/idb";
import { mergePending } from "./merge-pending";
import { contents, erase, put } from "./outbox";
import { drain } from "./send";

/** Fixed, so that a run tells of a change and not of chance. */
const SEED = 20_261_120;
const ME = "me";
const GUESTS = ["a", "b", "unknown"];

const forget = () => erase(ME);

/** The phone's clock is right, and known to be. */
beforeEach(() => correctBy(new Date().toUTCString()));
afterEach(forget);

type Saying =
  | { do: "scan" | "withdraw" | "forget-note" | "reminded"; guest: string; word: number }
  | { do: "question" | "promise"; guest: string; word: number };
type Network = "well" | "request-lost" | "answer-lost" | "twice";
type Step =
  | { say: Saying }
  | { send: Network; meanwhile: Saying[] }
  | { theirYes: string }
  | { restart: true };

const saying: fc.Arbitrary<Saying> = fc.record({
  do: fc.constantFrom("scan", "withdraw", "forget-note", "reminded", "question", "promise"),
  guest: fc.constantFrom(...GUESTS),
  word: fc.nat(2),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ say: saying }) },
  {
    weight: 3,
    arbitrary: fc.record({
      send: fc.constantFrom<Network>("well", "request-lost", "answer-lost", "twice"),
      meanwhile: fc.array(saying, { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ theirYes: fc.constantFrom("a", "b") }) },
  { weight: 1, arbitrary: fc.constant({ restart: true as const }) },
);

/** One phone, its person's words, and the server; `direct` is a server that heard every word at once. */
class Story {
  readonly server = new Server();
  readonly direct = new Server();
  private time = Date.parse("2026-11-20T10:00:00Z");

  async take(next: Step): Promise<void> {
    if ("say" in next) await this.say(next.say);
    else if ("theirYes" in next) this.theirYes(next.theirYes);
    else if ("restart" in next) await close();
    else await this.send(next.send, next.meanwhile).catch(onlyNetwork);
  }

  /** Notes are written on the page of a talk, so only while there is one. */
  async say(saying: Saying): Promise<void> {
    const isWord = saying.do === "scan" || saying.do === "withdraw";
    if (!isWord && !(await this.sees(saying.guest))) return;
    const operation = this.operation(saying);
    this.direct.sync([operation], null);
    await put([entryOf(operation)]);
  }

  private async sees(guest: string): Promise<boolean> {
    const talks = seenBy(await shown(), /./);
    return talks.has(guest);
  }

  send(network: Network, meanwhile: Saying[] = []): Promise<void> {
    return drain(
      ME,
      async (_, operations, since) => {
        for (const one of meanwhile.splice(0)) await this.say(one);
        if (network === "request-lost") throw new Problem(NO_NETWORK);
        const answer = this.server.sync(operations, since);
        if (network === "answer-lost") throw new Problem(NO_NETWORK);
        return network === "twice" ? this.server.sync(operations, since) : answer;
      },
      async () => {},
    );
  }

  private theirYes(guest: string): void {
    this.server.theirs.add(guest);
    this.direct.theirs.add(guest);
  }

  private operation({ do: what, guest, word }: Saying): Operation {
    this.time += 1000;
    const at = new Date(this.time).toISOString();
    const named = { badge: `BADGE${guest}`, at };
    const id = `${guest}-${word}`;
    switch (what) {
      case "scan":
        return { op: "scan", id: at, ...named };
      case "withdraw":
        return { op: "withdraw", ...named };
      case "forget-note":
        return { op: "question", id: `q${id}`, deleted: true, ...named };
      case "reminded":
        return { op: "reminded_of", text: word ? `${word} ${at}` : null, ...named };
      case "question":
        return { op: "question", id: `q${id}`, text: at, asked_at: at, answer: null, ...named };
      case "promise":
        return { op: "promise", id: `p${id}`, text: at, due: null, state: "open", ...named };
    }
  }
}

function onlyNetwork(thrown: unknown): void {
  if (!(thrown instanceof Problem) || thrown.kind !== NO_NETWORK) throw thrown;
}

function entryOf(operation: Operation): Entry {
  return { person: ME, key: keyOf(operation), event: "day", operation, refused: null };
}

/** What the person sees: which talks with a yes of mine, and the notes on each. */
function seenBy(
  talks: readonly { id: string; state: string }[],
  which = /^[ab]$/,
): Map<string, unknown> {
  return new Map(
    talks
      .map((talk) => ({ ...talk, id: talk.id.replace("BADGE", "") }))
      .filter((talk) => talk.state !== "waiting_for_you" && which.test(talk.id))
      .map((talk) => [talk.id, notesOf(talk)]),
  );
}

function notesOf(talk: object): unknown {
  const { questions, promises, reminded_of } = talk as Record<string, { id: string }[]>;
  const bare = (notes: { id: string; text?: string }[] = []) =>
    notes.map(({ id, text }) => `${id} ${text}`).sort();
  return { questions: bare(questions), promises: bare(promises), reminded_of };
}

async function shown() {
  const { snapshot, entries, badges } = await contents(ME);
  const known = new Map(
    badges.flatMap(({ badge, talk }) => (talk ? [[badge, talk] as const] : [])),
  );
  return mergePending(snapshot?.talks ?? [], entries, known);
}

test("whatever the network does, the server ends with all that was said, and the phone shows it throughout", async () => {
  await fc.assert(
    fc
      .asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const story = new Story();
        for (const next of steps) {
          await story.take(next);
          expect(seenBy(await shown())).toEqual(seenBy(story.direct.talks()));
        }
        await story.send("well");
        expect(story.server.talks()).toEqual(story.direct.talks());
        expect(seenBy(await shown())).toEqual(seenBy(story.direct.talks()));
        const left = (await contents(ME)).entries;
        expect(left.every((entry) => entry.refused === "unknown-badge")).toBe(true);
      })
      .afterEach(forget),
    { numRuns: 300, seed: SEED },
  );
}, 60_000);

test("one operation that no request can carry is refused, and all others arrive", async () => {
  await fc.assert(
    fc
      .asyncProperty(fc.integer({ min: 1, max: 240 }), fc.nat(), async (many, which) => {
        const story = new Story();
        await story.say({ do: "scan", guest: "a", word: 0 });
        for (let word = 0; word < many; word++)
          await story.say({ do: "question", guest: "a", word });
        story.server.poison = `qa-${which % many}`;
        await story.send("well");
        const { entries } = await contents(ME);
        expect(entries.map((one) => [one.key, one.refused])).toEqual([
          [`question qa-${which % many}`, "invalid"],
        ]);
        expect(story.server.talks()[0]?.questions.length).toBe(many - 1);
      })
      .afterEach(forget),
    { numRuns: 10, seed: SEED },
  );
}, 60_000);

test("a newer version of a note that was typed while the older was under way is not lost", async () => {
  const story = new Story();
  await story.say({ do: "scan", guest: "a", word: 0 });
  await story.say({ do: "promise", guest: "a", word: 1 });
  await story.send("well", [{ do: "promise", guest: "a", word: 1 }]);
  expect((await contents(ME)).entries.map((one) => one.key)).toEqual(["promise pa-1"]);
  await story.send("well");
  expect(story.server.talks()).toEqual(story.direct.talks());
});

test("an unknown badge that was scanned and taken back leaves nothing to mend", async () => {
  const story = new Story();
  await story.say({ do: "scan", guest: "unknown", word: 0 });
  await story.say({ do: "promise", guest: "unknown", word: 0 });
  await story.say({ do: "withdraw", guest: "unknown", word: 0 });
  await story.send("well");
  expect((await contents(ME)).entries).toEqual([]);
});

test("a refused scan is gone once it is taken back", async () => {
  const story = new Story();
  await story.say({ do: "scan", guest: "unknown", word: 0 });
  await story.send("well");
  expect((await contents(ME)).entries.map((one) => one.refused)).toEqual(["unknown-badge"]);
  await story.say({ do: "withdraw", guest: "unknown", word: 0 });
  await story.send("well");
  expect((await contents(ME)).entries).toEqual([]);
});

test("what another person left waiting on this phone is neither sent nor lost", async () => {
  const story = new Story();
  await story.say({ do: "scan", guest: "a", word: 0 });
  await drain(
    "somebody",
    async () => ({ results: [], talks: [], cursor: "0" }),
    async () => {},
  );
  expect((await contents(ME)).entries).toHaveLength(1);
});
