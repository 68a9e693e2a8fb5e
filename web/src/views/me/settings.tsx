/** The first page of Me. */
import type { ComponentChildren } from "preact";
import type { Language } from "../../api/types";
import { shown } from "../../code";
import { type Key, t } from "../../i18n/text";
import { go } from "../../route";
import { tell } from "../../state/notice";
import {
  changeMe,
  chooseEvent,
  current,
  me,
  person,
  reissueBadge,
  signOut,
} from "../../state/session";
import { Trouble, useAttempt } from "../../ui/attempt";
import { Forward } from "../../ui/icons";
import { Page } from "../../ui/page";
import { Sure } from "../../ui/sure";
import { AskMeAbout } from "../ask-me-about";
import { Name } from "./name";

export function Settings() {
  return (
    <Page title={t("me.title")} name="me">
      <Events />
      <Name />
      {current.value && <AskMeAbout key={current.value.participant_id} />}
      {current.value && <Way to="/me/card" word="card.mine" />}
      <h2>{t("me.app")}</h2>
      <Languages />
      <Switch field="quiet" word="me.quiet" about="me.quiet-about" />
      <Switch field="mail" word="me.mail" about="me.mail-about" />
      <h2>{t("me.safety")}</h2>
      {current.value && <Gone />}
      <Way to="/me/devices" word="devices.title" />
      <Way to="/me/blocked" word="blocks.title" />
      <Help />
      <Leave />
    </Page>
  );
}

function Events() {
  const all = me.value?.participations ?? [];
  if (all.length < 2) return <bdi class="muted">{current.value?.event.name}</bdi>;
  return (
    <fieldset class="choices">
      <legend>{t("me.event")}</legend>
      {all.map(({ event }) => (
        <Choice
          key={event.slug}
          group="event"
          checked={event.slug === current.value?.event.slug}
          onPick={() => chooseEvent(event.slug)}
        >
          {event.name}
        </Choice>
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  group: string;
  checked: boolean;
  onPick: () => void;
  lang?: Language;
  children: ComponentChildren;
}

function Choice({ group, checked, onPick, lang, children }: ChoiceProps) {
  return (
    <label class="tick">
      <input type="radio" name={group} checked={checked} onChange={onPick} />
      <span lang={lang} dir="auto">
        {children}
      </span>
    </label>
  );
}

function Languages() {
  const attempt = useAttempt();
  const spoken: [Language, string][] = [
    ["de", "Deutsch"],
    ["en", "English"],
  ];
  return (
    <fieldset class="choices" aria-disabled={attempt.busy.value}>
      <legend>{t("me.language")}</legend>
      {spoken.map(([language, name]) => (
        <Choice
          key={language}
          group="language"
          lang={language}
          checked={person.value?.language === language}
          onPick={() => attempt.run(() => changeMe({ language }))}
        >
          {name}
        </Choice>
      ))}
      <Trouble problem={attempt.problem.value} />
    </fieldset>
  );
}

function Switch({ field, word, about }: { field: "quiet" | "mail"; word: Key; about: Key }) {
  const attempt = useAttempt();
  return (
    <>
      <label class="tick">
        <input
          type="checkbox"
          checked={person.value?.[field] ?? false}
          aria-disabled={attempt.busy.value}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            void attempt.run(() => changeMe({ [field]: on }));
          }}
        />
        <span>
          {t(word)} <small class="muted">{t(about)}</small>
        </span>
      </label>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}

function Way({ to, word }: { to: string; word: Key }) {
  return (
    <a class="way" href={to}>
      {t(word)} <Forward />
    </a>
  );
}

function Gone() {
  async function renew() {
    await reissueBadge();
    go("/");
    tell({ key: "badge.renewed", values: { code: shown(current.value?.badge?.code ?? "") } });
  }
  return (
    <Sure label={t("badge.gone")} yes={t("badge.gone-yes")} onYes={renew}>
      {t("badge.gone-sure")}
    </Sure>
  );
}

function Help() {
  const contact = current.value?.event.help_contact;
  if (!contact) return null;
  return (
    <p>
      {t("me.help")} <bdi class="name">{contact}</bdi>
    </p>
  );
}

function Leave() {
  const attempt = useAttempt();
  async function leave() {
    if (await attempt.run(signOut)) go("/", { replace: true });
  }
  return (
    <>
      <Trouble problem={attempt.problem.value} />
      <button type="button" aria-disabled={attempt.busy.value} onClick={leave}>
        {t("sign-out")}
      </button>
      {person.value?.email && <p class="muted">{person.value.email}</p>}
    </>
  );
}
