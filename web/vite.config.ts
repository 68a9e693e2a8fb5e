import { defineConfig, type Plugin } from "vite";

const SERVICE_WORKER = "sw";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es" },
  plugins: [shell()],
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: "index.html", [SERVICE_WORKER]: "src/sw.ts" },
      output: {
        /** The service worker keeps its name: browsers look for a new one at the same address. */
        entryFileNames: ({ name }) =>
          name === SERVICE_WORKER ? "sw.js" : "assets/[name]-[hash].js",
      },
    },
  },
});

/** Tells the service worker which files open the app without a network. */
function shell(): Plugin {
  return {
    name: "shell",
    generateBundle(_, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") return;
      const files = Object.keys(bundle).filter((file) => /^assets\/.*\.(js|css)$/.test(file));
      const shell = ["/", ...files.sort().map((file) => `/${file}`)];
      worker.code = worker.code.replace("__SHELL__", JSON.stringify(shell));
    },
  };
}
