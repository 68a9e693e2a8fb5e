import { defineConfig } from "vite";

const SERVICE_WORKER = "sw";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es" },
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
