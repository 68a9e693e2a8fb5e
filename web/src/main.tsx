/** Opens the app: what runs by itself is started, the texts of one language come, and it is shown. */
import { render } from "preact";
import { App, NoTexts, prepare } from "./app/app";
import { getReady } from "./badge/ready";
import { setLanguage } from "./i18n/text";
import { bring, keepApp } from "./page/version";
import { firstLanguage } from "./sign-in/session";
import { start } from "./start";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/edges.css";
import "./style/door.css";
import "./style/badge.css";
import "./style/talk.css";
import "./style/talk-notes.css";
import "./style/waiting.css";
import "./style/forced-colors.css";

const root = document.getElementById("app");
if (root) {
  start();
  bring(() => setLanguage(firstLanguage())).then(
    () => {
      render(<App />, root);
      prepare();
    },
    () => render(<NoTexts />, root),
  );
}

/** Only what stands already is kept, so that keeping it delays nothing. */
if (import.meta.env.PROD)
  addEventListener("load", () => {
    keepApp();
    getReady();
  });
