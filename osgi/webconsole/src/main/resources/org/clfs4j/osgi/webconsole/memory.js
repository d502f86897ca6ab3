// The memory of marshalling areas by pool tag.

import { html, setText } from "./elements.js";
import { bytes, count } from "./text.js";

const COLUMNS = ["Pool tag", "Live", "Peak", "Allocated", "Freed", "Refused"];

export class Memory {
  #body = html("tbody");
  #rows = new Map();
  element = html("table", { class: "memory" },
    html("thead", {}, html("tr", {}, ...COLUMNS.map(name => html("th", { scope: "col" }, name)))),
    this.#body);

  update(memory) {
    for (const usage of memory) {
      if (!this.#rows.has(usage.tag)) {
        this.#rows.set(usage.tag, new Row(usage.tag));
        this.#body.append(this.#rows.get(usage.tag).element);
      }
      this.#rows.get(usage.tag).update(usage);
    }
  }
}

class Row {
  #cells = COLUMNS.slice(1).map(column => html("td", { "data-label": column, class: "number" }));
  #live = html("span");
  #bar = html("meter", { min: 0, "aria-label": "live of peak" });
  element;

  constructor(tag) {
    this.#cells[0].append(this.#bar, this.#live);
    this.element = html("tr", {}, html("th", { scope: "row" }, html("code", {}, tag)), ...this.#cells);
  }

  update(usage) {
    this.#bar.max = Math.max(1, usage.peakBytes);
    this.#bar.value = usage.liveBytes;
    setText(this.#live, blocks(usage.liveBytes, usage.liveBlocks));
    setText(this.#cells[1], blocks(usage.peakBytes, usage.peakBlocks));
    setText(this.#cells[2], count(usage.allocations));
    setText(this.#cells[3], count(usage.frees));
    setText(this.#cells[4], count(usage.failures));
  }
}

function blocks(size, number) {
  return `${bytes(size)} in ${count(number)}`;
}
