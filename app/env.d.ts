/// <reference types="vite/client" />
/// <reference types="@remix-run/node" />
import "@remix-run/node";
import type { Context } from "./server-context.ts";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
  interface AppLoadContext extends Context {}
}
