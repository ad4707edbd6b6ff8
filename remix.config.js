// The Remix options. Remix itself reads this file only with its classic compiler; here vite.config.ts imports it.

/** Files under app/ that are not routes. app/routes.ts uses the same list. */
export const ignoredRouteFiles = ["**/*.test.{ts,tsx}", "**/.*"];

/** @type {import("@remix-run/dev").VitePluginConfig} */
export default {
  appDirectory: "app",
  buildDirectory: "build/web",
  serverModuleFormat: "esm",
  ssr: true,
  ignoredRouteFiles,
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_lazyRouteDiscovery: true,
    v3_singleFetch: true,
    v3_routeConfig: true,
  },
};
