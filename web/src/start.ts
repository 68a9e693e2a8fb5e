/** All that runs by itself for as long as the app is open; nothing begins by being imported. */
import { watchBadge } from "./badge/picture";
import { labelPage } from "./i18n/text";
import { awaitOffer } from "./page/install";
import { dismissOnMove } from "./page/notice";
import { watchReturns } from "./page/returns";
import { watchAddress } from "./page/route";
import { stayWhile, watchTyping } from "./page/unsaved";
import { isOwnCodeShown } from "./sign-in/own-code";
import { openSession, watchSession } from "./sign-in/session";
import { startSync } from "./sign-in/sync-owner";
import { watchDeck } from "./talk/deck";
import { watchDay } from "./talk/enough";
import { watchTalks } from "./talk/talks";

export function start(): void {
  labelPage();
  watchAddress();
  watchTyping();
  dismissOnMove();
  stayWhile(isOwnCodeShown);
  awaitOffer();
  watchReturns();
  watchSession();
  startSync();
  watchDay();
  watchTalks();
  watchDeck();
  watchBadge();
  void openSession();
}
