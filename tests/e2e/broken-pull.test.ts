// An incomplete pull proves nothing: Globe's stand-in is killed in the middle of a pull, and a person watches the page.
// Then a change in Milestones arrives on an open page by itself.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { standinControl } from "../standin.ts";
import { browser, eventually, type House, house, pidOf, pulled, standin, status, tieout } from "./house.ts";
import { person, shot } from "./people.ts";
import { countsOf, truth } from "./truth.ts";

let running: House;
let chrome: Browser;
let overview: Page;

beforeAll(async () => {
  [running, chrome] = await Promise.all([house(), browser()]);
  await pulled(running);
  overview = await person(chrome, running.url, "vera");
});
afterAll(async () => {
  await chrome?.close();
  await running?.close();
});

const customers = () => overview.getByRole("row", { name: /^Klanten \d+ gelijk/ });

test("Globe's stand-in killed in the middle of a pull: the run is red and says why, and nothing is called missing", async () => {
  const pause = await standinControl(standin(running, "globe")).pauseAfter(0, "Account");
  const pull = tieout("pull", "--entity", "customer", "--wait", "--data", running.data);
  await pause.reached();
  process.kill(pidOf(running, "standins/globe"), "SIGKILL");
  const { code, stdout } = await pull;
  expect(code).toBe(1);
  expect(stdout).toMatch(/customer: (incomplete|failed) \(.{20,}\)/);

  const { customer, item } = (await status(running)).entities;
  const all = Object.values(truth.counts.customer ?? {}).reduce((sum, count) => sum + count, 0);
  expect(customer).toMatchObject({
    equal: 0,
    different: 0,
    only_in_globe: 0,
    only_in_milestones: 0,
    not_comparable: all,
  });
  expect(item).toMatchObject({ not_comparable: 0 });

  // The open page says so without being loaded again, and the run history says why and what now.
  await expect.poll(() => customers().innerText(), { timeout: 15_000 }).toMatch(/Onvolledig|Mislukt/);
  expect(await customers().innerText()).toContain(String(all));
  await shot(overview, "broken-overview");
  await overview.goto(`${running.url}/a/500/customer`);
  await overview
    .getByText(/Niet vergelijkbaar sinds/)
    .first()
    .waitFor();
  await shot(overview, "broken-customers");
  await overview.goto(`${running.url}/a/500/runs`);
  await overview
    .getByText(/Onvolledig|Mislukt/)
    .first()
    .waitFor();
  await shot(overview, "broken-runs");
});

test("the next good run heals it: the verdicts are those of before", async () => {
  // The house starts the stand-in again on its port. why every entity: at a quarter of an hour others were due meanwhile.
  await eventually(
    () => tieout("pull", "--wait", "--data", running.data),
    ({ code }) => code === 0,
    60,
  );
  expect(countsOf((await status(running)).entities)).toEqual(countsOf(truth.counts));
});

test("a change in Milestones arrives on an open page without a reload", async () => {
  await overview.goto(`${running.url}/a/500`);
  await expect.poll(() => customers().innerText()).toContain("67");
  await overview.evaluate(() => Object.assign(window, { notReloaded: true }));
  const { customer } = truth.counts;
  const control = standinControl(standin(running, "milestones"));
  const equalKey = "000148";
  await control.change("Customer", equalKey, { Name: "Een andere naam" }, "CustomerCode");
  expect((await tieout("pull", "--entity", "customer", "--wait", "--data", running.data)).code).toBe(0);
  await expect
    .poll(() => customers().innerText(), { timeout: 10_000 })
    .toContain(String((customer?.different ?? 0) + 1));
  expect(await overview.evaluate(() => "notReloaded" in window)).toBe(true);
});
