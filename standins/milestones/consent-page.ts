// The page on which a person signs in to Milestones and lets an application in.
import type { Answer } from "../listen.ts";

const shown = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const headers = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "cache-control": "no-store",
};

const page = (status: number, body: string): Answer => ({
  status,
  type: "text/html; charset=utf-8",
  headers,
  body: `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Milestones (stand-in): sign in</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:4rem auto;padding:0 1rem;color:#1d2430}
label{display:block;margin:.8rem 0}input{display:block;width:100%;padding:.5rem;font:inherit;box-sizing:border-box}
button{font:inherit;padding:.5rem 1rem;margin:.8rem .5rem 0 0}.wrong{color:#a3231c}</style></head>
<body><h1>Milestones</h1><p>This is a stand-in with made-up data.</p>${body}</body></html>`,
});

/** Asks for user name, password and consent; `wrong` says why the last try did not do. */
export function consentPage(given: URLSearchParams, wrong: string | undefined): Answer {
  const scope = given.get("scope");
  return page(
    200,
    `<p><b>${shown(given.get("client_id") ?? "")}</b> asks to work in Milestones as you${
      scope ? `, for: ${shown(scope)}` : ""
    }.</p>
${wrong === undefined ? "" : `<p class="wrong" role="alert">${shown(wrong)}</p>`}
<form method="post" action="?${shown(given.toString())}">
<label>User name <input name="username" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button name="answer" value="allow">Sign in and allow</button>
<button name="answer" value="deny" formnovalidate>Refuse</button></form>`,
  );
}

export const errorPage = (reason: string): Answer => page(400, `<p class="wrong" role="alert">${shown(reason)}</p>`);
