/* What pages do beyond their markup: small menus close by themselves, copy buttons copy.
   Belongs here: behaviour without which a page still works. Does not belong here: forms (forms.js), lists (keys.js). */

const told = document.getElementById("thong-bao");

function say(code) {
  if (told) told.textContent = told.dataset[code] || "";
}

/* a menu is a <details>: it opens and closes without this; here it also closes from outside and by Escape */
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details.menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

/* the clipboard exists only on https; within an office the product may be served without it */
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "vh";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("not copied");
}

function ready() {
  for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
}

ready();
document.addEventListener("htmx:afterSettle", ready);
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  const from = button && document.querySelector(button.dataset.copy);
  if (!from) return;
  try {
    await copy("value" in from ? from.value : from.innerText.trim());
    say("copied");
  } catch {
    say("notCopied");
  }
  button.focus();
});
