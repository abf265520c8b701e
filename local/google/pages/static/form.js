// Sections one at a time, on the way that the answers take, as Google's form page does. Without this script all sections
// are on one page; the server checks everything again in either case.
const form = document.querySelector("form[data-required]");
const sections = [...form.querySelectorAll("section")];
const [back, next, send] = ["[data-back]", "[data-next]", "[type=submit]"].map(name => form.querySelector(name));
let way = [0];

function following(index) {
  let target = "";
  sections[index].querySelectorAll("option:checked, input:checked").forEach(chosen => { target = chosen.dataset.ke || target; });
  if (target === "SUBMIT_FORM") return sections.length;
  if (target === "RESTART_FORM") return 0;
  const place = sections.findIndex(section => target && section.dataset.section === target);
  return place >= 0 ? place : index + 1;
}

function show(focus) {
  const here = way.at(-1);
  const last = following(here) >= sections.length;
  sections.forEach((section, index) => { section.hidden = index !== here; });
  back.hidden = way.length === 1;
  next.hidden = last;
  send.hidden = !last;
  form.querySelector("[data-page]").textContent = sections.length > 1 ? `Bagian ${way.length}` : "";
  form.querySelector(".titled").classList.toggle("brief", way.length > 1);
  if (focus) {
    scrollTo(0, 0);
    (sections[here].querySelector("h2[tabindex], input, select, textarea"))?.focus({ preventScroll: true });
  }
}

function mark(card, text) {
  card.classList.remove("mended");
  card.classList.toggle("wrong", Boolean(text));
  const fields = card.querySelectorAll("[data-needed]");
  fields.forEach(field => { field.ariaInvalid = text ? "true" : null; });
  let message = card.querySelector("p.error");
  if (!text) return message?.remove();
  if (!message) {
    message = Object.assign(document.createElement("p"), { className: "error", id: `${fields[0].name}-salah` });
    message.setAttribute("role", "alert");
    card.append(message);
  }
  message.textContent = text;
}

function missing(section) {
  let first = null;
  for (const field of section.querySelectorAll("[data-needed]")) {
    const ticked = field.type === "radio" || field.type === "checkbox";
    const empty = ticked ? !section.querySelector(`[name="${field.name}"]:checked`) : !field.value.trim();
    mark(field.closest(".card"), empty ? form.dataset.required : "");
    if (empty) first ??= field;
  }
  return first;
}

function complete() {
  const first = missing(sections[way.at(-1)]);
  first?.focus();
  return !first;
}

next.addEventListener("click", () => {
  if (!complete()) return;
  const target = following(way.at(-1));
  way = target ? [...way, target] : [0];
  show(true);
});
back.addEventListener("click", () => { way.pop(); show(true); });
form.addEventListener("change", event => {
  event.target.closest(".wrong")?.classList.add("mended");  // keeps its height, so that no button moves under a click
  show(false);
});
form.addEventListener("keydown", event => {
  if (event.key === "Enter" && event.target.matches("input:not([type=checkbox], [type=radio])") && !next.hidden) {
    event.preventDefault();
    next.click();
  }
});
form.addEventListener("submit", event => {
  if (!complete()) return event.preventDefault();
  const visited = new Set(way);
  sections.forEach((section, index) => {
    section.querySelectorAll("input, select, textarea").forEach(field => { field.disabled = !visited.has(index); });
  });
  send.textContent = "Mengirim …";
});
addEventListener("pageshow", () => {
  form.querySelectorAll(":disabled").forEach(field => { field.disabled = false; });
  send.textContent = "Kirim";
});

// After a refusal, open the first section that has something to mend.
const wrong = sections.findIndex(section => section.querySelector(".wrong"));
while (wrong > way.at(-1) && following(way.at(-1)) < sections.length && way.length <= sections.length) {
  way.push(following(way.at(-1)));
}
show(wrong >= 0);
