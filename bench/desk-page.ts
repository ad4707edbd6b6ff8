// What a bench does inside the page of the grid. Each function is sent to the browser as text: it stands by itself.

/** Rows of the grid that come from an array in the page instead of the server: as many as the store holds. */
export function rowsFromMemory(total: number): void {
  const asked = window.fetch.bind(window);
  let rows: { id: number }[] | null = null;
  window.fetch = async (input, init) => {
    const url = new URL(String(input instanceof Request ? input.url : input), location.href);
    if (!url.pathname.endsWith("/rows")) return asked(input, init);
    if (!rows) {
      const answer = await asked(input, init);
      const sample: { id: number }[] = (await answer.json()).rows;
      rows = Array.from({ length: total }, (_, at) => ({
        ...(sample[at % sample.length] as { id: number }),
        id: at + 1,
      }));
    }
    const from = Number(url.searchParams.get("from"));
    const body = { rows: rows.slice(from, from + Number(url.searchParams.get("count"))), total, dataVersion: 0 };
    return { ok: true, redirected: false, json: async () => body } as unknown as Response;
  };
}

export interface Scrolled {
  framesPerSecond: number;
  longTasks: number;
  longTaskMs: number;
  /** Ms from each jump until all rows in sight were there. */
  shown: number[];
}

/** Rolls through the rows for some seconds, then jumps to places far apart. */
export async function scrolled({ seconds, jumps }: { seconds: number; jumps: number }): Promise<Scrolled> {
  const body = document.querySelector<HTMLElement>(".ag-grid-viewport");
  if (!body) throw new Error("there is no grid");
  const long: number[] = [];
  const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: "longtask" });
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const began = await frame();
  let now = began;
  let frames = 0;
  while (now - began < seconds * 1000) {
    body.scrollTop += 250;
    now = await frame();
    frames += 1;
  }
  const shown: number[] = [];
  for (let jump = 0; jump < jumps; jump += 1) {
    const from = performance.now();
    body.scrollTop = ((jump * 0.382) % 1) * (body.scrollHeight - body.clientHeight);
    await frame();
    const isEmpty = () => {
      const rows = [...document.querySelectorAll(".ag-row")].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        const seen = body.getBoundingClientRect();
        return bottom > seen.top && top < seen.bottom;
      });
      return rows.length < 3 || rows.some((row) => row.classList.contains("ag-row-loading") || row.textContent === "");
    };
    while (isEmpty()) await frame();
    shown.push(performance.now() - from);
  }
  observer.disconnect();
  return {
    framesPerSecond: (frames * 1000) / (now - began),
    longTasks: long.length,
    longTaskMs: long.reduce((sum, duration) => sum + duration, 0),
    shown,
  };
}

declare global {
  interface Window {
    approvedAfter?: Promise<number>;
  }
}

/** From now on `approvedAfter` holds the ms from the next key until the open row says that its decision is approved. */
export function watchApproval(): void {
  window.approvedAfter = new Promise((resolve) => {
    let pressedAt = 0;
    const pressed = () => {
      pressedAt = performance.now();
    };
    addEventListener("keydown", pressed, { once: true, capture: true });
    const look = () => {
      const isSaid = document.querySelector(".ag-row.is-open .cell-decision.is-approved");
      if (pressedAt > 0 && isSaid) resolve(performance.now() - pressedAt);
      else requestAnimationFrame(look);
    };
    look();
  });
}
