/** The deck: the event's open questions to choose from, in their order. */
import { useRef } from "preact/hooks";
import { t } from "../../i18n/text";
import { newId } from "../../rules/ids";
import { announce } from "../../ui/announce";
import { Trouble, useAttempt, useList } from "../../ui/attempt";
import { Sure } from "../../ui/sure";
import { type DeckRow, moved, questionsOf, rowsOf, worded } from "../rules/deck";
import { deckOf, keepDeck } from "../state/changes";
import type { OwnEvent } from "../types";
import { Save, useDraft } from "../ui/draft";
import { EventPage } from "../ui/event-page";
import { FormTrouble, useFocusOnWrong, wrongAt } from "../ui/form-field";
import { QuestionRow } from "./deck/row";

/** As many as the server takes. */
const MOST = 200;

export function DeckEditor({ slug }: { slug: string }) {
  return (
    <EventPage slug={slug} title={t("deck-editor.title")}>
      {(event) => <Deck event={event} />}
    </EventPage>
  );
}

function Deck({ event }: { event: OwnEvent }) {
  const list = useList(() => deckOf(event.slug));
  if (!list.items.value) return <Trouble problem={list.attempt.problem.value} />;
  return (
    <>
      <p>{t(event.deck ? "deck-editor.own" : "deck-editor.standard")}</p>
      <p class="muted">{t("deck-editor.lead")}</p>
      <Editor slug={event.slug} rows={rowsOf(list.items.value)} onKept={list.again} />
      {event.deck && (
        <Sure
          label={t("deck-editor.to-standard")}
          onYes={async () => {
            await keepDeck(event.slug, null);
            list.again();
          }}
        >
          {t("deck-editor.to-standard-sure")}
        </Sure>
      )}
    </>
  );
}

interface EditorProps {
  slug: string;
  rows: DeckRow[];
  onKept: () => void;
}

function Editor({ slug, rows, onKept }: EditorProps) {
  const form = useRef<HTMLFormElement>(null);
  const dragged = useRef<string | null>(null);
  const writing = useDraft(`deck ${slug}`, rows);
  const attempt = useAttempt();
  const problem = attempt.problem.value;
  useFocusOnWrong(form, problem);
  const now = writing.now;
  const sent = worded(now).map((row) => row.id);
  const wrong = (id: string, part: string) => wrongAt(problem, `deck[${sent.indexOf(id)}]${part}`);
  async function save(submitted: Event) {
    submitted.preventDefault();
    await attempt.run(async () => {
      await keepDeck(slug, questionsOf(now));
      writing.settle();
      onKept();
    });
  }
  function move(id: string, to: number) {
    writing.write(moved(now, id, to));
    announce(t("deck-editor.moved", { place: `${Math.min(Math.max(to, 0), now.length - 1) + 1}` }));
  }
  function add() {
    const id = newId();
    writing.write([...now, { id, de: "", en: "" }]);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(`#q-${id}`)?.focus());
  }
  function remove(id: string) {
    writing.write(now.filter((row) => row.id !== id));
    form.current?.querySelector<HTMLElement>(".add")?.focus();
  }
  return (
    <form class="deck-editor" ref={form} onSubmit={save}>
      <ol class="rows">
        {now.map((row, place) => (
          <QuestionRow
            key={row.id}
            row={row}
            place={place}
            last={place === now.length - 1}
            wrong={{ de: wrong(row.id, ".de"), en: wrong(row.id, ".en") }}
            onChange={(changed) =>
              writing.write(now.map((each) => (each.id === row.id ? changed : each)))
            }
            onMove={(to) => move(row.id, to)}
            onRemove={() => remove(row.id)}
            onDrag={() => (dragged.current = row.id)}
            onDrop={() => dragged.current && move(dragged.current, place)}
          />
        ))}
      </ol>
      {now.length < MOST && (
        <button type="button" class="add" onClick={add}>
          {t("deck-editor.add")}
        </button>
      )}
      <FormTrouble problem={problem} fields={problem?.errors.map(({ field }) => field) ?? []} />
      <Save writing={writing} attempt={attempt} />
    </form>
  );
}
