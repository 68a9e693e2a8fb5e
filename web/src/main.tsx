/** Starts the app. */
import { render } from "preact";
import { follow } from "./route";
import { watchReturns } from "./state/back";
import { awaitOffer } from "./state/offer";
import { attend } from "./state/phone";
import { getReady } from "./state/ready";
import { start } from "./state/session";
import { keepApp } from "./state/version";
import { App, prepare } from "./views/app";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/door.css";
import "./style/badge.css";
import "./style/talk.css";
import "./style/waiting.css";
import "./style/forced-colors.css";

const root = document.getElementById("app");
if (root) {
  document.addEventListener("click", follow);
  render(<App />, root);
  awaitOffer();
  attend();
  watchReturns();
  void start();
  prepare();
}

/** Only what stands already is kept, so that keeping it delays nothing. */
if (import.meta.env.PROD)
  addEventListener("load", () => {
    keepApp();
    getReady();
  });
