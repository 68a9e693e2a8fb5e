/** Starts the app. */
import { render } from "preact";
import { App, prepare } from "./app/app";
import { getReady } from "./badge/ready";
import { awaitOffer } from "./page/install";
import { watchReturns } from "./page/returns";
import { follow } from "./page/route";
import { keepApp } from "./page/version";
import { attend } from "./sign-in/phone";
import { start } from "./sign-in/session";
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
