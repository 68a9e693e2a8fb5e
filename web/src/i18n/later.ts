/** The texts of the views that come later: with them `t` knows both; each such view brings them. */
import de from "./later.de.json";
import en from "./later.en.json";
import { add } from "./text";

add({ de, en });
