// Choosing whom to be takes effect at once, and comes back to the same cell.
const me = document.getElementById("sebagai");
if (me) me.addEventListener("change", () => {
  me.form.elements.kembali.value = location.pathname + location.search;
  me.form.submit();
});
