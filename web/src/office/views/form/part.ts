/** What each part of the event's form is given. */
import type { Problem } from "../../../rules/problem";
import type { EventDraft } from "../../rules/event-form";

export interface Part {
  draft: EventDraft;
  onChange: (draft: EventDraft) => void;
  problem: Problem | null;
}
