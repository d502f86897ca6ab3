// One log: what it is, how full, how fast, its containers and its streams.

import { html, setText } from "./elements.js";
import { Rates, sparkline, drawSparkline } from "./rates.js";
import { Ring } from "./ring.js";
import { Streams } from "./streams.js";
import { bytes, bytesPerSecond, count, counted, percent, perSecond, words } from "./text.js";

export class LogCard {
  #identity = "";
  #badges = html("ul", { class: "badges" });
  #problem = html("p", { class: "problem", hidden: "" });
  #room = new Figure("Room left", "room");
  #reserved = new Figure("Reserved", "room");
  #appended = new Figure("Appended", "rate");
  #flushes = new Figure("Flushes", "rate");
  #tail = html("p", { class: "tail" });
  #ring = new Ring();
  #streams = new Streams();
  #body = html("div", { class: "body" });
  element;

  constructor(log) {
    const [folder, name] = split(log.log);
    this.#body.append(
      html("div", { class: "figures" },
        this.#room.element, this.#reserved.element, this.#appended.element, this.#flushes.element),
      html("div", { class: "containers" },
        this.#ring.picture,
        html("div", { class: "beside" }, this.#tail, this.#ring.legend)),
      this.#streams.element);
    this.element = html("section", { class: "card log" },
      html("div", { class: "title" }, html("h2", {}, html("small", {}, folder), name), this.#badges),
      this.#problem, this.#body);
  }

  update(log, millis) {
    this.#say(log);
    this.#body.hidden = log.problem !== undefined;
    if (log.problem !== undefined) {
      return;
    }
    if (this.#identity !== log.identity + log.epoch) {
      this.#identity = log.identity + log.epoch;
      this.#appended.rates.forget();
      this.#flushes.rates.forget();
    }
    const used = log.totalAvailable - log.currentAvailable;
    this.#room.show(bytes(log.currentAvailable), `${percent(used, log.totalAvailable)} of ${bytes(log.totalAvailable)} used`);
    this.#room.fill(used, log.totalAvailable);
    this.#reserved.show(bytes(log.totalReservation), reservations(log));
    this.#reserved.fill(log.totalReservation, log.totalAvailable);
    if (log.appendedBytes !== undefined) {
      this.#appended.rates.add(millis, log.appendedBytes);
    }
    this.#appended.show(bytesPerSecond(this.#appended.rates.now), `${bytes(log.statistics.flushedBytes)} flushed since opened`);
    this.#flushes.rates.add(millis, log.statistics.flushes);
    this.#flushes.show(perSecond(this.#flushes.rates.now),
      `${count(log.statistics.flushes)} since opened, and ${count(log.statistics.metadataFlushes)} of metadata`);
    setText(this.#tail, tail(log.tailHolder));
    this.#ring.update(log);
    this.#streams.update(log, millis);
  }

  /** What the log is, and what is wrong with it. */
  #say(log) {
    const badges = log.problem !== undefined ? ["closing"] : [
      words(log.kind),
      `provider ${log.provider ?? "unknown"}`,
      ...(log.allocator === null ? [] : [`allocator ${log.allocator}`]),
      ...(log.archiveTail === null ? [] : ["archive"]),
      `sectors of ${bytes(log.sectorSize)}`,
      `epoch ${log.epoch}`,
    ];
    setText(this.#badges, "");
    this.#badges.append(...badges.map(badge => html("li", {}, badge)));
    const wrong = log.problem !== undefined ? [log.problem]
      : log.damage.map(place => `${place.file} at ${count(place.offset)}: ${place.reason}`);
    this.#problem.hidden = wrong.length === 0;
    setText(this.#problem, wrong.join("\n"));
  }
}

/** A number with its name, and either how full something is or how fast it grows. */
class Figure {
  rates = new Rates();
  #value = html("dd", { class: "value" });
  #detail = html("dd", { class: "detail" });
  #meter = html("meter", { min: 0, "aria-hidden": "true" });
  #picture = sparkline();
  #kind;
  element;

  constructor(name, kind) {
    this.#kind = kind;
    this.element = html("dl", { class: "figure" }, html("dt", {}, name), this.#value);
    this.element.append(html("dd", {}, kind === "room" ? this.#meter : this.#picture), this.#detail);
  }

  show(value, detail) {
    setText(this.#value, value);
    setText(this.#detail, detail);
    if (this.#kind === "rate") {
      drawSparkline(this.#picture, this.rates.all);
    }
  }

  fill(used, whole) {
    this.#meter.max = whole;
    this.#meter.value = used;
  }
}

function split(name) {
  const path = name.replace(/^log:/, "");
  const end = path.lastIndexOf("/") + 1;
  return [path.slice(0, end), path.slice(end)];
}

function reservations(log) {
  const holders = log.streams.filter(stream => stream.reservedBytes > 0);
  return holders.length === 0 ? "nothing is promised" : `by ${counted(holders.length, "stream")}`;
}

function tail(holder) {
  if (holder === null) {
    return "Nothing holds the tail.";
  }
  if (holder.kind === "RESERVATIONS") {
    return `The tail is held by reservations of ${bytes(holder.bytes)}.`;
  }
  const who = holder.kind === "ARCHIVE_TAIL" ? "the archive tail"
    : holder.stream === "" ? "the base" : `the base of stream “${holder.stream}”`;
  return `The tail is held by ${who}, LSN ${holder.lsn}; ${bytes(holder.bytes)} from there to the end.`;
}
