/* A form whose fields are saved one by one while somebody types; without it the same form is sent by its button.
   Belongs here: sending a changed value, keeping it on this machine while the line is down, showing what came back.
   Does not belong here: judging a value (the server does), files (upload.js).

   Markup: form[data-autosave] with data-saved, data-offline, data-refused (sentences); each value is an element
   [data-value="<row>|<field>"] that holds its inputs and input[name^="rev:"]; .said[data-for] takes what is said about it. */

const WAIT = 900;
const RETRY = 8000;
const form = document.querySelector("form[data-autosave]");
const status = form && document.querySelector("[data-autosave-status]");
const timers = new Map();
const sending = new Map();
let broken = false;

const kept = `sauro:${location.pathname}:`;

function store(action) {
  try {
    return action(window.localStorage);
  } catch {
    return null; // a browser that keeps nothing: the form still has its button
  }
}

function boxOf(place) {
  return [...form.querySelectorAll("[data-value]")].find((box) => box.dataset.value === place);
}

function fieldsOf(box) {
  return [...box.querySelectorAll("input, select, textarea")].filter((field) => field.name && !field.readOnly);
}

function read(box) {
  return fieldsOf(box).map((field) => [field.name, field.type === "checkbox" ? (field.checked ? "on" : "") : field.value]);
}

function write(box, pairs) {
  for (const [name, value] of pairs) {
    const field = fieldsOf(box).find((one) => one.name === name);
    if (!field) continue;
    if (field.type === "checkbox") field.checked = value !== "";
    else field.value = value;
  }
}

function settle(box) {
  for (const field of fieldsOf(box)) {
    if (field.type === "checkbox") field.defaultChecked = field.checked;
    else if (field.tagName === "SELECT") [...field.options].forEach((option) => (option.defaultSelected = option.selected));
    else field.defaultValue = field.value;
  }
}

function say(words, bad = false) {
  if (!status) return;
  status.textContent = words;
  status.classList.toggle("bad", bad);
}

function note(box, html, css = "") {
  const place = box.querySelector(".said");
  if (!place) return;
  place.className = `said ${css}`;
  place.replaceChildren(...html);
}

function text(tag, words, css = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  if (css) element.className = css;
  return element;
}

function clearError(box) {
  box.classList.remove("bad");
  for (const old of box.querySelectorAll(".err")) old.remove();
  for (const field of fieldsOf(box)) field.removeAttribute("aria-invalid");
}

/* the server has not got it: kept on this machine, or said that it is not */
function hold(place, pairs, words) {
  const safe = store((all) => (all.setItem(kept + place, JSON.stringify(pairs)), true));
  say(safe ? words : form.dataset.lost, true);
}

async function send(box) {
  const place = box.dataset.value;
  if (sending.has(place)) {
    sending.set(place, "again");
    return;
  }
  sending.set(place, "once");
  const pairs = read(box);
  const body = new FormData();
  for (const [name, value] of pairs) if (value !== "" || !name.startsWith("est:")) body.append(name, value);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json", "X-Autosave": "1" } });
    if (answer.redirected) return hold(place, pairs, form.dataset.signedOut);
    if (!(answer.headers.get("content-type") || "").includes("json")) throw new TypeError("not an answer");
    if (answer.status >= 500) throw new TypeError("server");
    took(box, await answer.json());
    store((all) => all.removeItem(kept + place));
    if (broken) again();
    broken = false;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    broken = true;
    hold(place, pairs, form.dataset.offline);
    setTimeout(again, RETRY);
  } finally {
    const more = sending.get(place) === "again";
    sending.delete(place);
    if (more) send(box);
  }
}

function took(box, answer) {
  const place = box.dataset.value;
  const saved = (answer.saved || []).find((one) => one.place === place);
  const refused = (answer.refused || []).find((one) => one.place === place);
  const conflict = (answer.conflicts || []).find((one) => one.place === place);
  const revision = box.querySelector('input[name^="rev:"]');
  if (answer.error) {
    say(answer.error, true);
    return;
  }
  if (conflict) return clash(box, conflict);
  if (refused) {
    box.classList.add("bad");
    note(box, [text("span", refused.sentence)], "err");
    for (const field of fieldsOf(box)) if (field.name.startsWith("v:")) field.setAttribute("aria-invalid", "true");
    say(form.dataset.refused, true);
    return;
  }
  clearError(box);
  if (saved) {
    if (revision) revision.value = saved.revision;
    note(box, saved.note ? [text("span", saved.note)] : [], "hint");
    settle(box);
  }
  for (const one of answer.computed || []) {
    for (const shown of form.querySelectorAll(`[data-computed="${CSS.escape(one.place)}"]`)) {
      if ("value" in shown) shown.value = one.shown;
      else shown.textContent = one.shown;
    }
  }
  if (answer.said) say(answer.said);
}

function clash(box, conflict) {
  const revision = box.querySelector('input[name^="rev:"]');
  const mine = text("button", conflict.keep_mine, "btn alt");
  const theirs = text("button", conflict.take_theirs, "btn alt");
  mine.type = theirs.type = "button";
  mine.addEventListener("click", () => {
    revision.value = conflict.revision;
    note(box, []);
    box.classList.remove("bad");
    send(box);
  });
  theirs.addEventListener("click", () => {
    revision.value = conflict.revision;
    write(box, conflict.pairs);
    note(box, []);
    clearError(box);
    settle(box);
    store((all) => all.removeItem(kept + box.dataset.value));
    fieldsOf(box).find((field) => field.type !== "hidden")?.focus();
  });
  box.classList.add("bad");
  const choices = text("span", "", "actions");
  choices.append(mine, theirs);
  note(box, [text("b", conflict.sentence), text("q", conflict.shown), choices], "note warn");
  say(conflict.sentence, true);
}

/* what was typed while the line was down: on this machine until the server has it */
function again() {
  for (const box of form.querySelectorAll("[data-value]")) {
    const waiting = store((all) => all.getItem(kept + box.dataset.value));
    if (!waiting || sending.has(box.dataset.value)) continue;
    const held = JSON.parse(waiting);
    const revision = box.querySelector('input[name^="rev:"]');
    write(box, held.filter(([name]) => !name.startsWith("rev:")));
    const seen = held.find(([name]) => name.startsWith("rev:"));
    if (revision && seen) revision.value = seen[1];
    send(box);
  }
}

function changed(event) {
  const box = event.target.closest("[data-value]");
  if (!box || !form.contains(box) || event.target.readOnly) return;
  const place = box.dataset.value;
  clearTimeout(timers.get(place));
  timers.set(place, setTimeout(() => {
    timers.delete(place);
    send(box);
  }, event.type === "change" ? 0 : WAIT));
}

if (form) {
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("online", again);
  window.addEventListener("pagehide", () => {
    for (const place of timers.keys()) store((all) => all.setItem(kept + place, JSON.stringify(read(boxOf(place)))));
  });
  again();
}
