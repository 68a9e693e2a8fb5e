/** The rule for open questions: the design's table, and sentences as people write them. */
import { describe, expect, test } from "vitest";
import shared from "../../../tests/data/questions.json";
import { hintFor, judge, type Verdict } from "./hint";

const TABLE: [string, Verdict][] = [
  ["Arbeitest du im Vertrieb?", "closed"],
  ["Do you work in sales?", "closed"],
  ["Bist du zum ersten Mal hier?", "closed"],
  ["Is this your first time here?", "closed"],
  ["Du bist also Entwicklerin, oder?", "closed"],
  ["You're a developer, right?", "closed"],
  ["Schon mal in Leipzig gewesen?", "closed"],
  ["Ever been to Leipzig?", "closed"],
  ["Magst du, was du tust?", "closed"],
  ["Do you like what you do?", "closed"],
  ["Wenn du könntest, würdest du wechseln?", "closed"],
  ["If you could, would you switch?", "closed"],
  ["Was machst du eigentlich beruflich?", "role"],
  ["So what do you do?", "role"],
  ["Seit wann lässt dich das Thema nicht mehr los?", "open"],
  ["What do you do when you get stuck?", "open"],
  ["Magst du erzählen, wie es dazu kam?", "open"],
  ["Could you tell me how it started?", "open"],
  ["Wenn du zurückschaust, was hat dich überrascht?", "open"],
  ["Looking back, what surprised you?", "open"],
  ["War das geplant? Oder wie kam es dazu?", "open"],
  ["Was it planned? Or how did it come about?", "open"],
  ["Hat mir von ihrem Chor erzählt", "none"],
  ["Has a choir in Leipzig", "none"],
];

const GERMAN: [string, Verdict][] = [
  ["Und was arbeitest du so?", "role"],
  ["Wo arbeitest du denn?", "role"],
  ["Als was arbeiten Sie?", "role"],
  ["Was ist dein Job?", "role"],
  ["Was machst du, wenn du nicht weiterkommst?", "open"],
  ["Was machst du heute anders als früher?", "open"],
  ["Worauf freust du dich gerade?", "open"],
  ["Mit wem würdest du gern einmal einen Tag tauschen?", "open"],
  ["An welchem Ort denkst du am besten?", "open"],
  ["Sag mal, woher kommt deine Freude daran?", "open"],
  ["Als Kind, was wolltest du da werden?", "open"],
  ["Seit du hier bist, was hat dich gewundert?", "open"],
  ["Erzähl mir von deinem Garten!", "open"],
  ["Kannst du mehr über den Chor erzählen?", "open"],
  ["Würdest du mir verraten, wofür du morgens aufstehst?", "open"],
  ["Darf ich fragen, ob du Kinder hast?", "closed"],
  ["Kennst du Mira?", "closed"],
  ["Kennst du die Frau am Eingang?", "closed"],
  ["Gibt es hier Kaffee?", "closed"],
  ["Liest du gern Krimis", "closed"],
  ["Habt ihr das selbst gebaut?", "closed"],
  ["Noch jemand aus Leipzig hier?", "closed"],
  ["Du kommst aus Halle?", "closed"],
  ["Das ist neu für dich, stimmt's?", "closed"],
  ["Bist du neu hier, und wie gefällt es dir?", "open"],
  ["„Welche Frage nimmst du mit?“", "open"],
  ["Rotes Fahrrad, Chor, zwei Kinder", "none"],
  ["Wollte mir den Artikel schicken", "none"],
  ["Hallo", "none"],
  ["", "none"],
];

const ENGLISH: [string, Verdict][] = [
  ["What's your job title?", "role"],
  ["And who do you work for?", "role"],
  ["Where do you work exactly?", "role"],
  ["What do you do for a living?", "role"],
  ["What keeps you curious?", "open"],
  ["How’s that different from before?", "open"],
  ["In which moments do you lose track of time?", "open"],
  ["When did you last change your mind?", "open"],
  ["When you started, what did you hope for?", "open"],
  ["If money didn't matter, how would you spend next year?", "open"],
  ["Would you mind telling me more about the choir?", "open"],
  ["Tell me about your garden.", "open"],
  ["Could you tell me your name?", "none"],
  ["Please describe it", "none"],
  ["Could you tell me whether it works?", "closed"],
  ["Was it hard?", "closed"],
  ["Was your first year hard?", "closed"],
  ["Isn't that a bit risky?", "closed"],
  ["Have you read the book", "closed"],
  ["Have a good time at the lake", "none"],
  ["Been here long then?", "closed"],
  ["Any plans for tonight?", "closed"],
  ["It's lovely here, isn't it?", "closed"],
  ["Do you enjoy it, and what makes it worth it?", "open"],
  ["Red bicycle, choir, two kids", "none"],
  ["Did she really", "closed"],
  ["Well, why this city of all places?", "open"],
];

const DECK = [
  "Wie hat das hier für dich angefangen?",
  "Wer hat dir einmal zur richtigen Zeit geholfen, und womit?",
  "Was macht an deinem Alltag mehr Freude, als man von außen sieht?",
  "Womit könnte dir jemand hier gerade weiterhelfen?",
  "Who once helped you at just the right time, and how?",
  "What part of your day is more fun than it looks from outside?",
];

describe("a question is judged by its own words", () => {
  test.each([...TABLE, ...GERMAN, ...ENGLISH])("%s → %s", (text, verdict) => {
    expect(judge(text)).toBe(verdict);
  });

  test.each(shared)("$text → $result, as the server says", ({ text, result }) => {
    expect(judge(text)).toBe(result);
  });

  test.each(DECK)("the deck asks openly: %s", (text) => {
    expect(judge(text)).toBe("open");
  });
});

test("only closed and job questions get a hint", () => {
  expect(hintFor("Do you work in sales?")).toBe("hint.closed");
  expect(hintFor("So what do you do?")).toBe("hint.role");
  expect(hintFor("What keeps you curious?")).toBeNull();
  expect(hintFor("Red bicycle")).toBeNull();
});

test("a long text without an end is judged in no time", () => {
  expect(judge("kannst du ".repeat(100))).toBe("closed");
});
