// The containers of a log as a ring: they are used in turn, and the end runs after the base.

import { html, svg } from "./elements.js";
import { bytes, count, counted, words } from "./text.js";

const CENTRE = 150;
const INNER = 84;
const OUTER = 116;
const GAP = 0.018;

/** How far letters must be from each other, in radians. */
const LETTER_ANGLE = 0.18;

const MARKS = {
  base: { name: "base", short: "B", radius: OUTER + 16 },
  next: { name: "end", short: "E", radius: OUTER + 16 },
  archiveTail: { name: "archive tail", short: "A", radius: INNER - 16 },
};

/** States in the order of a container's life, and what they mean. */
const STATES = {
  INACTIVE: "free",
  ACTIVE: "holds records that are needed",
  ACTIVE_PENDING_DELETE: "is removed when they are not",
  PENDING_ARCHIVE: "waits for the archive",
  PENDING_ARCHIVE_AND_DELETE: "waits for the archive, and is removed then",
  INITIALIZING: "is being filled",
};

export class Ring {
  picture = svg("svg", { class: "ring", viewBox: "0 0 300 300", role: "img" });
  legend = html("div", { class: "legends" });
  #drawn = "";

  update(log) {
    const facts = JSON.stringify([log.containers, log.marks, log.baseLsn, log.nextLsn, log.archiveTail]);
    if (facts !== this.#drawn) {
      this.#drawn = facts;
      this.picture.replaceChildren(...this.#parts(log));
      this.picture.setAttribute("aria-label", describe(log));
      this.legend.replaceChildren(...legend(log));
    }
  }

  #parts(log) {
    const arcs = log.containers.map((container, i) => arc(container, i, log.containers.length));
    return [
      ...arcs,
      ...apart(log.marks.map(mark => place(mark, log)).filter(each => each !== null)).map(pointer),
      svg("text", { class: "figure", x: CENTRE, y: CENTRE - 2 }, count(log.containers.length)),
      svg("text", { class: "unit", x: CENTRE, y: CENTRE + 20 },
        `${log.containers.length === 1 ? "container" : "containers"} of`),
      svg("text", { class: "unit", x: CENTRE, y: CENTRE + 38 }, bytes(log.containerSize)),
    ];
  }
}

/** A container's part of the ring. */
function arc(container, index, total) {
  const gap = total === 1 ? 0 : Math.min(GAP, Math.PI / total / 4);
  const from = angle(index / total) + gap;
  const upTo = angle((index + 1) / total) - gap;
  const title = `Container ${container.physicalId}: ${words(container.state)}`
    + (container.logicalId === undefined ? ", never used" : `, id ${container.logicalId.toString(16).padStart(8, "0")}`)
    + `\n${container.path}`;
  return svg("path", {
    class: `arc ${container.state}`,
    d: total === 1 ? circle() : segment(from, upTo),
  }, svg("title", {}, title));
}

function segment(from, upTo) {
  const large = upTo - from > Math.PI ? 1 : 0;
  return `M${point(from, OUTER)}A${OUTER} ${OUTER} 0 ${large} 1 ${point(upTo, OUTER)}`
    + `L${point(upTo, INNER)}A${INNER} ${INNER} 0 ${large} 0 ${point(from, INNER)}Z`;
}

function circle() {
  const half = (radius, sweep) =>
    `M${CENTRE} ${CENTRE - radius}A${radius} ${radius} 0 1 ${sweep} ${CENTRE} ${CENTRE + radius}`
    + `A${radius} ${radius} 0 1 ${sweep} ${CENTRE} ${CENTRE - radius}Z`;
  return half(OUTER, 1) + half(INNER, 0);
}

/** Where on the ring a mark is; null if its container has gone meanwhile. */
function place(mark, log) {
  const index = log.containers.findIndex(container => container.physicalId === mark.physicalId);
  if (index < 0) {
    return null;
  }
  const within = Math.min(1, mark.offset / log.containers[index].size);
  const at = angle((index + within) / log.containers.length);
  return { mark: mark.mark, lsn: lsnOf(mark.mark, log), at, letterAt: at };
}

/** Base and end have their letters on the same side, which are moved apart if they would cover each other. */
function apart(places) {
  const base = places.find(each => each.mark === "base");
  const next = places.find(each => each.mark === "next");
  if (base !== undefined && next !== undefined) {
    const ahead = Math.atan2(Math.sin(next.at - base.at), Math.cos(next.at - base.at));
    const missing = (LETTER_ANGLE - Math.abs(ahead)) / 2;
    if (missing > 0) {
      next.letterAt += ahead < 0 ? -missing : missing;
      base.letterAt -= ahead < 0 ? -missing : missing;
    }
  }
  return places;
}

/** A line across the ring, and a letter beside it. */
function pointer({ mark, lsn, at, letterAt }) {
  const { name, short, radius } = MARKS[mark];
  const [x, y] = point(letterAt, radius).split(" ");
  return svg("g", { class: `mark ${mark}` },
    svg("title", {}, `${name} ${lsn}`),
    svg("path", { d: `M${point(at, INNER - 5)}L${point(at, OUTER + 5)}` }),
    svg("circle", { cx: x, cy: y, r: 11 }),
    svg("text", { x, y }, short));
}

function lsnOf(mark, log) {
  return { base: log.baseLsn, next: log.nextLsn, archiveTail: log.archiveTail }[mark];
}

function legend(log) {
  const states = Object.entries(STATES)
    .map(([state, meaning]) => [state, meaning, log.containers.filter(each => each.state === state).length])
    .filter(([state, , number]) => number > 0 || state === "ACTIVE" || state === "INACTIVE")
    .map(([state, meaning, number]) => html("li", {},
      html("span", { class: `swatch ${state}` }),
      html("span", {}, html("b", {}, `${count(number)} ${words(state)}`), html("small", {}, meaning))));
  const marks = ["base", "next", "archiveTail"]
    .filter(mark => lsnOf(mark, log) !== null)
    .map(mark => html("li", {},
      html("span", { class: `letter ${mark}` }, MARKS[mark].short),
      html("span", {}, html("b", {}, MARKS[mark].name), html("small", { class: "lsn" }, lsnOf(mark, log)))));
  return [html("ul", { class: "legend" }, ...states), html("ul", { class: "legend marks" }, ...marks)];
}

function describe(log) {
  const states = Object.keys(STATES)
    .map(state => [state, log.containers.filter(each => each.state === state).length])
    .filter(([, number]) => number > 0)
    .map(([state, number]) => `${number} ${words(state)}`);
  const marks = log.marks.map(mark => `${MARKS[mark.mark].name} in container ${mark.physicalId}`);
  return `${counted(log.containers.length, "container")}: ${[...states, ...marks].join(", ")}`;
}

function angle(turn) {
  return turn * 2 * Math.PI - Math.PI / 2;
}

function point(at, radius) {
  return `${(CENTRE + radius * Math.cos(at)).toFixed(2)} ${(CENTRE + radius * Math.sin(at)).toFixed(2)}`;
}
