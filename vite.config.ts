import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

// why: the Remix plugin transforms routes in a way vitest cannot run.
const underTest = Boolean(process.env.VITEST);

export default defineConfig({
  plugins: [tailwindcss(), ...(underTest ? [] : [remix(remixConfig)])],
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  server: { host: "127.0.0.1" },
  optimizeDeps: {
    // why: what Vite finds only while a page loads, it prepares then, and the page holds two copies of React.
    include: [
      "react",
      "react-dom",
      "react-dom/client",
      "react/jsx-runtime",
      "react/jsx-dev-runtime",
      "@remix-run/react",
      "i18next",
      "react-i18next",
      "ag-grid-community",
      "ag-grid-react",
      "@ag-grid-community/locale",
      "fast-diff",
      "@remix-run/node",
      "decimal.js",
      "zod",
    ],
  },
  build: {
    target: "es2022",
    // why: the pages' security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    // The grid's library is one lazily loaded chunk of about a megabyte.
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      // why: a route with only a loader or an action leaves nothing for the browser, and each is told as a warning.
      onwarn: (warning, warn) => (warning.code === "EMPTY_BUNDLE" ? undefined : warn(warning)),
    },
  },
});
