/** Starts the app. */
import { render } from "preact";

const root = document.getElementById("app");
if (root) render(<h1>wetalked</h1>, root);
