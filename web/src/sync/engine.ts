/** Speaks with the server, in the tab that leads: it hears what changes, sends what waits, and takes in the list. */
import type { Talk } from "../api/types";
import { asProblem } from "../rules/problem";
import { storing } from "../storage/idb";
import { type Message, onMessage, post } from "./channel";
import { Leader } from "./leader";
import { listen } from "./live";
import * as outbox from "./outbox";
import { type Haste, Schedule } from "./schedule";
import { drain, request, untilDue } from "./send";
import * as store from "./store";

export class Engine {
  private readonly schedule: Schedule;
  private readonly leader: Leader;
  /** What the stream told while an answer was under way; null: gone. */
  private heardMeanwhile: Map<string, Talk | null> | null = null;

  constructor() {
    this.schedule = new Schedule({
      sync: () => this.syncOnce(),
      untilDue: async () => (store.owner.peek() ? untilDue(store.owner.peek() as string) : null),
      listen: (hello, retry, left) => listen({ hello, retry, ...this.hearing }, left),
      tried: store.publish,
    });
    this.leader = new Leader(
      () => this.onElected(),
      () => this.schedule.stop(),
    );
    onMessage((message) => {
      if (this.leader.isLeading) this.hear(message);
    });
  }

  /** Somebody is signed in. */
  start(): void {
    if (this.leader.isLeading) this.schedule.wake();
    else if (isShown()) this.leader.campaign();
  }

  /** Nobody is signed in any more; resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.leader.resign();
    await this.schedule.stop();
  }

  /** Something waits: whoever leads sends. */
  want(haste: Haste): void {
    if (this.leader.isLeading) this.schedule.want(haste);
    else post({ type: "wanted", haste });
  }

  /** With a network again, a hidden tab too sends what waits there. */
  comeBack(): void {
    if (this.leader.isLeading && isShown()) this.schedule.wake();
    else if (isShown() || store.pending.peek().length > 0) this.leader.campaign();
  }

  /** Hidden, a tab holds no stream; what waits is sent before. */
  async goAway(): Promise<void> {
    if (!this.leader.isLeading) return this.leader.resign();
    await this.schedule.finish();
    if (!isShown()) this.leader.resign();
    else this.schedule.wake();
  }

  private hear(message: Message): void {
    if (message.type === "wanted") this.schedule.want(message.haste);
    if (message.type === "present" && message.person !== store.owner.peek())
      this.schedule.want("now");
  }

  private async syncOnce(): Promise<void> {
    const person = store.owner.peek();
    if (!person) return;
    const heard = new Map<string, Talk | null>();
    this.heardMeanwhile = heard;
    await drain(person, request, store.changed).finally(() => {
      this.heardMeanwhile = null;
    });
    if ([...heard].some(([id, talk]) => !isAsHeard(id, talk))) this.schedule.syncAgain();
  }

  /** A talk as the server now tells it, or one that I no longer see. */
  private readonly hearing = {
    talk: (talk: Talk) => void this.take(talk.id, talk),
    gone: (id: string) => void this.take(id, null),
  };

  private async take(id: string, talk: Talk | null): Promise<void> {
    const person = store.owner.peek();
    if (!person) return;
    this.heardMeanwhile?.set(id, talk);
    const by = (talks: Talk[]) => [
      ...talks.filter((each) => each.id !== id),
      ...(talk ? [talk] : []),
    ];
    await storing(() => outbox.changeSnapshot(person, by)).then(store.changed, (thrown: unknown) =>
      store.publish(asProblem(thrown)),
    );
  }

  private onElected(): void {
    if (!store.owner.peek()) this.leader.resign();
    else if (isShown()) this.schedule.wake();
    else void this.schedule.finish().then(() => this.leader.resign());
  }
}

function isAsHeard(id: string, heard: Talk | null): boolean {
  const answered = store.snapshot.peek().find((talk) => talk.id === id) ?? null;
  return JSON.stringify(answered) === JSON.stringify(heard);
}

function isShown(): boolean {
  return document.visibilityState === "visible";
}
