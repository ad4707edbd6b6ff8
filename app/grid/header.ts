// A column's name in the header, with how many pairs differ in it: a press shows only those.
import type { IHeaderParams, IInnerHeaderComponent } from "ag-grid-community";
import { element } from "./cells.ts";

export interface FieldHeaderParams {
  differing: number;
  /** What a screen reader and a hovering mouse are told of the number. */
  told: string;
  only: () => void;
}

export class FieldHeader implements IInnerHeaderComponent {
  readonly #gui = element("span", "head");

  init(params: IHeaderParams & FieldHeaderParams): void {
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#gui;
  }

  refresh(params: IHeaderParams & FieldHeaderParams): boolean {
    this.#gui.replaceChildren(element("span", "head-name", params.displayName));
    if (params.differing > 0) {
      const count = element("button", "head-count", String(params.differing));
      count.title = params.told;
      count.setAttribute("aria-label", params.told);
      count.tabIndex = -1;
      count.addEventListener("click", (event) => {
        event.stopPropagation();
        params.only();
      });
      this.#gui.append(count);
    }
    return true;
  }
}
