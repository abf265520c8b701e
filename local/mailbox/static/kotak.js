// Says when mail has come, without moving what is being read.
const fresh = document.getElementById("baru");

async function look() {
  const answer = await fetch("/jumlah");
  const more = (await answer.json()).jumlah - Number(fresh.dataset.count);
  if (more <= 0) return fresh.replaceChildren();
  fresh.replaceChildren(Object.assign(document.createElement("a"), { href: "/", textContent: `Ada ${more} surel baru. Tampilkan.` }));
}

setInterval(() => document.hidden || look().catch(() => { fresh.textContent = "Tidak ada jawaban dari server."; }), 2000);
