// Speaks to the control API and looks at it again every second.
const $ = id => document.getElementById(id);

async function ask(verb, path, body) {
  const answer = await fetch("/_local/" + path, { method: verb, body: body && JSON.stringify(body) });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error);
  return found;
}

function fill(id, rows) {
  const body = $(id);
  body.replaceChildren(...rows.map(cells => {
    const row = document.createElement("tr");
    row.append(...cells.map(text => Object.assign(document.createElement("td"), { textContent: text })));
    return row;
  }));
  if (!rows.length) body.insertRow().append(Object.assign(document.createElement("td"), { textContent: "Tidak ada", className: "soft", colSpan: 3 }));
}

const label = kind => $("kind").querySelector(`[value="${kind}"]`)?.textContent ?? kind;
const states = { waiting: "menunggu", applied: "sudah ditulis" };

async function look() {
  const [faults, calls, late] = await Promise.all([ask("GET", "faults"), ask("GET", "calls"), ask("GET", "late")]);
  fill("menunggu", faults.waiting.map(fault => [fault.method, label(fault.kind), fault.times]));
  fill("terpakai", faults.used.slice(-12).reverse().map(fault => [fault.method, label(fault.kind)]));
  fill("belakangan", late.map(write => [write.method, states[write.outcome] || write.outcome]));
  fill("panggilan", Object.entries(calls).sort((a, b) => b[1] - a[1]));
}

function tell(text) { $("kabar").textContent = text; }

async function act(done, ...asked) {
  try {
    await ask(...asked);
    tell(done);
    await look();
  } catch (fault) {
    tell("Ditolak: " + fault.message);
  }
}

// Asks only for what the chosen kind needs, and fixes the call if it can happen to one only.
function explain() {
  const { does, only, asks } = $("kind").selectedOptions[0].dataset;
  $("arti").textContent = does;
  document.querySelectorAll("[data-field]").forEach(field => { field.hidden = field.dataset.field !== asks; });
  if (only) $("method").value = only;
  for (const option of $("method").options) option.disabled = Boolean(only) && option.value !== only;
}
$("kind").addEventListener("change", explain);
$("pasang").addEventListener("submit", event => {
  event.preventDefault();
  const { method, kind, times, seconds, answer } = Object.fromEntries(new FormData(event.target));
  const { asks } = $("kind").selectedOptions[0].dataset;
  const more = { seconds: { seconds: Number(seconds) }, answer: { answer } }[asks];
  act("Terpasang.", "POST", "faults", { method, kind, times: Number(times), ...more });
});
$("kuota").addEventListener("submit", event => {
  event.preventDefault();
  const enabled = $("enabled").checked;
  const limits = { enabled, reads: Number($("reads").value), writes: Number($("writes").value) };
  act(enabled ? "Kuota berlaku." : "Kuota tidak berlaku.", "POST", "quotas", limits);
});
$("bersihkan").addEventListener("click", () => act("Semua gangguan dihapus.", "DELETE", "faults"));
$("terapkan").addEventListener("click", () => act("Ditulis.", "POST", "late", {}));
$("nolkan").addEventListener("click", () => act("Hitungan mulai dari nol.", "DELETE", "calls"));

let lost = false;

async function watch() {
  try {
    await look();
    if (lost) tell("Tersambung lagi.");
    lost = false;
  } catch {
    lost = true;
    tell("Tidak ada jawaban dari server.");
  }
}

explain();
watch();
setInterval(() => document.hidden || watch(), 1000);
