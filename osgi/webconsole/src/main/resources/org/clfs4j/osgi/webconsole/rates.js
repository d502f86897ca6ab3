// How fast a number grows, over time, and its picture.

import { svg } from "./elements.js";

const KEPT_MILLIS = 120_000;
const SHOWN_MILLIS = 2_000;
const WIDTH = 120;
const HEIGHT = 32;

export class Rates {
  #samples = [];

  /** Takes note of a number that only grows; one that is smaller than before is another log's, and a new beginning. */
  add(millis, total) {
    const last = this.#samples.at(-1);
    if (last !== undefined && (total < last.total || millis < last.millis)) {
      this.#samples = [];
    } else if (last !== undefined && millis === last.millis) {
      return;
    }
    this.#samples.push({ millis, total });
    while (millis - this.#samples[0].millis > KEPT_MILLIS) {
      this.#samples.shift();
    }
  }

  forget() {
    this.#samples = [];
  }

  /** How much a second in the last two seconds; null as long as there is nothing to compare with. */
  get now() {
    const last = this.#samples.at(-1);
    const first = this.#samples.find(each => last.millis - each.millis <= SHOWN_MILLIS && each !== last)
      ?? this.#samples.at(-2);
    return first === undefined ? null : between(first, last);
  }

  /** How much a second between each two. */
  get all() {
    return this.#samples.slice(1).map((each, i) => ({ millis: each.millis, rate: between(this.#samples[i], each) }));
  }
}

/** Makes an empty picture of rates. */
export function sparkline() {
  return svg("svg", {
    class: "spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true",
  }, svg("path", { class: "area" }), svg("path", { class: "line", "vector-effect": "non-scaling-stroke" }));
}

/** Draws rates into a picture: from the first to the last, from 0 to the highest. */
export function drawSparkline(picture, all) {
  const [area, line] = picture.children;
  if (all.length < 2) {
    area.setAttribute("d", "");
    line.setAttribute("d", `M0 ${HEIGHT - 1}H${WIDTH}`);
    return;
  }
  const begin = all[0].millis;
  const span = all.at(-1).millis - begin;
  const highest = Math.max(...all.map(each => each.rate), 1);
  const points = all.map(each =>
    `${((each.millis - begin) / span * WIDTH).toFixed(1)} ${(HEIGHT - 1 - each.rate / highest * (HEIGHT - 3)).toFixed(1)}`);
  line.setAttribute("d", "M" + points.join("L"));
  area.setAttribute("d", `M0 ${HEIGHT}L${points.join("L")}L${WIDTH} ${HEIGHT}Z`);
}

function between(first, last) {
  return (last.total - first.total) / (last.millis - first.millis) * 1000;
}
