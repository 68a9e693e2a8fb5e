import { build, defineConfig, type Plugin, type Rolldown } from "vite";

const TARGET = "es2022";
/** The page is kept with its headers, so a change of these makes a new version too. */
const HEADERS = "../server/wetalked/http/headers.py";

/** The organizers' pages: no phone keeps them before they are opened there. */
const OFFICE = /\/src\/(?:office\/|style\/office|i18n\/office\.)/;
/** The texts of the first look, in each language: a page loads one, and keeps all for when it is changed. */
const FIRST_TEXTS = /^\/assets\/first\./;
/** All that the first look needs comes in one script, whatever the later ones share with it. */
const FIRST_LOAD = { name: "index", test: /src\/main\.tsx$/, includeDependenciesRecursively: true };

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es" },
  plugins: [serviceWorker()],
  build: {
    target: TARGET,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: [FIRST_LOAD] } } },
  },
});

/** Builds `sw.js`, which is told what the app consists of: one script, always at the same address. */
function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      const headers = await this.fs.readFile(HEADERS, { encoding: "utf8" });
      const contents = contentsOf(bundle);
      const version = await digest([headers, contents.page, ...contents.first, ...contents.later]);
      const define = { __BUILD__: JSON.stringify({ ...contents, page: undefined, version }) };
      const source = await script("src/sw.ts", define);
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}

/** The page, and the files of the app in two parts; `entry` is the script that tells it from others. */
function contentsOf(bundle: Rolldown.OutputBundle) {
  const html = bundle["index.html"];
  const page = html?.type === "asset" ? html.source.toString() : "";
  const files = Object.keys(bundle).filter((file) => file.startsWith("assets/"));
  const paths = files.map((file) => `/${file}`).sort();
  const named = paths.filter((path) => page.includes(path));
  const entry = named.find((path) => path.endsWith(".js")) ?? "";
  const chunk = bundle[entry.slice(1)];
  if (chunk?.type !== "chunk" || chunk.imports.length > 0)
    throw new Error("the first load is not one script");
  const first = [...named, ...paths.filter((path) => FIRST_TEXTS.test(path))];
  const office = officeOf(bundle);
  const later = paths.filter((path) => !first.includes(path) && !office.includes(path));
  return { page, entry, first, later, office };
}

/** The scripts made of the organizers' pages alone, and their styles. */
function officeOf(bundle: Rolldown.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const theirs = chunks.filter((chunk) => chunk.moduleIds.every((id) => OFFICE.test(id)));
  const files = theirs.flatMap((chunk) => [
    chunk.fileName,
    ...(chunk.viteMetadata?.importedCss ?? []),
  ]);
  if (files.length === 0) throw new Error("the organizers' pages are not in a script of their own");
  return files.map((file) => `/${file}`).sort();
}

async function digest(parts: string[]): Promise<string> {
  const bytes = new TextEncoder().encode(parts.join("\n"));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function script(input: string, define: Record<string, string>): Promise<string> {
  const built = (await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    define,
    build: { target: TARGET, write: false, rolldownOptions: { input, output: { format: "iife" } } },
  })) as Rolldown.RolldownOutput;
  return built.output[0].code;
}
