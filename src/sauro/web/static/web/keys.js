/* Keys on lists: j and k move between rows, / goes to the search, ? shows the keys.
   Belongs here: moving the focus, so that the screen reader says where it is and Enter opens a row by itself.
   Does not belong here: anything that a mouse cannot do. Off in fields, with Ctrl, Alt or Meta, and where a person switched it off. */

const OFF = "sauro-no-keys";
const ROWS = "[data-keys] th a.row";
/* asked anew each time: a filtered list arrives without a new page */
const help = () => document.querySelector("[data-keys-help]");

/* a browser may refuse its storage (private windows, policies); the keys then work until they are switched off on each page */
function remembered() {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  } catch {
    return;
  }
}

let working = remembered();

function ready() {
  const shown = help();
  if (!shown) return;
  shown.hidden = false;
  shown.querySelector("[data-keys-switch]").checked = working;
}

ready();
document.addEventListener("htmx:afterSettle", ready);
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys-switch]")) return;
  working = event.target.checked;
  remember(working);
});

function move(step) {
  const rows = [...document.querySelectorAll(ROWS)].filter((row) => row.offsetParent !== null);
  if (!rows.length) return false;
  const here = rows.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step;
  if (next < 0 || next >= rows.length) return false;
  rows[next].focus();
  rows[next].scrollIntoView({ block: "nearest" });
  return true;
}

function toSearch() {
  const field = document.querySelector("main input[type=search]");
  if (!field) return false;
  field.focus();
  field.select();
  return true;
}

function toHelp() {
  const shown = help();
  if (!shown) return false;
  shown.open = !shown.open;
  shown.querySelector("summary").focus();
  return true;
}

/* arrows belong to the page until the focus is in the list */
const inList = () => document.activeElement?.matches(ROWS);
const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => inList() && move(1),
  ArrowUp: () => inList() && move(-1),
  "/": toSearch,
  "?": toHelp,
};

document.addEventListener("keydown", (event) => {
  if (!working || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  if (!document.querySelector("[data-keys]")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (Object.hasOwn(KEYS, key) && KEYS[key]()) event.preventDefault();
});
