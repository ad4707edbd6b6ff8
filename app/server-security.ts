// What every answer carries and every request must satisfy: headers, and that a write comes from our own pages.
import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import helmet from "helmet";

/** A fresh nonce an answer, for the scripts and styles that Remix and the grid put in the page. */
export const nonce: RequestHandler = (_request, response, next) => {
  response.locals.nonce = randomBytes(16).toString("base64");
  next();
};

/** Security headers. In development Vite puts its own scripts and styles in the page and speaks over a socket. */
export function headers(development: boolean): RequestHandler {
  const ours = (_request: unknown, response: unknown) =>
    `'nonce-${(response as { locals: { nonce: string } }).locals.nonce}'`;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ours],
        styleSrc: development ? ["'self'", "'unsafe-inline'"] : ["'self'", ours],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'", ...(development ? ["data:"] : [])],
        frameSrc: ["'self'"],
        connectSrc: ["'self'", ...(development ? ["ws:"] : [])],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: [isShownInPage],
      },
    },
    // why: without https in front, a browser that once saw this header could never reach the demo again.
    strictTransportSecurity: false,
    referrerPolicy: { policy: "same-origin" },
    crossOriginEmbedderPolicy: false,
  });
}

/** Nothing stands in another page, save an invoice's PDF in a page of ours. */
const isShownInPage = (request: unknown): string =>
  /^\/a\/[^/]+\/invoices\/\d+\/pdf$/.test((request as { path: string }).path) ? "'self'" : "'none'";

/** Tells the browser to stay with https, but only in an answer over https. */
export const stayWithHttps: RequestHandler = (request, response, next) => {
  if (request.secure) response.setHeader("Strict-Transport-Security", "max-age=15552000");
  next();
};

/** Refuses a write that another site's page sent. Browsers name the origin of every such request. */
export const sameOrigin: RequestHandler = (request, response, next) => {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return next();
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  const ours = origin ? originHost(origin) === request.headers.host : site === "same-origin" || site === undefined;
  if (ours) return next();
  response.status(403).type("text").send("This request came from another site.");
};

function originHost(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
