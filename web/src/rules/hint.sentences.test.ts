/** The rule for open questions against many more sentences, and whatever else a text may be. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hintFor, judge, type Verdict } from "./hint";

const MORE_GERMAN: [string, Verdict][] = [
  ["Wie geht es dir eigentlich mit all dem Neuen?", "open"],
  ["Und was hat dich hierher verschlagen?", "open"],
  ["Seit wann spielst du Geige, und warum?", "open"],
  ["Worin bist du gerade Anfängerin?", "open"],
  ["Nach welcher Musik ist dir heute?", "open"],
  ["Wenn Geld keine Rolle spielte: was würdest du tun?", "open"],
  ["Was machst du beruflich am liebsten?", "open"],
  ["Was machst du, wenn du dich langweilst?", "open"],
  ["Was ist dein Job für dich?", "open"],
  ["Wo arbeitest du am liebsten?", "open"],
  ["Hast du Lust zu erzählen, wie du zum Imkern kamst?", "open"],
  ["Ich würde gern wissen, wie du das schaffst.", "open"],
  ["Mich interessiert, was dich antreibt.", "open"],
  ["Verrätst du mir, wovor du keine Angst mehr hast?", "open"],
  ["Erzählst du mir von deiner Reise?", "open"],
  ["Kannst du mir sagen, wie du heißt?", "open"],
  ["Sag, was treibt dich an?", "open"],
  ["Welches Buch liegt gerade neben deinem Bett?", "open"],
  ["Bist du glücklich? Was macht dich glücklich?", "open"],
  ["„Was würdest du noch einmal genauso machen?“", "open"],
  ["WAS HAT DICH ÜBERRASCHT?", "open"],
  ["und wie ging es dann weiter", "open"],
  ["Arbeitest du schon lange hier?", "closed"],
  ["Arbeitest du gern mit Menschen", "closed"],
  ["Sind Sie öfter auf solchen Tagungen?", "closed"],
  ["War die Anreise gut?", "closed"],
  ["Weißt du, wie spät es ist?", "closed"],
  ["Weißt du, wer heute Abend spricht?", "closed"],
  ["Können Sie mir sagen, ob hier noch frei ist?", "closed"],
  ["Ist hier noch frei?", "closed"],
  ["Geht es dir gut?", "closed"],
  ["Gefällt dir der Vortrag?", "closed"],
  ["Hat dir das Essen geschmeckt?", "closed"],
  ["Also du bist auch zum ersten Mal da, gell?", "closed"],
  ["Schön hier, oder?", "closed"],
  ["Ihr seid aus Hamburg, nicht wahr?", "closed"],
  ["Auch schon lange im Verein?", "closed"],
  ["Falls es regnet, gehst du trotzdem?", "closed"],
  ["Wenn du die Wahl hättest, wärst du lieber am Meer?", "closed"],
  ["Wohnst du allein?", "closed"],
  ["Und was machst du so beruflich?", "role"],
  ["Und wo arbeitest du?", "role"],
  ["Was machen Sie beruflich?", "role"],
  ["Was ist deine Position?", "role"],
  ["Als was arbeitest du?", "role"],
  ["Bei welcher Firma arbeitest du?", "role"],
  ["Was bist du von Beruf?", "role"],
  ["Was ist Ihr Job?", "role"],
  ["Spielt Geige und wohnt in Halle", "none"],
  ["Isst kein Fleisch mehr", "none"],
  ["Ist im Chor, singt Alt", "none"],
  ["Hatte heute Geburtstag!", "none"],
  ["Kommt aus Leipzig, zwei Kinder", "none"],
  ["Buch ausleihen, Mittwoch anrufen", "none"],
  ["Wirklich?", "none"],
  ["Heute Abend am Stand", "none"],
  ["Was machst du überhaupt beruflich?", "role"],
  ["Welchen Beruf hast du?", "role"],
  ["War das geplant?Oder wie kam es dazu?", "open"],
  ["Isst du Fleisch, und wenn nein, warum nicht?", "open"],
  ["Wieviel Zeit nimmst du dir dafür?", "open"],
  ["Ich würde gern wissen, ob du Kinder hast.", "closed"],
  ["Sagst du mir, woher du das kannst?", "open"],
  ["Sagt dir der Name etwas?", "closed"],
  ["Läuft das bei euch gut?", "closed"],
  ["Hilft dir das Gerät im Alltag?", "closed"],
  ["Heute dir, morgen mir!", "none"],
  ["Kraft und Zeit für den Garten", "none"],
];

const MORE_ENGLISH: [string, Verdict][] = [
  ["What's the best advice you ever got?", "open"],
  ["How come you chose this town?", "open"],
  ["So how did you end up here?", "open"],
  ["In what way has it changed you?", "open"],
  ["To whom would you give the first copy?", "open"],
  ["Which song could you hear for ever", "open"],
  ["What do you do on a day off?", "open"],
  ["What do you do for fun?", "open"],
  ["What do you do when nobody watches?", "open"],
  ["Where do you work best?", "open"],
  ["What does your job mean to you?", "open"],
  ["I'd love to know what keeps you going.", "open"],
  ["Tell me what you would do differently.", "open"],
  ["Can you tell me a bit about your garden?", "open"],
  ["Do you mind telling me how you began?", "open"],
  ["Mind if I ask why you left?", "open"],
  ["If you had a free year, what would you learn?", "open"],
  ["When was the last time you laughed out loud?", "open"],
  ["Who taught you that?", "open"],
  ["Is it hard? What makes it hard?", "open"],
  ["“What would you do again?”", "open"],
  ["HOW DID IT START?", "open"],
  ["What made you stay though", "open"],
  ["Are you enjoying the day?", "closed"],
  ["Have you been here before?", "closed"],
  ["Did you find it all right?", "closed"],
  ["Do you know what time it is?", "closed"],
  ["Do you know who speaks tonight?", "closed"],
  ["Would you like to change jobs?", "closed"],
  ["Haven't we met before?", "closed"],
  ["Don't you miss the sea?", "closed"],
  ["You live in Leeds, don't you?", "closed"],
  ["Nice place, isn't it?", "closed"],
  ["You work here?", "closed"],
  ["Got any kids?", "closed"],
  ["Any good talks so far?", "closed"],
  ["Can I ask if you are hiring?", "closed"],
  ["When it rains, do you still cycle?", "closed"],
  ["Is there coffee anywhere?", "closed"],
  ["Could you pass the milk?", "closed"],
  ["And what do you do?", "role"],
  ["What do you do for work?", "role"],
  ["Hey, what's your job?", "role"],
  ["What is your job title?", "role"],
  ["Who do you work for these days?", "role"],
  ["Where do you work?", "role"],
  ["Which company do you work for?", "role"],
  ["What line of work are you in?", "role"],
  ["Is moving to Leeds in spring", "none"],
  ["Was in the choir for years", "none"],
  ["Has two kids, sings alto", "none"],
  ["Does pottery on Sundays", "none"],
  ["Will send me the recipe", "none"],
  ["Really?", "none"],
  ["Lend her the book by Friday", "none"],
  ["Whats your job?", "role"],
  ["Whats your story?", "open"],
  ["Dont you miss the sea?", "closed"],
  ["I wonder how it began.", "open"],
  ["I wonder whether it works.", "closed"],
  ["Mind if I ask, are you local?", "closed"],
  ["Wont it rain today?", "closed"],
  ["Cant you stay?", "closed"],
];

const ALL = [...MORE_GERMAN, ...MORE_ENGLISH];

describe("a question is judged by its own words", () => {
  test.each(ALL)("%s → %s", (text, verdict) => {
    expect(judge(text)).toBe(verdict);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 1000 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc
    .array(fc.constantFrom(...ALL.flatMap(([text]) => text.split(" "))), { maxLength: 60 })
    .map((words) => words.join(" ")),
);
const anySentence = fc.constantFrom(...ALL);
const openQuestion = fc.constantFrom(
  ...ALL.filter(([, verdict]) => verdict === "open").map(([text]) => text),
);

describe("whatever is written", () => {
  test("there is a verdict, and a hint for closed and job questions only", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const hints = { open: null, none: null, closed: "hint.closed", role: "hint.role" };
        expect(hintFor(text)).toBe(hints[judge(text)]);
      }),
      { numRuns: 1000 },
    );
  });

  test("one open question in it makes it open", () => {
    fc.assert(
      fc.property(anyText, openQuestion, anyText, (before, question, after) => {
        expect(judge(`${before}\n${question}\n${after}`)).toBe("open");
      }),
    );
  });

  test("capitals, quotes and spaces change nothing", () => {
    const shout = (text: string) => text.replace(/[^ß]/gu, (letter) => letter.toUpperCase());
    const spread = (text: string) => `  ${text.replaceAll(" ", " \u00a0 ")}\t`;
    const quoted = [
      (text: string) => `„${text}“`,
      (text: string) => `"${text}"`,
      (text: string) => `«${text}»`,
    ];
    const typeset = (text: string) => text.replaceAll("'", "’").normalize("NFD");
    const ways = fc.subarray([shout, spread, typeset, ...quoted]);
    fc.assert(
      fc.property(anySentence, ways, ([text, verdict], changes) => {
        expect(judge(changes.reduce((now, change) => change(now), text))).toBe(verdict);
      }),
    );
  });
});
