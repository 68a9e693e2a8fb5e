/**
 * Is it an open question? A pure rule over German and English; when unsure it is silent.
 * The steps are numbered as in the design's `words.md`.
 */

export type Verdict = "open" | "closed" | "role" | "none";

const OPENERS =
  /^(?:(?:du|ach|sag|sagt),\s*|(?:und|oder|also|na|sag mal|sagt mal|sagen sie mal|ehrlich gesagt|ehrlich|and|or|so|well|hey|hi|actually)\b[\s,:]*)+/;

const FILLERS =
  /(?<!\p{L})(?:eigentlich|denn|so|genau|gerade|überhaupt|hier|heute|currently|exactly|actually|here|then|again|now|these days)(?!\p{L})/gu;
const ROLE = [
  /^was (?:machst|machen|macht|arbeitest|arbeiten|arbeitet) (?:du|sie|ihr)(?: beruflich)?$/,
  /^(?:wo|als was|bei wem|für wen|(?:bei|in|für) welche[rmn]? \p{L}+) (?:arbeitest|arbeiten|arbeitet) (?:du|sie|ihr)$/u,
  /^was (?:bist du|sind sie) von beruf$/,
  /^welche[nr]? (?:job|beruf|position|stelle|titel) (?:hast du|haben sie)$/,
  /^was ist (?:dein|ihr|euer) (?:job|beruf|titel)$/,
  /^(?:was ist |welches ist )?(?:deine|ihre|eure) (?:position|stelle|funktion|rolle)$/,
  /^what do you do(?: for (?:a living|work))?$/,
  /^(?:who do you work for|where do you work)$/,
  /^(?:which|what) (?:company|firm) do you work (?:for|at)$/,
  /^what line of (?:work|business) are you in$/,
  /^what(?:'?s| is) your (?:job|title|job title|role|position|profession|occupation)$/,
];

const TAG =
  /(?:,\s*(?:oder|oder nicht|ne|nicht|right|correct|no|yes)|\b(?:stimmt's|stimmts|gell|nicht wahr|innit)|\b(?:is|are|do|does|did|was|were|have|has|had|can|could|will|would|should)n't (?:it|you|he|she|they|we|that|there))\s*\?$/;

const LEADING_CLAUSE =
  /^(?:wenn|falls|als|seit(?! wann\b)|seitdem|nachdem|bevor|während|obwohl|weil|rückblickend|im rückblick|if|when(?! (?:did|do|does|is|are|was|were|will|would|have|has|can|could)\b)|while|after|before|since|because|looking back|thinking back|in hindsight)\b/;

const ENGLISH_SUBJECT =
  "(?:in|at|on) the|i|you|he|she|it|we|they|this|that|there|these|those|the|a|your|my|his|her|our|their|any|anyone|anything|anybody|everyone|everything|someone|something";
const QUESTION_WORD = `(?:was(?! (?:${ENGLISH_SUBJECT})\\b)|wer|wen|wem|wessen|wie(?:viele?)?|wann|warum|weshalb|wieso|weswegen|welch(?:e|er|es|en|em)?|wo(?:für|mit|ran|rauf|rin|rüber|von|zu|durch|gegen|nach|rum|bei|her|hin|vor|raus|runter)?|inwiefern|inwieweit|what|how|which|why|who|whom|whose|where|when)(?:'?s|'re|'d|'ve|'ll)?(?![\\p{L}])`;
const PREPOSITION =
  "(?:seit|mit|von|für|an|auf|in|aus|bei|über|unter|um|vor|nach|zu|durch|gegen|ohne|bis|ab|als|wegen|zwischen|neben|at|for|from|with|about|by|on|to|of|since|until|through|under|into|after|before|without)";
const ASKS_OPENLY = new RegExp(`^(?:${PREPOSITION} )?${QUESTION_WORD}`, "u");
const THEN_ASKS_OPENLY = new RegExp(
  `(?:und|oder|aber|and|or|but) (?:(?:wenn|falls|if) (?:ja|nein|nicht|so|not|yes|no),? )?(?:${PREPOSITION} )?${QUESTION_WORD}`,
  "u",
);

const REQUEST =
  /^(?:(?:magst|mögen|mögt|kannst|können|könnt|könntest|könnten|könntet|darf|dürfen|dürfte|würdest|würden|würdet|möchtest|möchten|willst|wollen|hast du lust|hättest du lust|can|could|would|will|may|might|(?:do you )?mind)\b(?=.*\b(?:erzähl|sag|frag|beschreib|erklär|verrat|zeig|tell|shar|explain|describ|show|say|ask))|(?:erzähl|beschreib|erklär|verrat|verrät|tell|shar|explain|describ)\p{L}*|sag\p{L}*(?: du| ihr| sie)? (?:mir|uns)|ich (?:würde|möchte|wüsste|will)\b.*? wissen|ich frage mich|mich interessiert|i(?:'d| would) (?:love|like) to (?:know|hear)|i wonder|i'm curious)(?!\p{L})(.*)$/u;
const ASKED_FOR_MORE = new RegExp(
  `(?:^|[\\s,])(?:${QUESTION_WORD}|(?:von|vom|über|mehr|about|more)\\b)`,
  "u",
);
/** A mere courtesy, though it has an "if". */
const IF_I_ASK = /^(?:(?:do|would) you )?mind if i ask,? ?/;
const ASKED_WHETHER = /(?:^|[\s,])(?:ob|whether|if)\b/;

const VERB = new RegExp(
  `^(?:${[
    "bin|bist|ist|sind|seid|war|warst|waren|wart|wär|wäre|wärst|wären|wärt",
    "habe?|hast|hat|haben|habt|hatte(?:st|n|t)?|hätte(?:st|n|t)?",
    "werde|wirst|wird|werden|werdet|wurde(?:st|n|t)?|würde(?:st|n|t)?",
    "kann|kannst|können|könnt|konnte(?:st|n|t)?|könnte(?:st|n|t)?",
    "will|willst|wollen|wollt|wollte(?:st|n|t)?|soll|sollst|sollen|sollt|sollte(?:st|n|t)?",
    "muss|musst|müssen|müsst|musste(?:st|n|t)?|müsste(?:st|n|t)?|darf|darfst|dürfen|dürft",
    "mag|magst|mögen|mögt|möchte(?:st|n|t)?|gibt|gab|kennst|kennt|kennen|weißt|wisst",
    "am|is|are|was|were|do|does|did|have|has|had|can|could|would|shall|should|may|might|must|ca|wo",
  ].join("|")})(?:n't|nt|'t|'s)?(?![\\p{L}'])`,
  "u",
);
/** Words that end as verbs do, and are none. */
const NO_VERBS =
  "heute|morgen|bitte|danke|gerade|leute|alle|viele|ohne|neben|gegen|zwischen|wegen|fast|erst|selbst|sonst|meist|jetzt|nicht|oft|gut|nett|leicht|vielleicht|dort|seit|mit";
const VERB_AND_SUBJECT = new RegExp(
  `^(?!(?:${NO_VERBS})(?!\\p{L}))\\p{L}+(?:(?:st|t|en|e) (?:du|ihr|sie|er|es|man)|(?:t|en) (?:dir|euch)|t (?:dich|das|sich))(?!\\p{L})`,
  "u",
);
/** Without a question mark only what can hardly be anything else. */
const PLAINLY_ASKED = new RegExp(`^(?!(?:${NO_VERBS}) )\\p{L}+st du(?!\\p{L})`, "u");
const SUBJECT = /^[\p{L}']+ (?:ich|du|er|wir|man|i|you|he|she|we|they)(?![\p{L}])/u;

const ELLIPSIS = /^(?:du|ihr|sie|schon|noch|auch|you|ever|any|been|got)(?![\p{L}])/u;

/** What kind of question a text is; any open question in it makes it open. */
export function judge(text: string): Verdict {
  const verdicts = sentences(text).map((sentence) => judgeSentence(sentence));
  return (["open", "role", "closed"] as const).find((kind) => verdicts.includes(kind)) ?? "none";
}

/** The sentence to show beneath the field, if any. */
export function hintFor(text: string): "hint.closed" | "hint.role" | null {
  const verdict = judge(text);
  if (verdict === "closed") return "hint.closed";
  return verdict === "role" ? "hint.role" : null;
}

function sentences(text: string): string[] {
  const plain = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/[„“”"«»‚]/g, "");
  return plain
    .split(/(?<=[.!?…])\s+|(?<=[?!])(?=\p{L})|\n+/u)
    .map((part) => part.trim().replace(/\s+/g, " "));
}

function judgeSentence(sentence: string): Verdict {
  const asked = sentence.replace(OPENERS, "").replace(IF_I_ASK, "");
  if (asked.split(" ").length < 3) return "none";
  if (ROLE.some((role) => role.test(bare(asked)))) return "role";
  if (TAG.test(asked)) return "closed";
  return judgeClause(asked);
}

/** Without fillers and final punctuation. */
function bare(sentence: string): string {
  return sentence
    .replace(/[\s.!?…]+$/, "")
    .replace(FILLERS, "")
    .replace(/\s+/g, " ")
    .trim();
}

function judgeClause(clause: string): Verdict {
  if (LEADING_CLAUSE.test(clause) && /[,:]/.test(clause)) return judgeAfterComma(clause);
  if (ASKS_OPENLY.test(clause)) return "open";
  const request = REQUEST.exec(clause);
  if (request) return judgeRequest(request[1] ?? "");
  if (!isClosed(clause)) return "none";
  return THEN_ASKS_OPENLY.test(clause) ? "open" : "closed";
}

function judgeAfterComma(clause: string): Verdict {
  const [, ...rest] = clause.split(/[,:]\s*/);
  const verdicts = rest.map((_, index) =>
    judgeClause(rest.slice(index).join(", ").replace(OPENERS, "")),
  );
  return verdicts.find((verdict) => verdict !== "none") ?? "none";
}

/** A request asks for as much as what it names first: how and about, or whether. */
function judgeRequest(wish: string): Verdict {
  const more = wish.search(ASKED_FOR_MORE);
  const whether = wish.search(ASKED_WHETHER);
  if (whether >= 0 && (more < 0 || whether < more)) return "closed";
  return more >= 0 ? "open" : "none";
}

function isClosed(clause: string): boolean {
  if (!clause.endsWith("?"))
    return PLAINLY_ASKED.test(clause) || (VERB.test(clause) && SUBJECT.test(clause));
  return VERB.test(clause) || VERB_AND_SUBJECT.test(clause) || ELLIPSIS.test(clause);
}
