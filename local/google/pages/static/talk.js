// Everything a person does goes to the server, which decides; and the page looks again and again at what has changed.
import { build, choose, corners, focusGrid, redraw, select, skeleton } from "./grid.js";
import { $, announce, drawing, editing, entered, heard, home, info, mayEdit, order, place, root, say, sheet, store, url } from "./sheet.js";

const GONE = "Tidak ada jawaban dari server.";
let busy = Promise.resolve(), unsaved = 0, turn = Promise.resolve(), looks = 0, lost = false, framed = "";

async function post(path, body, typed) {
  const answer = await fetch(`${url}/${path}`, { method: "POST", body: JSON.stringify(body) }).catch(() => null);
  if (answer?.ok) return true;
  const gone = {
    title: "Tidak tersambung", text: "Server tidak menjawab. Isian Anda belum tersimpan.", help: typed && `Isian Anda: ${typed}`,
  };
  refuse(answer ? await answer.json().catch(() => gone) : gone);
  return false;
}

export function refuse({ title, text, help }) {
  $("tolak-judul").textContent = title;
  $("tolak-isi").textContent = text;
  $("tolak-bantuan").textContent = help ?? "";
  $("tolak").showModal();
}
$("tolak").addEventListener("close", () => focusGrid());

// Blocks of texts, each from a cell on, in the tab that is open now, however long the line to the server is.
export function type(blocks) {
  const [{ row, column, texts }] = blocks, where = sheet.gid;
  if (blocks.length === 1 && texts.flat().length === 1 && texts[0][0] === entered(info(row, column))) return;
  say("Menyimpan …");
  unsaved += 1;
  queue(async () => {
    const kept = await post("cells", { gid: where, blocks }, texts[0][0]);
    if (!kept && where === sheet.gid) blocks.forEach(block => block.texts.forEach((_, offset) => redraw(block.row + offset)));
    await look();
    unsaved -= 1;
    if (!kept) say("Tidak disimpan");
    else if (!unsaved) say("Tersimpan");
  });
}

heard("typed", type);

const queue = work => { busy = busy.then(work).catch(() => say(GONE)); };

// Deletes or inserts cells (`kind`) from row `top` to before `bottom`, column `left` to before `right`.
export const shift = (kind, dimension, cells) => {
  const { gid } = sheet;
  say("Menyimpan …");
  queue(async () => {
    const kept = await post("shift", { gid, kind, dimension, cells });
    await look();
    say(kept ? "Sel digeser" : "Tidak disimpan");
  });
};

export const undo = () => queue(async () => {
  if (!await post("undo", {})) return;
  await look();
  say("Diurungkan");
});
$("urungkan").addEventListener("click", undo);

async function refresh() {
  if (editing()) return;
  const { gid, view } = sheet;
  const answer = await fetch(`${url}/tab?${new URLSearchParams({ gid, fvid: view || "", since: sheet.version })}`);
  const found = await answer.json();
  if (answer.status === 404 && gid !== home) return (location.hash = `gid=${home}`);
  if (!answer.ok) return say(found.text);
  if (lost) say("Tersambung lagi");
  lost = false;
  if (editing() || gid !== sheet.gid || view !== sheet.view || found.version === sheet.version) return;
  await take(found);
}

// One look after the other, as each may build the table anew. Says when the server is gone, and goes on looking.
export function look() {
  looks += 1;
  turn = turn.then(refresh).catch(() => { lost = true; say(GONE); }).finally(() => { looks -= 1; });
  return turn;
}

export const poll = () => document.hidden || looks || look();

// What decides whether rows have to be laid out anew.
const layout = () => sheet.head && JSON.stringify([order(), sheet.head.locked]);

async function take(found) {
  const focused = document.activeElement, before = layout(), { at } = sheet;
  const held = sheet.head?.gid === found.head.gid ? corners() : [];
  sheet.version = found.version;
  sheet.head = found.head;
  for (const [row, cells] of Object.entries(found.rows)) store.set(Number(row), cells);
  frame();
  if (!sheet.table || sheet.built !== skeleton()) await build();
  else if (before !== layout()) await sheet.table.replaceData(order().map(drawing));
  else Object.keys(found.rows).forEach(row => redraw(Number(row)));
  if (sheet.at === at) choose(held);  // else somewhere else was chosen meanwhile
  if (focused !== document.activeElement && !root.contains(focused)) focused.focus({ preventScroll: true });  // Tabulator takes it
  announce("chosen");
}

// Tabs and filter views are drawn anew only when they differ, so that who is among them by keyboard stays there.
function frame() {
  const now = JSON.stringify([sheet.head.tabs, sheet.head.views, sheet.head.view, sheet.gid]);
  if (now === framed) return;
  framed = now;
  $("tab").replaceChildren(...sheet.head.tabs.filter(tab => mayEdit || !tab.hidden).map(tab => {
    const link = Object.assign(document.createElement("a"), { href: `#gid=${tab.gid}`, textContent: tab.title });
    if (tab.hidden) Object.assign(link, { className: "away", title: "Tab tersembunyi" });
    if (tab.gid === sheet.gid) link.setAttribute("aria-current", "page");
    return link;
  }));
  $("tab").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const views = [{ id: "", title: "Semua baris" }, ...sheet.head.views];
  $("tampilan").replaceChildren(...views.map(one => new Option(one.title, one.id)));
  $("tampilan").value = sheet.head.view ?? "";
  $("tampilan").hidden = !sheet.head.views.length;
}

export async function open() {
  delete root.dataset.ready;
  const asked = new URLSearchParams(location.hash.slice(1));
  const wanted = { gid: Number(asked.get("gid") ?? sheet.gid), view: Number(asked.get("fvid") ?? 0) };
  if (!sheet.head || wanted.gid !== sheet.gid || wanted.view !== sheet.view) {
    if (wanted.gid !== sheet.gid) sheet.at = { row: 0, column: 0 };
    Object.assign(sheet, wanted);
    sheet.version = 0;
    store.clear();
    sheet.built = null;
    say("Memuat …");
    await look();
    if (!sheet.head || lost) return;
  }
  const found = asked.get("range") && place(asked.get("range"));
  if (found) await select(found.row, found.column, true);
  else select(sheet.head.frozen, 0);
  say("");
  focusGrid();
  root.dataset.ready = sheet.gid;
}

$("tampilan").addEventListener("change", event => {
  location.hash = new URLSearchParams({ gid: sheet.gid, ...(event.target.value && { fvid: event.target.value }) });
});
