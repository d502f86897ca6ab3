// The streams of a log as a table, which is a list of cards where there is no room for one.

import { html, setText } from "./elements.js";
import { Rates, sparkline, drawSparkline } from "./rates.js";
import { bytes, bytesPerSecond } from "./text.js";

const COLUMNS = ["Stream", "Base", "Last record", "Restart area", "Not durable", "Reserved", "Appended"];

export class Streams {
  #body = html("tbody");
  #rows = new Map();
  element = html("table", { class: "streams" },
    html("thead", {}, html("tr", {}, ...COLUMNS.map(name => html("th", { scope: "col" }, name)))),
    this.#body);

  update(log, millis) {
    const ids = new Set(log.streams.map(stream => stream.id));
    for (const [id, row] of this.#rows) {
      if (!ids.has(id)) {
        row.element.remove();
        this.#rows.delete(id);
      }
    }
    for (const stream of log.streams) {
      if (!this.#rows.has(stream.id)) {
        this.#rows.set(stream.id, new Row(stream));
        this.#body.append(this.#rows.get(stream.id).element);
      }
      this.#rows.get(stream.id).update(stream, log, millis);
    }
  }
}

class Row {
  #cells;
  #rates = new Rates();
  #resets;
  #rate = html("span");
  #picture = sparkline();
  element;

  constructor(stream) {
    this.#resets = stream.resets;
    const name = html("th", { scope: "row" },
      html("span", { class: stream.name === "" ? "name unnamed" : "name" }, stream.name === "" ? "unnamed" : stream.name),
      html("small", {}, `id ${stream.id}`));
    this.#cells = COLUMNS.slice(1).map(column => html("td", { "data-label": column }));
    this.#cells[0].className = this.#cells[1].className = this.#cells[2].className = "lsn";
    this.#cells[3].className = this.#cells[4].className = "number";
    this.#cells[5].className = "rate";
    this.#cells[5].append(this.#picture, this.#rate);
    this.element = html("tr", {}, name, ...this.#cells);
  }

  update(stream, log, millis) {
    if (stream.resets !== this.#resets) {
      this.#resets = stream.resets;
      this.#rates.forget();
    }
    if (stream.appendedBytes !== undefined) {
      this.#rates.add(millis, stream.appendedBytes);
    }
    setText(this.#cells[0], stream.baseLsn);
    setText(this.#cells[1], stream.lastRecordLsn ?? (stream.baseLsn === stream.nextLsn ? "none" : "not read"));
    setText(this.#cells[2], stream.restartLsn ?? "none");
    setText(this.#cells[3], bytes(stream.notDurableBytes ?? 0));
    setText(this.#cells[4], bytes(stream.reservedBytes));
    setText(this.#rate, bytesPerSecond(this.#rates.now));
    drawSparkline(this.#picture, this.#rates.all);
  }
}
