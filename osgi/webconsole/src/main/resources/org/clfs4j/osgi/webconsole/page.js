// Asks for the data again and again and shows it; as long as nobody looks at the page, it does not ask.

import { html, setText } from "./elements.js";
import { LogCard } from "./log.js";
import { Memory } from "./memory.js";

const EVERY_MILLIS = Math.max(100, Number(new URLSearchParams(location.search).get("every")) || 1000);

const state = document.getElementById("state");
const pause = document.getElementById("pause");
const logs = document.getElementById("logs");
const memory = document.getElementById("memory");
const empty = html("p", { class: "card empty" },
  "No log is open. A configuration with the factory PID ", html("code", {}, "org.clfs4j.log"), " asks for one.");
const cards = new Map();
const pools = new Memory();

let asked = 0;
let paused = false;
let timer;

memory.append(html("h2", {}, "Memory of marshalling areas"), pools.element);
pause.addEventListener("click", () => {
  paused = !paused;
  pause.setAttribute("aria-pressed", String(paused));
  setText(pause, paused ? "Go on" : "Pause");
  again();
});
document.addEventListener("visibilitychange", again);
again();

function again() {
  clearTimeout(timer);
  if (paused) {
    say("paused", "Paused");
  } else if (!document.hidden) {
    ask();
  }
}

async function ask() {
  try {
    const answer = await fetch("clfs4j/data.json", { cache: "no-store", credentials: "same-origin" });
    if (!answer.ok) {
      throw new Error(answer.status === 401 ? "Please log in again" : `The console answers ${answer.status}`);
    }
    const data = await answer.json();
    if (!paused) {
      show(data);
      say("live", `Live, every ${EVERY_MILLIS / 1000} s`);
    }
  } catch (problem) {
    say("lost", problem instanceof TypeError ? "No answer, trying again" : problem.message);
  }
  clearTimeout(timer);
  if (!paused && !document.hidden) {
    timer = setTimeout(ask, EVERY_MILLIS);
  }
}

function say(what, text) {
  state.className = `state ${what}`;
  setText(state, text);
}

function show(data) {
  const keys = new Set(data.logs.map(key));
  for (const [each, card] of cards) {
    if (!keys.has(each)) {
      card.element.remove();
      cards.delete(each);
    }
  }
  for (const log of data.logs) {
    if (!cards.has(key(log))) {
      cards.set(key(log), new LogCard(log));
      logs.append(cards.get(key(log)).element);
    }
    cards.get(key(log)).update(log, data.clockMillis);
  }
  if (data.logs.length === 0) {
    logs.append(empty);
  } else {
    empty.remove();
  }
  memory.hidden = data.memory.length === 0;
  pools.update(data.memory);
  document.body.dataset.answers = String(++asked);
}

/** One log can be configured twice, such as for its streams. */
function key(log) {
  return `${log.log} ${log.configuration}`;
}
