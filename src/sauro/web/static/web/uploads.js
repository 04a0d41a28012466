/* Files sent one by one with their progress, from a field that works without this script as a plain form.
   Belongs here: choosing, dropping, progress, stopping. Does not belong here: judging a file (the server does). */

const told = document.getElementById("thong-bao");
const waiting = []; // one file at a time: a slow line is not made slower

function begin(place) {
  if ("ready" in place.dataset) return;
  place.dataset.ready = "";
  const field = place.querySelector("input[type=file]");
  field.classList.replace("in", "vh");
  for (const rich of place.querySelectorAll("[data-rich]")) rich.hidden = false;
  for (const plain of place.querySelectorAll("[data-plain]")) plain.hidden = true;
  field.addEventListener("change", () => {
    take(place, field, [...field.files]);
    field.value = "";
  });
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    take(place, field, [...event.dataTransfer.files]);
  });
}

function take(place, field, files) {
  const around = place.closest("[data-evidence]");
  const list = around.querySelector("[data-files]");
  list.hidden = false;
  around.querySelector("[data-no-files]")?.remove();
  const idle = waiting.length === 0;
  for (const file of files) {
    const line = lineOf(place, file);
    list.append(line.item);
    if (file.size > Number(place.dataset.most)) line.refuse(place.dataset.tooLarge);
    else waiting.push({ place, form: field.form, file, line });
  }
  if (idle) next();
}

function next() {
  const job = waiting[0];
  if (!job) return;
  const done = () => {
    waiting.shift();
    next();
  };
  if (job.line.stopped) done();
  else send(job, done);
}

function send({ place, form, file, line }, done) {
  const body = new FormData(form);
  body.delete("files");
  body.append("files", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) line.at(event.loaded, event.total);
  });
  request.upload.addEventListener("load", () => line.checking());
  request.addEventListener("load", () => {
    line.answered(request);
    done();
  });
  request.addEventListener("error", () => {
    line.refuse(place.dataset.lost);
    done();
  });
  request.addEventListener("abort", done);
  line.onstop = () => request.abort();
  request.send(body);
}

/* One line of the list: what is on its way, and afterwards why it was not taken in or the server's own line. */
function lineOf(place, file) {
  const words = place.dataset;
  const item = document.createElement("li");
  item.innerHTML = '<svg class="i" aria-hidden="true"><use href="#i-file"/></svg><span></span>';
  const middle = item.querySelector("span");
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  const state = document.createElement("small");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn plain";
  middle.append(file.name, bar, state);
  item.append(button);
  const line = {
    item,
    stopped: false,
    onstop: () => {},
    at(loaded, total) {
      const part = Math.floor((loaded / total) * 100);
      bar.value = part;
      state.textContent = words.sending.replace("{p}", `${part}%`).replace("{s}", size(total));
      bar.setAttribute("aria-label", state.textContent);
    },
    checking() {
      bar.removeAttribute("value");
      state.textContent = words.checking;
      bar.setAttribute("aria-label", words.checking);
    },
    refuse(reason) {
      bar.remove();
      state.className = "bad";
      state.textContent = reason;
      name(words.dismiss);
      button.onclick = () => gone(item, place);
      say(`${file.name}. ${reason}`);
    },
    answered(request) {
      const answer = read(request);
      const found = answer?.files?.[0];
      if (found?.line) {
        const made = document.createElement("template");
        made.innerHTML = found.line;
        item.replaceWith(made.content);
        say(`${file.name}. ${words.taken}.`);
      } else if (found?.reason || answer?.reason) line.refuse(found?.reason || answer.reason);
      else if (request.status === 413) line.refuse(request.responseText);
      else line.refuse(request.status === 403 || request.responseURL !== absolute(place) ? words.expired : words.lost);
    },
  };
  function name(text) {
    button.textContent = text;
    button.setAttribute("aria-label", `${text} ${file.name}`);
  }
  name(words.stop);
  line.at(0, file.size || 1);
  button.onclick = () => {
    line.stopped = true;
    line.onstop();
    gone(item, place);
  };
  return line;
}

function gone(item, place) {
  item.remove();
  place.querySelector("input[type=file]").focus();
}

function absolute(place) {
  return place.querySelector("input[type=file]").form.action;
}

function read(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
}

function size(bytes) {
  const language = document.documentElement.lang;
  const number = (value) => value.toLocaleString(language, { maximumFractionDigits: 1 });
  return bytes >= 1048576 ? `${number(bytes / 1048576)} MB` : `${number(Math.max(1, Math.round(bytes / 1024)))} KB`;
}

function say(words) {
  if (told) told.textContent = words;
}

function ready() {
  document.querySelectorAll("[data-drop]").forEach(begin);
}

/* leaving while a file is on its way would lose it */
window.addEventListener("beforeunload", (event) => {
  if (waiting.length) event.preventDefault();
});

ready();
document.addEventListener("htmx:afterSettle", ready);
