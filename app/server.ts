// The web server: Remix's pages over the store, live news, and what every answer carries. Prints one line when ready.
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { rateLimit } from "express-rate-limit";
import pino from "pino";
import packageFile from "../package.json" with { type: "json" };
import { askedThread } from "../prisma/asked-thread.ts";
import { prismaClient } from "../prisma/client.ts";
import { openDatabase } from "../prisma/database.ts";
import { gridReader } from "../prisma/grid-reader.ts";
import { migrate } from "../prisma/migrate.ts";
import { proofReader } from "../prisma/proof-reader.ts";
import { readinessReader } from "../prisma/readiness-reader.ts";
import type { RuleForecast, RuleQuestion } from "../prisma/rule-forecast.ts";
import { suggestionReader } from "../prisma/suggestion-reader.ts";
import { bulksOn } from "./server-bulk.ts";
import { checksOn } from "./server-checks.ts";
import { type Context, store } from "./server-context.ts";
import { dossiersOn } from "./server-dossiers.ts";
import { environment } from "./server-env.ts";
import { exportsOn } from "./server-exports.ts";
import { live } from "./server-live.ts";
import { headers, nonce, sameOrigin, stayWithHttps } from "./server-security.ts";
import { tokenOf } from "./server-token.ts";

const log = pino({ name: "web" }, pino.destination(2));
const env = environment(process.env);
const development = env.NODE_ENV === "development";

migrate(env.TIEOUT_DATA);
const db = openDatabase(env.TIEOUT_DATA);
const prisma = prismaClient(env.TIEOUT_DATA);
const grid = gridReader(env.TIEOUT_DATA);
const readiness = readinessReader(env.TIEOUT_DATA, packageFile.version);
const suggestions = suggestionReader(env.TIEOUT_DATA);
const rules = askedThread<RuleQuestion>(new URL("../prisma/rule-thread.js", import.meta.url).href, {
  dataDir: env.TIEOUT_DATA,
});
const excel = exportsOn(db, env.TIEOUT_DATA, (reason) => log.error({ reason }, "A workbook could not be made"));
const bulks = bulksOn(db, env.TIEOUT_DATA, (reason) => log.error({ reason }, "A bulk could not be done"));
const news = live(db);
const proofs = proofReader(db, env.TIEOUT_DATA, () => news.moved());
const dossiers = dossiersOn(db, { dataDir: env.TIEOUT_DATA, version: packageFile.version }, (failed) => {
  if (failed) log.error({ reason: failed }, "A dossier could not be made");
  news.moved();
});

const checks = checksOn(db, { dataDir: env.TIEOUT_DATA, version: packageFile.version }, news.moved);

// In the build this file stands beside the pages; in a checkout they stand in build/web.
const beside = fileURLToPath(new URL("../web", import.meta.url));
const web = existsSync(beside) ? beside : fileURLToPath(new URL("../build/web", import.meta.url));

const vite = development
  ? await import("vite").then(({ createServer: viteServer }) => viteServer({ server: { middlewareMode: true } }))
  : null;

const app = express();
app.disable("x-powered-by");
app.set("trust proxy", env.TIEOUT_PROXIES);
app.use(nonce, headers(development), stayWithHttps, sameOrigin);
app.get("/healthz", (_request, response) => {
  response.json({ ok: db.open });
});
app.get(
  "/live",
  news.stream((request) => {
    const token = tokenOf(request.headers.cookie, request.secure);
    return token !== null && store.sessionOf(db, token, { quietly: true }) !== null;
  }),
);
app.use(compression());
if (vite) app.use(vite.middlewares);
else {
  app.use("/assets", express.static(`${web}/client/assets`, { immutable: true, maxAge: "1y", fallthrough: false }));
  app.use(express.static(`${web}/client`, { maxAge: "1h" }));
}
app.post(
  ["/sign-in", "/sign-in.data"],
  rateLimit({
    windowMs: 15 * 60_000,
    limit: 20,
    skipSuccessfulRequests: true,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    // The page itself says that it was too often, in the reader's words.
    handler: (_request, response, next) => {
      response.locals.tooOften = true;
      next();
    },
  }),
);

const build = async () =>
  (vite
    ? await vite.ssrLoadModule("virtual:remix/server-build")
    : await import(`${web}/server/index.js`)) as unknown as ServerBuild;

app.all(
  "*",
  createRequestHandler({
    build: vite ? build : await build(),
    mode: env.NODE_ENV,
    getLoadContext: (request, response): Context => ({
      db,
      prisma,
      store,
      grid,
      readiness,
      ruleForecast: (question) => rules.ask(question) as Promise<RuleForecast>,
      suggestions,
      proofs,
      dossiers,
      checks,
      excel,
      bulks,
      nonce: String(response.locals.nonce),
      secure: request.secure,
      address: env.TIEOUT_URL,
      tooOften: response.locals.tooOften === true,
      moved: news.moved,
      log: (fact, sentence) => log.error(fact, sentence),
    }),
  }),
);

const server = createServer(app);
server.listen(env.PORT, env.HOST, () => {
  const { port } = server.address() as AddressInfo;
  const host = env.HOST.includes(":") ? `[${env.HOST}]` : env.HOST;
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://${host}:${port}` })}\n`);
});
server.on("error", (error) => {
  log.fatal({ reason: error.message }, "The web server could not listen");
  process.exit(1);
});

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  news.close();
  excel.close();
  void vite?.close();
  server.close(async () => {
    await Promise.all([
      grid.close(),
      readiness.close(),
      rules.close(),
      suggestions.close(),
      proofs.close(),
      bulks.close(),
      dossiers.close(),
      checks.close(),
      prisma.$disconnect(),
    ]);
    db.close();
    process.exit(0);
  });
  server.closeIdleConnections();
  // why: a browser keeps its connections open for minutes; what is being answered gets five seconds.
  setTimeout(() => server.closeAllConnections(), 5000).unref();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
