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

const explain = () => { $("arti").textContent = $("kind").selectedOptions[0].dataset.does; };
$("kind").addEventListener("change", explain);
$("pasang").addEventListener("submit", event => {
  event.preventDefault();
  const { method, kind, times, seconds, answer } = Object.fromEntries(new FormData(event.target));
  act("Terpasang.", "POST", "faults", { method, kind, times: Number(times), seconds: Number(seconds), answer });
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
explain();
look();
setInterval(() => document.hidden || look().catch(() => tell("Tidak ada jawaban dari server.")), 1000);
