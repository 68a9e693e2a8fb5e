/** Starts the app. */
import { render } from "preact";
import { listen } from "./live";
import { follow } from "./route";
import { attend } from "./state/phone";
import { start } from "./state/session";
import { App, prepare } from "./views/app";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/door.css";
import "./style/badge.css";
import "./style/talk.css";
import "./style/scan.css";
import "./style/waiting.css";
import "./style/forced-colors.css";

const root = document.getElementById("app");
if (root) {
  document.addEventListener("click", follow);
  render(<App />, root);
  attend();
  listen();
  void start();
  prepare();
}

if (import.meta.env.PROD && "serviceWorker" in navigator)
  addEventListener("load", () => void navigator.serviceWorker.register("/sw.js"));
