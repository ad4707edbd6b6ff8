// The house rules as sentences: what may import what. docs/architecture.md shows the same as a table.
const rooms = ["app", "worker", "agent", "cli"];
const tests = "\\.test\\.tsx?$";

/** A folder may import only the listed ones of ours. */
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: `^${from}/`, pathNot: tests },
  to: {
    path: "^(core|prisma|connectors|app|worker|agent|cli|standins|tests|bench|scripts)/",
    pathNot: `^(${to.join("|")})/`,
  },
});

/** Only the named folders may import a package. */
const oneDoor = (library, doors) => ({
  name: `one-door-for-${library.replaceAll(/[@/]/g, "-").replace(/^-/, "")}`,
  comment: `${library} is imported by ${doors.join(", ")} only; everything else asks there.`,
  severity: "error",
  from: { pathNot: [`^(${doors.join("|")})`, "^(tests|bench)/", tests] },
  to: { path: `(^|/)node_modules/${library}/` },
});

export default {
  forbidden: [
    {
      name: "no-circular",
      comment: "A circle means that two files are one, or that something belongs lower.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    only("core-is-pure", "core", ["core"], "Everything that is thought; it knows nothing of the outside."),
    {
      name: "core-touches-nothing",
      comment: "The core may use zod, decimals, hashing and nothing that reads or writes.",
      severity: "error",
      from: { path: "^core/", pathNot: tests },
      to: {
        dependencyTypes: ["npm", "npm-dev", "core"],
        pathNot: ["node_modules/(zod|decimal\\.js)/", "^(node:)?crypto$"],
      },
    },
    only("the-store-knows-no-room", "prisma", ["prisma", "core"], "The store serves every room and knows none."),
    ...["bus", "globe", "milestones", "files"].map((name) =>
      only(
        `connector-${name}-stands-alone`,
        `connectors/${name}`,
        [`connectors/${name}`, "connectors/http", "core"],
        "One adapter a port; how to ask over HTTP with patience is one thing for both.",
      ),
    ),
    only(
      "the-web-never-leaves-the-building",
      "app",
      ["app", "core", "prisma", "connectors/files"],
      "The web writes requests into the database; the worker carries them out.",
    ),
    only(
      "the-worker-asks-the-agent",
      "worker",
      ["worker", "core", "prisma", "connectors/(bus|milestones|files)"],
      "Globe is reached through the agent only.",
    ),
    only(
      "the-agent-knows-no-database",
      "agent",
      ["agent", "core", "connectors/(bus|globe)"],
      "It runs on the customer's server, beside Globe.",
    ),
    only(
      "the-command-line-starts-by-path",
      "cli",
      ["cli", "core", "prisma", "connectors/files"],
      "Rooms are strangers: they are started as programs.",
    ),
    only(
      "a-stand-in-is-an-outside-system",
      "standins",
      ["standins", "core/(entities|messages)"],
      "It is reached over its real protocol, by the code that reaches the real system.",
    ),
    {
      name: "nothing-imports-a-stand-in",
      comment: "The demo, the tests and production run the same code.",
      severity: "error",
      from: { pathNot: ["^standins/", "^(tests|bench)/", tests] },
      to: { path: "^standins/" },
    },
    ...rooms.map((room) => ({
      name: `rooms-are-strangers-${room}`,
      comment: "Rooms speak through the database and over the bus.",
      severity: "error",
      from: { path: "^(app|worker|agent|cli)/", pathNot: [`^${room}/`, tests] },
      to: { path: `^${room}/` },
    })),
    oneDoor("better-sqlite3", ["prisma", "agent", "standins/bus"]),
    oneDoor("@azure/service-bus", ["connectors/bus"]),
    oneDoor("exceljs", ["connectors/files"]),
    oneDoor("pdfkit", ["connectors/files", "standins"]),
    oneDoor("js-md4", ["connectors/globe", "standins/globe"]),
    oneDoor("rhea", ["standins/bus"]),
    oneDoor("bree", ["worker"]),
    oneDoor("commander", ["cli", "agent/main"]),
    oneDoor("@prisma/client", ["prisma"]),
    oneDoor("@node-rs/argon2", ["prisma"]),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: {
      path: "^(build|prisma/generated|node_modules/(?!(better-sqlite3|@azure/service-bus|exceljs|pdfkit|js-md4|rhea|bree|commander|@prisma/client|@node-rs/argon2|zod|decimal\\.js)/))",
    },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
  },
};
