/** Taking cards into the phone's address book. */

import type { ShownCard } from "../../api/types";
import { t } from "../../i18n/text";
import { bring } from "../../page/version";
import type { Contact } from "../../rules/vcard";
import { me } from "../../sign-in/session";
import { talks } from "../../sync";
import { Trouble, useAttempt } from "../../ui/attempt";
import { handOver } from "../../ui/hand-over";

/** What is needed of a talk, or of someone in the follow-up. */
export interface Met {
  talk: string;
  event: string;
  name: string | null;
  card: ShownCard | null;
}

/** The contact that is behind a talk; null where nothing is shown. */
export function contactOf({ talk, event, name, card }: Met): Contact | null {
  if (!name || !card || !(card.email || card.phone || card.link)) return null;
  const given_name = calledIn(talk) ?? name;
  const met = me.value?.participations.find((participation) => participation.event.slug === event)
    ?.event.name;
  return { name, given_name, ...card, ...(met && { note: t("card.met-at", { event: met }) }) };
}

/** The given name of who is behind a talk, where the phone knows it. */
export function calledIn(talk: string): string | null {
  return talks.value.get(talk)?.with.given_name ?? null;
}

interface Props {
  contacts: Contact[];
  word: string;
  /** What the file is called. */
  name: string;
  kind?: "quiet";
}

export function KeepCards({ contacts, word, name, kind }: Props) {
  const attempt = useAttempt();
  async function keep() {
    const { fileName, vcards } = await bring(() => import("../../rules/vcard"));
    await handOver(new File([vcards(contacts)], fileName(name), { type: "text/vcard" }));
  }
  if (contacts.length === 0) return null;
  return (
    <>
      <button type="button" class={kind} onClick={() => attempt.run(keep)}>
        {word}
      </button>
      <Trouble problem={attempt.problem.value} />
    </>
  );
}
