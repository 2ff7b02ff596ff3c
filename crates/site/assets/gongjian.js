// What scripts add. Every page works without them: links open, forms send, menus unfold, jobs show how far they are.
// No text stands here; what is said comes from the page, in its language.

"use strict";

document.documentElement.classList.add("scripted");

const interactive = "a, button, input, select, textarea, label, summary, .seal";

/* Rows open by a click anywhere on them; the arrows move between them, Enter follows the link as ever. */

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.target.closest(interactive) || String(getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
  else location.assign(row.dataset.href);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const row = event.target.closest(".opens")?.closest("tr");
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  const link = next?.querySelector(".opens");
  if (!link) return;
  event.preventDefault();
  link.focus();
});

/* The board: up and down within a column, left and right to the card beside; Enter follows the link as ever. */

document.addEventListener("keydown", (event) => {
  const name = event.target.closest(".board-name");
  if (!name || !["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const columns = [...name.closest("[data-board]").querySelectorAll(".board-column")].map((column) => [...column.querySelectorAll(".board-name")]);
  const at = columns.findIndex((cards) => cards.includes(name));
  const place = columns[at].indexOf(name);
  let next;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    next = columns[at][place + (event.key === "ArrowDown" ? 1 : -1)];
  } else {
    const filled = columns.map((cards, index) => (cards.length ? index : -1)).filter((index) => index >= 0);
    const column = columns[filled[filled.indexOf(at) + (event.key === "ArrowRight" ? 1 : -1)]];
    next = column?.[Math.min(place, column.length - 1)];
  }
  if (!next) return;
  event.preventDefault();
  next.focus();
});

/* Menus: one open at a time; Escape and a click elsewhere close it. */

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]") ?? document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

/* A form is sent once. Coming back with the browser's button makes it usable again. */

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || form.target) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

/* Drafts: <form data-draft="name"> is kept in this tab until it has been sent. Fields with data-no-draft, passwords,
   files and hidden fields are never kept; signing out forgets everything. */

const draftKey = (form) => `draft ${form.dataset.draft}`;
const kept = (field) =>
  field.name && !field.closest("[data-no-draft]") && !["password", "file", "hidden", "submit", "button"].includes(field.type);

function readForm(form) {
  const values = [];
  for (const field of form.elements) {
    if (!kept(field)) continue;
    const ticked = field.type === "checkbox" || field.type === "radio";
    values.push([field.name, ticked ? `${field.value}:${field.checked}` : field.value]);
  }
  return values;
}

function fillForm(form, values) {
  const left = [...values];
  for (const field of form.elements) {
    if (!kept(field)) continue;
    const at = left.findIndex(([name]) => name === field.name);
    if (at < 0) continue;
    const [, value] = left.splice(at, 1)[0];
    if (field.type === "checkbox" || field.type === "radio") field.checked = value === `${field.value}:true`;
    else field.value = value;
  }
}

function keepDraft(form) {
  const first = JSON.stringify(readForm(form));
  const note = form.querySelector("[data-draft-note]");
  const stored = sessionStorage.getItem(draftKey(form));
  if (stored && !document.querySelector(".problem-summary")) {
    const { values } = JSON.parse(stored);
    if (JSON.stringify(values) !== first) {
      fillForm(form, values);
      if (note) note.hidden = false;
    }
  }
  const save = (sent) => sessionStorage.setItem(draftKey(form), JSON.stringify({ values: readForm(form), sent }));
  form.addEventListener("input", () => save(false));
  form.addEventListener("submit", () => save(true));
  form.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    fillForm(form, JSON.parse(first));
    sessionStorage.removeItem(draftKey(form));
    note.hidden = true;
  });
}

// A draft that was sent is forgotten on the next page inside the frame that does not show its form again.
function forgetSent() {
  if (!document.body.classList.contains("framed")) return;
  for (const key of Object.keys(sessionStorage)) {
    if (!key.startsWith("draft ") || !JSON.parse(sessionStorage.getItem(key)).sent) continue;
    const shown = [...document.querySelectorAll("form[data-draft]")].some((form) => draftKey(form) === key);
    if (!shown) sessionStorage.removeItem(key);
  }
}

forgetSent();
for (const form of document.querySelectorAll("form[data-draft]")) keepDraft(form);
document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => sessionStorage.clear());

/* Chosen rows: the batch line appears and counts. */

for (const batch of document.querySelectorAll("form[data-batch]")) {
  const boxes = () => [...document.querySelectorAll(`input[name="row"][form="${batch.id}"]`)];
  const all = document.querySelector(`input[data-all="${batch.id}"]`);
  const count = batch.querySelector("[data-batch-count]");
  const show = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    batch.classList.toggle("batch-open", chosen > 0);
    count.textContent = count.dataset.batchCount.replace("#", chosen);
    if (all) {
      all.checked = chosen > 0 && chosen === boxes().length;
      all.indeterminate = chosen > 0 && chosen < boxes().length;
    }
  };
  all?.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    show();
  });
  document.addEventListener("change", (event) => {
    if (event.target.form === batch && event.target.name === "row") show();
  });
  show();
}

/* A typed confirmation: the button waits for the word. The server compares again. */

for (const field of document.querySelectorAll("[data-typed]")) {
  const button = field.form?.querySelector("button:not([type=button])");
  if (!button) continue;
  const check = () => { button.disabled = field.value.trim() !== field.dataset.typed; };
  field.addEventListener("input", check);
  check();
}

/* Printing and copying. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    if (button.dataset.copied) button.querySelector("span").textContent = button.dataset.copied;
  });
}

/* The summary of what must be mended takes the focus. */

document.querySelector("[data-focus]")?.focus();
