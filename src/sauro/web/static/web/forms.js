/* What forms do beyond their markup: sent once, unsaved text is asked about, ticked rows are counted.
   Belongs here: behaviour without which a form still works. Does not belong here: checking input (the server does). */

const told = document.getElementById("thong-bao");
const AGAIN_AFTER = 15000; // an answer that is a file leaves the page standing

/* 1. A form is sent once. The button stays focusable; a second press does nothing while the first is under way. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "again" in form.dataset) return; // htmx sends its own
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  event.submitter?.setAttribute("aria-busy", "true");
  if (told) told.textContent = told.dataset.sending || "";
  setTimeout(() => forget(form), AGAIN_AFTER);
});

function forget(form) {
  delete form.dataset.sent;
  for (const busy of form.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
}

/* back from the next page: the browser shows this one as it was left */
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(forget));

/* 2. Leaving with text that was not sent. */
function changed(form) {
  return [...form.elements].some((field) => {
    if (field.type === "hidden" || field.disabled) return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") {
      const preset = [...field.options].some((option) => option.defaultSelected);
      return [...field.options].some((option, place) =>
        option.selected !== (preset || field.multiple ? option.defaultSelected : place === 0));
    }
    return "defaultValue" in field && field.type !== "submit" && field.value !== field.defaultValue;
  });
}

window.addEventListener("beforeunload", (event) => {
  for (const form of document.querySelectorAll("form[data-unsaved]")) {
    if (!("sent" in form.dataset) && changed(form)) event.preventDefault();
  }
});

/* 3. Ticked rows: how many, and all of them at once. */
function count() {
  const picks = [...document.querySelectorAll("input[data-pick]")];
  const chosen = picks.filter((pick) => pick.checked).length;
  for (const place of document.querySelectorAll("[data-picked]")) {
    place.textContent = place.dataset.picked.replace("%n", chosen);
  }
  for (const all of document.querySelectorAll("input[data-pick-all]")) {
    all.checked = chosen > 0 && chosen === picks.length;
    all.indeterminate = chosen > 0 && chosen < picks.length;
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("input[data-pick-all]")) {
    for (const pick of document.querySelectorAll("input[data-pick]")) pick.checked = event.target.checked;
  }
  if (event.target.matches("input[data-pick], input[data-pick-all]")) count();
});

function ready() {
  for (const all of document.querySelectorAll("[data-pick-all]")) all.closest("[hidden]")?.removeAttribute("hidden");
  count();
}

ready();
document.addEventListener("htmx:afterSettle", ready);
